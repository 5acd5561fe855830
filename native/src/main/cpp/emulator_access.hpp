// SPDX-License-Identifier: GPL-2.0-only
#pragma once

#include "ale/emucore/M6532.hxx"
#include "ale/emucore/System.hxx"

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
    using Pointer = TYPE ale::stella::OWNER::*;        \
    friend constexpr Pointer pointerTo(NAME);          \
  };                                                   \
  template struct Grant<NAME, &ale::stella::OWNER::MEMBER>

JAVAGYM_FIELD(SystemCycles, std::uint32_t, System, myCycles);
JAVAGYM_FIELD(DataBus, std::uint8_t, System, myDataBusState);
JAVAGYM_FIELD(TimerStart, std::uint32_t, M6532, myTimer);
JAVAGYM_FIELD(TimerShift, std::uint32_t, M6532, myIntervalShift);
JAVAGYM_FIELD(TimerSetCycle, int, M6532, myCyclesWhenTimerSet);

#undef JAVAGYM_FIELD

/** The field of one object, as `field<SystemCycles>(system)`. */
template <typename Field, typename Owner>
inline auto& field(Owner& owner) {
  return owner.*pointerTo(Field{});
}

}  // namespace javagym::access
