// SPDX-License-Identifier: GPL-2.0-only
#pragma once

#include "ale/emucore/CartFE.hxx"
#include "ale/emucore/M6532.hxx"
#include "ale/emucore/System.hxx"
#include "ale/emucore/TIA.hxx"

/**
 * Private fields of ALE's devices, by pointer to member.
 *
 * ALE is built from its unmodified source, so the fast processor can't be a friend of these classes. The language
 * lets an explicit instantiation name a private member; each line below hands one such pointer out. They are
 * constants to the compiler and cost nothing at run time.
 */
namespace javagym::access {

template <typename Field, typename Field::Pointer pointer>
struct Grant {
  friend constexpr typename Field::Pointer pointerTo(Field) { return pointer; }
};

#define JAVAGYM_FIELD(NAME, TYPE, OWNER, MEMBER)       \
  struct NAME {                                        \
    using Value = TYPE;                                \
    using Pointer = Value ale::stella::OWNER::*;       \
    friend constexpr Pointer pointerTo(NAME);          \
  };                                                   \
  template struct Grant<NAME, &ale::stella::OWNER::MEMBER>

#define JAVAGYM_TABLE(NAME, TYPE, OWNER, MEMBER)       \
  struct NAME {                                        \
    using Value = TYPE;                                \
    using Pointer = Value*;                            \
    friend constexpr Pointer pointerTo(NAME);          \
  };                                                   \
  template struct Grant<NAME, &ale::stella::OWNER::MEMBER>

JAVAGYM_FIELD(SystemCycles, std::uint32_t, System, myCycles);
JAVAGYM_FIELD(DataBus, std::uint8_t, System, myDataBusState);
JAVAGYM_FIELD(TimerStart, std::uint32_t, M6532, myTimer);
JAVAGYM_FIELD(TimerShift, std::uint32_t, M6532, myIntervalShift);
JAVAGYM_FIELD(TimerSetCycle, int, M6532, myCyclesWhenTimerSet);

JAVAGYM_FIELD(FramePointer, std::uint8_t*, TIA, myFramePointer);
JAVAGYM_FIELD(FrameStartClock, int, TIA, myClockWhenFrameStarted);
JAVAGYM_FIELD(DisplayStartClock, int, TIA, myClockStartDisplay);
JAVAGYM_FIELD(DisplayStopClock, int, TIA, myClockStopDisplay);
JAVAGYM_FIELD(PaintedClock, int, TIA, myClockAtLastUpdate);
JAVAGYM_FIELD(ClocksToLineEnd, int, TIA, myClocksToEndOfScanLine);
JAVAGYM_FIELD(EnabledObjects, std::uint8_t, TIA, myEnabledObjects);
JAVAGYM_FIELD(VerticalBlank, std::uint8_t, TIA, myVBLANK);
JAVAGYM_FIELD(NumberSize0, std::uint8_t, TIA, myNUSIZ0);
JAVAGYM_FIELD(NumberSize1, std::uint8_t, TIA, myNUSIZ1);
JAVAGYM_FIELD(PriorityAndScore, std::uint8_t, TIA, myPlayfieldPriorityAndScore);
JAVAGYM_FIELD(Colors, std::uint32_t[4], TIA, myColor);
JAVAGYM_FIELD(PlayfieldControl, std::uint8_t, TIA, myCTRLPF);
JAVAGYM_FIELD(Playfield, std::uint32_t, TIA, myPF);
JAVAGYM_FIELD(Graphics0, std::uint8_t, TIA, myCurrentGRP0);
JAVAGYM_FIELD(Graphics1, std::uint8_t, TIA, myCurrentGRP1);
JAVAGYM_FIELD(Collisions, std::uint16_t, TIA, myCollision);
JAVAGYM_FIELD(Position0, std::int16_t, TIA, myPOSP0);
JAVAGYM_FIELD(Position1, std::int16_t, TIA, myPOSP1);
JAVAGYM_FIELD(BallMask, const std::uint8_t*, TIA, myCurrentBLMask);
JAVAGYM_FIELD(Missile0Mask, const std::uint8_t*, TIA, myCurrentM0Mask);
JAVAGYM_FIELD(Missile1Mask, const std::uint8_t*, TIA, myCurrentM1Mask);
JAVAGYM_FIELD(Player0Mask, const std::uint8_t*, TIA, myCurrentP0Mask);
JAVAGYM_FIELD(Player1Mask, const std::uint8_t*, TIA, myCurrentP1Mask);
JAVAGYM_FIELD(PlayfieldMask, const std::uint32_t*, TIA, myCurrentPFMask);
JAVAGYM_FIELD(HmoveBlank, bool, TIA, myHMOVEBlankEnabled);
JAVAGYM_FIELD(CosmicArk, bool, TIA, myM0CosmicArkMotionEnabled);
JAVAGYM_FIELD(FastUpdate, bool, TIA, fastUpdate);

JAVAGYM_FIELD(FeImage, std::uint8_t[8192], CartridgeFE, myImage);

JAVAGYM_TABLE(PokeDelays, const std::int16_t[64], TIA, ourPokeDelayTable);
JAVAGYM_TABLE(PlayfieldMasks, std::uint32_t[2][160], TIA, ourPlayfieldTable);
JAVAGYM_TABLE(PlayerMasks, std::uint8_t[4][2][8][320], TIA, ourPlayerMaskTable);
JAVAGYM_TABLE(MissileMasks, std::uint8_t[4][8][4][320], TIA, ourMissleMaskTable);
JAVAGYM_TABLE(BallMasks, std::uint8_t[4][4][320], TIA, ourBallMaskTable);
JAVAGYM_TABLE(DisabledMask, const std::uint8_t[640], TIA, ourDisabledMaskTable);

#undef JAVAGYM_TABLE
#undef JAVAGYM_FIELD

/** The field of one object, as `field<SystemCycles>(system)`. */
template <typename Field, typename Owner>
inline auto& field(Owner& owner) {
  return owner.*pointerTo(Field{});
}

/** A static table of a class, as `table<PokeDelays>()`. */
template <typename Table>
inline auto& table() {
  return *pointerTo(Table{});
}

}  // namespace javagym::access
