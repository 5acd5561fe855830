// SPDX-License-Identifier: GPL-2.0-only
#include "beam.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "emulator_access.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace javagym {

using access::field;
using access::table;

namespace {

// TIA's objects, and the two bits of CTRLPF, as ALE numbers them.
constexpr int P0 = 1, M0 = 2, P1 = 4, M1 = 8, BALL = 16, PLAYFIELD = 32, SCORE = 64, PRIORITY = 128;

constexpr int LINE_CLOCKS = 228, BLANK_CLOCKS = 68, HMOVE_CLOCKS = 8, BLOCK = 16;

/** Whether ALE paints these objects one pixel at a time: three or more, and pairs that have no loop of their own. */
constexpr bool paintsSinglePixels(int objectsAndBits) {
  const int objects = objectsAndBits & 63;
  int count = 0;
  for (int bit = 1; bit < 64; bit <<= 1) count += (objects & bit) != 0;
  if (count < 2) return false;
  switch (objects) {
    case P0 | P1:
    case M0 | M1:
    case BALL | M0:
    case BALL | M1:
    case BALL | P1:
      return false;
    case PLAYFIELD | P0:
    case PLAYFIELD | P1:
    case PLAYFIELD | BALL:
      return (objectsAndBits & SCORE) != 0;
    default:
      return true;
  }
}

constexpr std::array<bool, 256> crowdedTable() {
  std::array<bool, 256> result{};
  for (int i = 0; i < 256; ++i) result[i] = paintsSinglePixels(i);
  return result;
}

constexpr std::array<bool, 256> CROWDED = crowdedTable();

const std::uint8_t* playerMask(int position, int numberAndSize) {
  return &table<access::PlayerMasks>()[position & 3][0][numberAndSize & 7][160 - (position & 0xfc)];
}

}  // namespace

bool Beam::isCrowded() const {
#if defined(__SSE2__)
  const int objects = field<access::EnabledObjects>(tia_) | field<access::PriorityAndScore>(tia_);
  return CROWDED[objects] && (field<access::VerticalBlank>(tia_) & 2) == 0 && !field<access::CosmicArk>(tia_) &&
         !field<access::FastUpdate>(tia_);
#else
  return false;
#endif
}

void Beam::beforePeek(std::uint32_t cycles) {
  if (isCrowded()) paintTo(static_cast<int>(cycles * 3));
}

void Beam::beforePoke(std::uint16_t address, std::uint32_t cycles) {
  if (!isCrowded()) return;
  const int clock = static_cast<int>(cycles * 3);
  int delay = table<access::PokeDelays>()[address & 0x3f];
  if (delay == -1) {
    // A playfield register takes effect at the next of the clocks at which TIA fetches it.
    constexpr int DELAYS[4] = {4, 5, 2, 3};
    const int inLine = (clock - field<access::FrameStartClock>(tia_)) % LINE_CLOCKS;
    delay = DELAYS[(inLine / 3) & 3];
  }
  paintTo(clock + delay);
}

void Beam::paintTo(int clock) {
  int& painted = field<access::PaintedClock>(tia_);
  const int stop = field<access::DisplayStopClock>(tia_);
  if (clock < field<access::DisplayStartClock>(tia_) || painted >= stop || painted >= clock) return;
  clock = std::min(clock, stop);

  int& left = field<access::ClocksToLineEnd>(tia_);
  std::uint8_t*& out = field<access::FramePointer>(tia_);
  bool& hmoveBlank = field<access::HmoveBlank>(tia_);
  do {
    int from = LINE_CLOCKS - left;
    int count;
    if (clock > painted + left) {
      count = left;
      left = LINE_CLOCKS;
      painted += count;
    } else {
      count = clock - painted;
      left -= count;
      painted = clock;
    }
    const int blanked = std::clamp(BLANK_CLOCKS - from, 0, count);
    from += blanked;
    count -= blanked;

    std::uint8_t* const first = out;
    if (count != 0) paint(out, from - BLANK_CLOCKS, count);
    out += count;

    if (hmoveBlank && from < BLANK_CLOCKS + HMOVE_CLOCKS) {
      std::memset(first, 0, BLANK_CLOCKS + HMOVE_CLOCKS - from);
      if (from + count >= BLANK_CLOCKS + HMOVE_CLOCKS) hmoveBlank = false;
    }
    if (left == LINE_CLOCKS) endLine();
  } while (painted < clock);
}

/** What a new line begins with: the playfield's mask, and all copies of the players. */
void Beam::endLine() {
  field<access::PlayfieldMask>(tia_) = table<access::PlayfieldMasks>()[field<access::PlayfieldControl>(tia_) & 1];
  field<access::Player0Mask>(tia_) = playerMask(field<access::Position0>(tia_), field<access::NumberSize0>(tia_));
  field<access::Player1Mask>(tia_) = playerMask(field<access::Position1>(tia_), field<access::NumberSize1>(tia_));
}

#if defined(__SSE2__)

void Beam::paint(std::uint8_t* out, int from, int count) {
  const int objects = field<access::EnabledObjects>(tia_);
  const int bits = field<access::PriorityAndScore>(tia_);
  const std::uint32_t playfield = field<access::Playfield>(tia_);
  const std::uint32_t* const playfieldMask = field<access::PlayfieldMask>(tia_);
  const auto& colors = field<access::Colors>(tia_);
  const auto splat = [](int value) { return _mm_set1_epi8(static_cast<char>(value)); };
  const __m128i zero = _mm_setzero_si128();
  const __m128i background = splat(colors[0]), field1 = splat(colors[1]), color0 = splat(colors[2]),
                color1 = splat(colors[3]);
  const __m128i graphics0 = splat(field<access::Graphics0>(tia_)), graphics1 = splat(field<access::Graphics1>(tia_));

  // All ones where an object is not: its mask, read at this pixel of the line.
  const auto absent = [&](const std::uint8_t* mask, int pixel, __m128i graphics) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(mask + pixel));
    return _mm_cmpeq_epi8(_mm_and_si128(bytes, graphics), zero);
  };
  const __m128i all = splat(0xff);
  const __m128i ball = objects & BALL ? all : zero, missile0 = objects & M0 ? all : zero,
                missile1 = objects & M1 ? all : zero;
  // One of two, where a mask of absence is clear or set.
  const auto choose = [](__m128i absence, __m128i present, __m128i other) {
    return _mm_or_si128(_mm_andnot_si128(absence, present), _mm_and_si128(absence, other));
  };

  const int end = from + count;
  int collisions = 0;
  for (int block = from & ~(BLOCK - 1); block < end; block += BLOCK) {
    const __m128i noPlayer0 = absent(field<access::Player0Mask>(tia_), block, graphics0);
    const __m128i noPlayer1 = absent(field<access::Player1Mask>(tia_), block, graphics1);
    const __m128i noMissile0 = absent(field<access::Missile0Mask>(tia_), block, missile0);
    const __m128i noMissile1 = absent(field<access::Missile1Mask>(tia_), block, missile1);
    const __m128i noBall = absent(field<access::BallMask>(tia_), block, ball);
    const auto group = [&](int pixel) { return (playfield & playfieldMask[block + pixel]) != 0 ? 0 : -1; };
    const __m128i noPlayfield = _mm_set_epi32(group(12), group(8), group(4), group(0));

    const __m128i noPair0 = _mm_and_si128(noPlayer0, noMissile0);
    const __m128i noPair1 = _mm_and_si128(noPlayer1, noMissile1);
    __m128i pixels;
    if (bits & PRIORITY) {
      pixels = choose(noPair1, color1, background);
      pixels = choose(noPair0, color0, pixels);
      pixels = choose(_mm_and_si128(noBall, noPlayfield), field1, pixels);
    } else {
      // As a score, the playfield has the players' colors, and player 1 does not hide its left half.
      const bool score = (bits & SCORE) != 0, leftHalf = block < 80;
      pixels = choose(noBall, field1, background);
      pixels = choose(noPlayfield, score ? (leftHalf ? color0 : color1) : field1, pixels);
      const __m128i hidden = score && leftHalf ? _mm_andnot_si128(noPlayfield, all) : zero;
      pixels = choose(_mm_or_si128(noPair1, hidden), color1, pixels);
      pixels = choose(noPair0, color0, pixels);
    }

    const int first = std::max(from, block), last = std::min(end, block + BLOCK);
    if (last - first == BLOCK) {
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out + (first - from)), pixels);
    } else {
      alignas(16) std::uint8_t copy[BLOCK];
      _mm_store_si128(reinterpret_cast<__m128i*>(copy), pixels);
      std::memcpy(out + (first - from), copy + (first - block), last - first);
    }

    // Bit by pixel where an object is, within the part that is painted.
    const int shown = ((1 << (last - block)) - 1) & ~((1 << (first - block)) - 1);
    const auto present = [&](__m128i absence) { return ~_mm_movemask_epi8(absence) & shown; };
    const int p0 = present(noPlayer0), p1 = present(noPlayer1), m0 = present(noMissile0), m1 = present(noMissile1),
              bl = present(noBall), pf = present(noPlayfield);
    collisions |= (m0 & p1 ? 0x0001 : 0) | (m0 & p0 ? 0x0002 : 0) | (m1 & p0 ? 0x0004 : 0) | (m1 & p1 ? 0x0008 : 0) |
                  (p0 & pf ? 0x0010 : 0) | (p0 & bl ? 0x0020 : 0) | (p1 & pf ? 0x0040 : 0) | (p1 & bl ? 0x0080 : 0) |
                  (m0 & pf ? 0x0100 : 0) | (m0 & bl ? 0x0200 : 0) | (m1 & pf ? 0x0400 : 0) | (m1 & bl ? 0x0800 : 0) |
                  (bl & pf ? 0x1000 : 0) | (p0 & p1 ? 0x2000 : 0) | (m0 & m1 ? 0x4000 : 0);
  }
  field<access::Collisions>(tia_) |= static_cast<std::uint16_t>(collisions);
}

#else

void Beam::paint(std::uint8_t*, int, int) {}

#endif

}  // namespace javagym
