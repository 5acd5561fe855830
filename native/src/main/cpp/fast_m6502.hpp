// SPDX-License-Identifier: GPL-2.0-only
#pragma once

#include <cstdint>

#include "ale/emucore/M6502Low.hxx"
#include "ale/emucore/M6532.hxx"
#include "ale/emucore/System.hxx"
#include "ale/emucore/TIA.hxx"
#include "beam.hpp"

namespace javagym {

/** One executed instruction, as a trace sees it: the processor's state just after it. */
struct InstructionRecord {
  std::uint32_t remaining;  // instructions left of the budget that execute() was given
  std::uint32_t cycles;
  std::uint16_t programCounter;
  std::uint8_t accumulator, x, y, stackPointer, status;
};

/** The tracer of the processor that games run on: it sees nothing and costs nothing. */
struct NoTracer {
  static constexpr bool active = false;
  void begin() {}
  void record(const InstructionRecord&) {}
};

/**
 * ALE's low-fidelity 6502 with the same results, in less time.
 *
 * Plain ALE keeps registers, flags and the cycle counter in memory and sends each byte through the page table. Here
 * they are locals of execute(), instruction bytes are read by a pointer into the ROM, and RAM by an index. Only
 * devices (TIA, RIOT, a cartridge that switches banks) are called, with the cycle counter and data bus that they would
 * have seen. Whatever is rare is left to the plain processor, one instruction at a time: undocumented opcodes, decimal
 * sums, code outside of RAM and cartridge, calls with the stack outside of RAM, and the last instruction of a budget.
 *
 * The state between calls is the base class's own, so reset, save and load are inherited.
 */
template <typename Tracer>
class BasicFastM6502 final : public ale::stella::M6502Low {
 public:
  /**
   * Takes over all of the state of `plain`, which is installed in `system`. `canFetchAgain` says that reading the
   * cartridge twice in a row is as good as once, so an instruction can be left to the plain processor after a look.
   */
  BasicFastM6502(const ale::stella::M6502Low& plain, ale::stella::System& system, ale::stella::M6532& riot,
                 bool canFetchAgain, Tracer tracer = {});

  bool execute(std::uint32_t number) override;

  Tracer& tracer() { return tracer_; }

 private:
  static int instructionLength(std::uint8_t opcode);
  std::uint8_t peekDevice(std::uint16_t address, std::uint8_t bus, std::uint32_t cycles);
  std::uint32_t pokeDevice(std::uint16_t address, std::uint8_t value, std::uint32_t cycles);

  ale::stella::System::PageAccess* const pages_;
  std::uint8_t* const ram_;
  ale::stella::TIA* const tia_;
  ale::stella::M6532* const riot_;
  Beam beam_;
  const bool canFetchAgain_;
  const std::uint8_t* feImage_ = nullptr;  // the ROM of a cartridge that has no pages of plain memory, but no secrets

  Tracer tracer_;
};

using FastM6502 = BasicFastM6502<NoTracer>;

}  // namespace javagym
