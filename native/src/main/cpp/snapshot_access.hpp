// SPDX-License-Identifier: GPL-2.0-only
#pragma once

#include "ale/common/SoundRaw.hxx"
#include "ale/emucore/CartDPC.hxx"
#include "ale/emucore/CartE0.hxx"
#include "ale/emucore/CartF6SC.hxx"
#include "ale/emucore/CartF8SC.hxx"
#include "ale/emucore/M6502.hxx"
#include "ale/emucore/M6532.hxx"
#include "ale/emucore/TIA.hxx"
#include "ale/emucore/TIASnd.hxx"
#include "ale/environment/stella_environment.hpp"
#include "ale/games/supported/Atlantis2.hpp"
#include "ale/games/supported/ChopperCommand.hpp"
#include "ale/games/supported/DemonAttack.hpp"
#include "ale/games/supported/Hangman.hpp"
#include "ale/games/supported/MiniatureGolf.hpp"
#include "ale/games/supported/VideoCheckers.hpp"
#include "ale/games/supported/VideoCube.hpp"

/** More private fields, in the way of emulator_access.hpp: those that only a snapshot looks at. */
namespace javagym::state {

template <typename Field, auto pointer>
struct Grant {
  friend constexpr auto pointerTo(Field) { return pointer; }
};

#define JAVAGYM_STATE(NAME, OWNER, MEMBER)      \
  struct NAME {                                 \
    friend constexpr auto pointerTo(NAME);      \
  };                                            \
  template struct Grant<NAME, &ale::OWNER::MEMBER>

JAVAGYM_STATE(Accumulator, stella::M6502, A);
JAVAGYM_STATE(IndexX, stella::M6502, X);
JAVAGYM_STATE(IndexY, stella::M6502, Y);
JAVAGYM_STATE(StackPointer, stella::M6502, SP);
JAVAGYM_STATE(Instruction, stella::M6502, IR);
JAVAGYM_STATE(ProgramCounter, stella::M6502, PC);
JAVAGYM_STATE(FlagN, stella::M6502, N);
JAVAGYM_STATE(FlagV, stella::M6502, V);
JAVAGYM_STATE(FlagB, stella::M6502, B);
JAVAGYM_STATE(FlagD, stella::M6502, D);
JAVAGYM_STATE(FlagI, stella::M6502, I);
JAVAGYM_STATE(FlagNotZ, stella::M6502, notZ);
JAVAGYM_STATE(FlagC, stella::M6502, C);
JAVAGYM_STATE(ExecutionStatus, stella::M6502, myExecutionStatus);
JAVAGYM_STATE(LastAccessWasRead, stella::M6502, myLastAccessWasRead);
JAVAGYM_STATE(TotalInstructions, stella::M6502, myTotalInstructionCount);

JAVAGYM_STATE(Ram, stella::M6532, myRAM);
JAVAGYM_STATE(InterruptResetCycle, stella::M6532, myCyclesWhenInterruptReset);
JAVAGYM_STATE(ReadAfterInterrupt, stella::M6532, myTimerReadAfterInterrupt);
JAVAGYM_STATE(DirectionA, stella::M6532, myDDRA);
JAVAGYM_STATE(DirectionB, stella::M6532, myDDRB);

JAVAGYM_STATE(PartialFrame, stella::TIA, myPartialFrameFlag);
JAVAGYM_STATE(FrameCounter, stella::TIA, myFrameCounter);
JAVAGYM_STATE(CurrentFrame, stella::TIA, myCurrentFrameBuffer);
JAVAGYM_STATE(PreviousFrame, stella::TIA, myPreviousFrameBuffer);
JAVAGYM_STATE(LastFrameLines, stella::TIA, myScanlineCountForLastFrame);
JAVAGYM_STATE(CurrentLine, stella::TIA, myCurrentScanline);
JAVAGYM_STATE(SyncFinishClock, stella::TIA, myVSYNCFinishClock);
JAVAGYM_STATE(VerticalSync, stella::TIA, myVSYNC);
JAVAGYM_STATE(Reflected0, stella::TIA, myREFP0);
JAVAGYM_STATE(Reflected1, stella::TIA, myREFP1);
JAVAGYM_STATE(NewGraphics0, stella::TIA, myGRP0);
JAVAGYM_STATE(NewGraphics1, stella::TIA, myGRP1);
JAVAGYM_STATE(OldGraphics0, stella::TIA, myDGRP0);
JAVAGYM_STATE(OldGraphics1, stella::TIA, myDGRP1);
JAVAGYM_STATE(Missile0Enabled, stella::TIA, myENAM0);
JAVAGYM_STATE(Missile1Enabled, stella::TIA, myENAM1);
JAVAGYM_STATE(NewBall, stella::TIA, myENABL);
JAVAGYM_STATE(OldBall, stella::TIA, myDENABL);
JAVAGYM_STATE(Motion0, stella::TIA, myHMP0);
JAVAGYM_STATE(Motion1, stella::TIA, myHMP1);
JAVAGYM_STATE(MissileMotion0, stella::TIA, myHMM0);
JAVAGYM_STATE(MissileMotion1, stella::TIA, myHMM1);
JAVAGYM_STATE(BallMotion, stella::TIA, myHMBL);
JAVAGYM_STATE(Delayed0, stella::TIA, myVDELP0);
JAVAGYM_STATE(Delayed1, stella::TIA, myVDELP1);
JAVAGYM_STATE(DelayedBall, stella::TIA, myVDELBL);
JAVAGYM_STATE(MissileLocked0, stella::TIA, myRESMP0);
JAVAGYM_STATE(MissileLocked1, stella::TIA, myRESMP1);
JAVAGYM_STATE(MissilePosition0, stella::TIA, myPOSM0);
JAVAGYM_STATE(MissilePosition1, stella::TIA, myPOSM1);
JAVAGYM_STATE(BallPosition, stella::TIA, myPOSBL);
JAVAGYM_STATE(Volume0, stella::TIA, myAUDV0);
JAVAGYM_STATE(Volume1, stella::TIA, myAUDV1);
JAVAGYM_STATE(Control0, stella::TIA, myAUDC0);
JAVAGYM_STATE(Control1, stella::TIA, myAUDC1);
JAVAGYM_STATE(Frequency0, stella::TIA, myAUDF0);
JAVAGYM_STATE(Frequency1, stella::TIA, myAUDF1);
JAVAGYM_STATE(DumpDisabledCycle, stella::TIA, myDumpDisabledCycle);
JAVAGYM_STATE(DumpEnabled, stella::TIA, myDumpEnabled);
JAVAGYM_STATE(HmoveClock, stella::TIA, myLastHMOVEClock);
JAVAGYM_STATE(CosmicArkCounter, stella::TIA, myM0CosmicArkCounter);
JAVAGYM_STATE(FrameGreyed, stella::TIA, myFrameGreyed);

JAVAGYM_STATE(Slices, stella::CartridgeE0, myCurrentSlice);
JAVAGYM_STATE(RamF8, stella::CartridgeF8SC, myRAM);
JAVAGYM_STATE(RamF6, stella::CartridgeF6SC, myRAM);
JAVAGYM_STATE(Tops, stella::CartridgeDPC, myTops);
JAVAGYM_STATE(Bottoms, stella::CartridgeDPC, myBottoms);
JAVAGYM_STATE(Counters, stella::CartridgeDPC, myCounters);
JAVAGYM_STATE(Flags, stella::CartridgeDPC, myFlags);
JAVAGYM_STATE(MusicMode, stella::CartridgeDPC, myMusicMode);
JAVAGYM_STATE(RandomNumber, stella::CartridgeDPC, myRandomNumber);
JAVAGYM_STATE(FetcherCycle, stella::CartridgeDPC, mySystemCycles);
JAVAGYM_STATE(FractionalClocks, stella::CartridgeDPC, myFractionalClocks);

JAVAGYM_STATE(SoundChip, SoundRaw, myTIASound);
JAVAGYM_STATE(SoundWrites, SoundRaw, myRegWriteQueue);
JAVAGYM_STATE(SoundCycle, SoundRaw, myLastRegisterSetCycle);
JAVAGYM_STATE(SoundControl, stella::TIASound, myAUDC);
JAVAGYM_STATE(SoundFrequency, stella::TIASound, myAUDF);
JAVAGYM_STATE(SoundVolume, stella::TIASound, myAUDV);
JAVAGYM_STATE(SoundDividers, stella::TIASound, myFreqDiv);
JAVAGYM_STATE(SoundShift4, stella::TIASound, myP4);
JAVAGYM_STATE(SoundShift5, stella::TIASound, myP5);
JAVAGYM_STATE(SoundCounter, stella::TIASound, myOutputCounter);

JAVAGYM_STATE(Screen, StellaEnvironment, m_screen);
JAVAGYM_STATE(SeenRam, StellaEnvironment, m_ram);
JAVAGYM_STATE(HeardSound, StellaEnvironment, m_sound);
JAVAGYM_STATE(LastActionA, StellaEnvironment, m_player_a_action);
JAVAGYM_STATE(LastActionB, StellaEnvironment, m_player_b_action);
JAVAGYM_STATE(LastStrengthA, StellaEnvironment, m_paddle_a_strength);
JAVAGYM_STATE(LastStrengthB, StellaEnvironment, m_paddle_b_strength);

// What ALE's own save of these games leaves out, or notes as whether it is zero.
JAVAGYM_STATE(AtlantisLives, Atlantis2Settings, m_lives);
JAVAGYM_STATE(ChopperStarted, ChopperCommandSettings, m_is_started);
JAVAGYM_STATE(DemonLevelChange, DemonAttackSettings, m_level_change);
JAVAGYM_STATE(HangmanTimers, HangmanSettings, m_timerArray);
JAVAGYM_STATE(GolfLevel, MiniatureGolfSettings, m_levelNumber);
JAVAGYM_STATE(GolfPar, MiniatureGolfSettings, m_levelPar);
JAVAGYM_STATE(GolfHits, MiniatureGolfSettings, m_hits);
JAVAGYM_STATE(GolfStatus, MiniatureGolfSettings, m_leftStatus);
JAVAGYM_STATE(GolfHitsBefore, MiniatureGolfSettings, m_hitsAtStartOfLevel);
JAVAGYM_STATE(CheckersReversed, VideoCheckersSettings, m_reverse_checkers);
JAVAGYM_STATE(CubeTimers, VideoCubeSettings, m_timerArray);

#undef JAVAGYM_STATE

}  // namespace javagym::state
