// SPDX-License-Identifier: GPL-2.0-only
#pragma once

#include <memory>
#include <string_view>
#include <typeinfo>

#include "ale/ale_interface.hpp"
#include "ale/emucore/Console.hxx"
#include "ale/emucore/OSystem.hxx"
#include "fast_m6502.hpp"

namespace javagym {

/** Whether RIOT's RAM lies where a 2600 has it, as zero page and as stack, with no cartridge in between. */
inline bool hasPlainRam(ale::stella::System& system) {
  const std::uint8_t* const ram = system.getPageAccess(0x80 >> 6).directPeekBase;
  for (const int address : {0x80, 0xc0, 0x180, 0x1c0}) {
    const auto& page = system.getPageAccess(static_cast<std::uint16_t>(address >> 6));
    const std::uint8_t* const expected = ram + (address & 0x40);
    if (ram == nullptr || page.directPeekBase != expected || page.directPokeBase != expected) return false;
  }
  return true;
}

/** What the fast processor may take for granted about a cartridge. */
enum class CartridgeKind {
  UNKNOWN,           // nothing: the game keeps the plain processor
  FETCHED_ONCE,      // blocks of 1,024 bytes or more are switched as a whole, and a read may have lasting effects
  FETCHED_AT_WILL,   // the same, and reading an address twice in a row is as good as once
};

/** The cartridges of the games that ale-py registers, by the name that ALE gives them. */
inline CartridgeKind cartridgeKind(ale::stella::System& system) {
  const std::string_view name = system.getPageAccess(0x1fc0 >> 6).device->name();
  if (name == "CartridgeDPC") return CartridgeKind::FETCHED_ONCE;
  for (const std::string_view known : {"Cartridge2K", "Cartridge4K", "CartridgeE0", "CartridgeF6", "CartridgeF6SC",
                                       "CartridgeF8", "CartridgeF8SC", "CartridgeFE"}) {
    if (name == known) return CartridgeKind::FETCHED_AT_WILL;
  }
  return CartridgeKind::UNKNOWN;
}

/** Attaches a fast processor that answers to `tracer`; null where it does not apply, and the plain one stays. */
template <typename Tracer>
BasicFastM6502<Tracer>* attachProcessor(ale::ALEInterface& ale, Tracer tracer) {
  ale::stella::System& system = ale.theOSystem->console().system();
  auto* const plain = dynamic_cast<ale::stella::M6502Low*>(&system.m6502());
  if (plain == nullptr || typeid(*plain) != typeid(ale::stella::M6502Low)) return nullptr;
  auto* const riot = dynamic_cast<ale::stella::M6532*>(system.getPageAccess(0x280 >> 6).device);
  const CartridgeKind cartridge = cartridgeKind(system);
  if (riot == nullptr || !hasPlainRam(system) || cartridge == CartridgeKind::UNKNOWN) return nullptr;

  auto fast = std::make_unique<BasicFastM6502<Tracer>>(*plain, system, *riot,
                                                       cartridge == CartridgeKind::FETCHED_AT_WILL, tracer);
  system.attach(fast.get());  // the system owns its processor, and forgets the one before
  delete plain;
  return fast.release();
}

}  // namespace javagym
