// SPDX-License-Identifier: GPL-2.0-only
#pragma once

#include <cstdint>
#include <stdexcept>
#include <vector>

#include "emulator.hpp"

namespace javagym {

/** What is thrown for bytes that are no snapshot of this game. */
class NotASnapshot : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

/**
 * All that an emulator with a game is between two frames.
 *
 * ALE's own state leaves out what it does not need to go on somehow: both screens, the action that a sticky one
 * repeats, what is on the data bus, TIA's masks, which slices of a cartridge are in. With these it goes on with the
 * identical frames, sounds and rewards.
 */
std::vector<std::uint8_t> takeSnapshot(Emulator& emulator);

/**
 * Becomes what a snapshot of the same game with the same settings tells.
 *
 * Whatever the bytes are, the emulator stays within its memory: each number is refused that none of its parts can
 * come to. What was restored by then stays so, and the caller goes back to a snapshot of its own.
 */
void restoreSnapshot(Emulator& emulator, const std::vector<std::uint8_t>& bytes);

}  // namespace javagym
