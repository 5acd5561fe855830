// SPDX-License-Identifier: GPL-2.0-only
#include "timer_wait.hpp"

#include <algorithm>

#include "emulator_access.hpp"

namespace javagym {
namespace {

constexpr std::uint32_t BPL = 0x10, BMI = 0x30, BNE = 0xd0;

}  // namespace

std::uint32_t timerWaitRounds(ale::stella::M6532& riot, const TimerWait& wait) {
  if ((wait.address & 0x05) != 0x04) return 0;
  const std::int64_t start = access::field<access::TimerStart>(riot);
  const std::uint32_t shift = access::field<access::TimerShift>(riot);
  const std::uint32_t elapsed = wait.cycles - 1 - access::field<access::TimerSetCycle>(riot);

  // The timer shows start - 1 - (elapsed >> shift), and the branch is taken down to the value `lowest`.
  const std::int64_t shown = start - 1 - static_cast<std::int64_t>(elapsed >> shift);
  if (shown > 0xff) return 0;
  std::int64_t lowest;
  switch (wait.branchOpcode) {
    case BNE:
      lowest = 1;
      break;
    case BPL:
      if (shown >= 0x80) return 0;
      lowest = 0;
      break;
    case BMI:
      lowest = 0x80;
      break;
    default:
      return 0;
  }
  if (shown < lowest) return 0;
  const std::int64_t cyclesLeft = ((start - lowest) << shift) - 1 - static_cast<std::int64_t>(elapsed);
  return static_cast<std::uint32_t>(std::min<std::int64_t>(cyclesLeft / wait.roundCycles, wait.maximumRounds));
}

}  // namespace javagym
