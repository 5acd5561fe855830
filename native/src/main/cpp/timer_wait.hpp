// SPDX-License-Identifier: GPL-2.0-only
#pragma once

#include <cstdint>

#include "ale/emucore/M6532.hxx"

namespace javagym {

/** A loop of two instructions: read RIOT's timer or its interrupt flag, branch back. */
struct TimerWait {
  std::uint32_t address;       // what it reads
  std::uint32_t branchOpcode;
  std::uint32_t cycles;        // the clock at the read
  std::uint32_t roundCycles;   // cycles of one round
  std::uint32_t maximumRounds;
};

/**
 * How many rounds can be skipped with nothing lost: the branch is taken in each, and the timer, which has not run out
 * in any of them, has no side effect when it is read.
 */
std::uint32_t timerWaitRounds(ale::stella::M6532& riot, const TimerWait& wait);

}  // namespace javagym
