// One Atari 2600 with one game, without a word of JNI.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ale/ale_interface.hpp"

namespace javagym {

constexpr int kColours = 256;

/** So many pixels are written at once where they are equal. */
constexpr int kRun = 8;

/** For each colour the bytes of a run of pixels. */
template <std::size_t kBytes>
using Palette = std::array<std::array<uint8_t, kBytes * kRun>, kColours>;

/** What can be read of an emulator. The numbers are those of io.javagym.atari.Emulator.Source. */
enum class Source { kRgb = 0, kGrayscale = 1, kColours = 2, kRam = 3, kSound = 4 };

/**
 * ALE's interface, with a game loaded from memory and with reads into the caller's memory.
 *
 * Used by one thread at a time. Every function may throw a std::exception; none ends the process.
 */
class Emulator {
 public:
  /** Has ALE tell errors only. Its log level belongs to the process, so this is called once. */
  static void quieten();

  ale::ALEInterface& ale() { return ale_; }

  /** Loads a cartridge, which starts the game with the settings made so far. */
  void load(const uint8_t* rom, std::size_t size);

  /** Takes an action for a number of frames, without a look at the game's end, and sums the rewards. */
  int64_t act(ale::Action action, float paddle_strength, int frames);

  /** What a colour number looks like: luminance in the highest byte, then red, green and blue. */
  uint32_t colour(uint8_t number) const;

  /** How many bytes a source has. */
  std::size_t size(Source source) const;

  /** Copies all bytes of a source; `out` has room for them. */
  void read(Source source, uint8_t* out);

 private:
  ale::ALEInterface ale_;
  Palette<3> rgb_{};
  Palette<1> grayscale_{};
};

}  // namespace javagym
