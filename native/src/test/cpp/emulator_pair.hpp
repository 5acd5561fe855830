// SPDX-License-Identifier: GPL-2.0-only
#pragma once

#include <optional>
#include <random>
#include <string>

#include "ale/ale_interface.hpp"
#include "trace.hpp"

namespace javagym {

/** How a game is played in a comparison. */
struct PlayOptions {
  std::uint32_t seed = 1;
  int variant = 0;  // counts through the game's modes and difficulties
  bool traced = false;
  float repeatActionProbability = 0.25f;
};

/** The same game twice, with the plain processor and the fast one, given the same actions. */
class EmulatorPair {
 public:
  EmulatorPair(const std::string& rom, const PlayOptions& options);

  /** Steps both and compares all that can be seen, and the whole state now and then. The difference, or nothing. */
  std::optional<std::string> step();

  std::uint64_t instructions() const { return instructions_; }
  std::uint64_t skipped() const { return skipped_; }
  std::uint64_t restores() const { return restores_; }
  std::uint64_t episodes() const { return episodes_; }
  bool attached() const { return attached_; }

 private:
  std::optional<std::string> compare();
  std::optional<std::string> compareStates();
  void restoreAcross();

  PlayOptions options_;
  ale::ALEInterface plain_, fast_;
  Trace plainTrace_, fastTrace_;
  std::mt19937 random_;
  ale::ActionVect actions_;
  std::optional<ale::ALEState> savedByPlain_, savedByFast_;
  std::uint64_t steps_ = 0, instructions_ = 0, skipped_ = 0, restores_ = 0, episodes_ = 0;
  bool attached_ = false;
};

}  // namespace javagym
