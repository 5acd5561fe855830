// SPDX-License-Identifier: GPL-2.0-only
#pragma once

#include "emulator_access.hpp"
#include "fast_m6502.hpp"
#include "timer_wait.hpp"

// A local that a function takes by reference lives in memory; these are inlined so that the locals stay in registers.
#define JAVAGYM_INLINE __attribute__((always_inline))

namespace javagym {

template <typename Tracer>
BasicFastM6502<Tracer>::BasicFastM6502(const ale::stella::M6502Low& plain, ale::stella::System& system,
                                       ale::stella::M6532& riot, bool canFetchAgain, Tracer tracer)
    : M6502Low(plain),
      pages_(const_cast<ale::stella::System::PageAccess*>(&system.getPageAccess(0))),
      ram_(pages_[0x80 >> 6].directPeekBase),
      tia_(&system.tia()),
      riot_(&riot),
      beam_(*tia_),
      canFetchAgain_(canFetchAgain),
      tracer_(tracer) {
  if (auto* const fe = dynamic_cast<ale::stella::CartridgeFE*>(pages_[0x1fc0 >> 6].device)) {
    feImage_ = access::field<access::FeImage>(*fe);
  }
}

template <typename Tracer>
int BasicFastM6502<Tracer>::instructionLength(std::uint8_t opcode) {
  switch (ourAddressingModeTable[opcode]) {
    case Implied:
    case Invalid:
      return 1;
    case Absolute:
    case AbsoluteX:
    case AbsoluteY:
    case Indirect:
      return 3;
    default:
      return 2;
  }
}

/** Reads from a device that may look at the clock and at the last byte on the bus. */
template <typename Tracer>
std::uint8_t BasicFastM6502<Tracer>::peekDevice(std::uint16_t address, std::uint8_t bus, std::uint32_t cycles) {
  access::field<access::SystemCycles>(*mySystem) = cycles;
  access::field<access::DataBus>(*mySystem) = bus;
  ale::stella::Device* const device = pages_[(address & 0x1fff) >> 6].device;
  if (device != tia_) return device->peek(address);
  beam_.beforePeek(cycles);
  return tia_->TIA::peek(address);
}

/** Writes to a device; the answer is the clock after it, which a wait for the beam moves on. */
template <typename Tracer>
std::uint32_t BasicFastM6502<Tracer>::pokeDevice(std::uint16_t address, std::uint8_t value, std::uint32_t cycles) {
  access::field<access::SystemCycles>(*mySystem) = cycles;
  myLastAccessWasRead = true;
  ale::stella::Device* const device = pages_[(address & 0x1fff) >> 6].device;
  if (device == tia_) {
    beam_.beforePoke(address, cycles);
    tia_->TIA::poke(address, value);
  } else {
    device->poke(address, value);
  }
  myLastAccessWasRead = false;
  access::field<access::DataBus>(*mySystem) = value;
  return access::field<access::SystemCycles>(*mySystem);
}

template <typename Tracer>
bool BasicFastM6502<Tracer>::execute(std::uint32_t number) {
  using std::uint16_t;
  using std::uint32_t;
  using std::uint64_t;
  using std::uint8_t;
  using std::uintptr_t;

  tracer_.begin();
  if (number > 0xffff) return M6502Low::execute(number);
  myExecutionStatus &= FatalErrorBit;
  if (myExecutionStatus != 0) return false;

  auto* const pages = pages_;
  uint8_t* const ram = ram_;

  // The processor's state, in words: bytes would be packed together by the compiler. Registers and carry are kept in
  // range. Bit 7 of `negative` is the flag N; `nonZero` and `overflow` are set if they are not zero.
  uint32_t a, x, y, sp, opcode, negative, nonZero, carry, overflow;
  // The clock, in cycles, above 16 bits with the number of instructions left.
  uint64_t clock = number;
  // Instruction bytes are read at `code`, and the program counter is code - codeBase. It points into a run of pages
  // that are plain memory while code - codeFirst < codeSize.
  uintptr_t code, codeBase = 0, codeFirst = 0, codeSize = 0;
  // The last byte on the bus after a jump. TIA sees it if the jump leads into its pages.
  uint32_t bus;

  const auto cycles = [&]() JAVAGYM_INLINE { return static_cast<uint32_t>(clock >> 16); };
  const auto remaining = [&]() JAVAGYM_INLINE { return static_cast<uint16_t>(clock); };
  const auto setCycles = [&](uint32_t to) JAVAGYM_INLINE { clock = static_cast<uint64_t>(to) << 16 | remaining(); };
  // Begins an instruction of so many cycles.
  const auto take = [&](uint32_t instructionCycles) JAVAGYM_INLINE {
    clock += (static_cast<uint64_t>(instructionCycles) << 16) - 1;
  };
  const auto programCounter = [&]() JAVAGYM_INLINE { return static_cast<uint16_t>(code - codeBase); };
  const auto status = [&]() JAVAGYM_INLINE {
    return (negative & 0x80) | (overflow != 0 ? 0x40 : 0) | 0x20 | (B ? 0x10 : 0) | (D ? 8 : 0) | (I ? 4 : 0) |
           (nonZero == 0 ? 2 : 0) | carry;
  };

  const auto load = [&]() JAVAGYM_INLINE {
    a = A;
    x = X;
    y = Y;
    sp = SP;
    opcode = IR;
    negative = N ? 0x80 : 0;
    nonZero = notZ;
    carry = C;
    overflow = V;
    setCycles(mySystem->cycles());
    bus = mySystem->getDataBusState();
    code = codeBase + PC;
  };
  const auto store = [&]() JAVAGYM_INLINE {
    A = static_cast<uint8_t>(a);
    X = static_cast<uint8_t>(x);
    Y = static_cast<uint8_t>(y);
    SP = static_cast<uint8_t>(sp);
    IR = static_cast<uint8_t>(opcode);
    N = (negative & 0x80) != 0;
    notZ = nonZero != 0;
    C = carry != 0;
    V = overflow != 0;
    PC = programCounter();
    access::field<access::SystemCycles>(*mySystem) = cycles();
  };
  const auto record = [&]() JAVAGYM_INLINE {
    if constexpr (Tracer::active) {
      tracer_.record({remaining(), cycles(), programCounter(), static_cast<uint8_t>(a), static_cast<uint8_t>(x),
                      static_cast<uint8_t>(y), static_cast<uint8_t>(sp), static_cast<uint8_t>(status())});
    }
  };

  // Finds the run of plain memory around the program counter, in its block of 1,024 bytes: a cartridge switches whole
  // blocks. The last four bytes are left out, so an instruction is inside as a whole with the branch after it, and the
  // next one begins inside the pages, except after a jump.
  const auto locate = [&] {
    const uint16_t pc = programCounter();
    const int page = (pc & 0x1fff) >> 6;
    const auto base = reinterpret_cast<uintptr_t>(pages[page].directPeekBase);
    if (base == 0 && feImage_ != nullptr && (pc & 0x1000) != 0) {  // bit 13 of the address chooses one of two banks
      codeFirst = reinterpret_cast<uintptr_t>(feImage_) + ((pc & 0x2000) == 0 ? 4096 : 0);
      code = codeFirst + (pc & 0xfff);
      codeBase = code - pc;
      codeSize = 4096 - 4;
      return code - codeFirst < codeSize;
    }
    if (base == 0) return false;
    const auto continues = [&](int other) {
      return reinterpret_cast<uintptr_t>(pages[other].directPeekBase) == base + (other - page) * 64;
    };
    int first = page, last = page;
    while ((first & 15) != 0 && continues(first - 1)) --first;
    while ((last & 15) != 15 && continues(last + 1)) ++last;
    code = base + (pc & 63);
    codeBase = code - pc;
    codeFirst = base - (page - first) * 64;
    codeSize = (last - first + 1) * 64 - 4;
    return code - codeFirst < codeSize;
  };
  // After something that may have switched banks: the run is left if the page of the program counter is another.
  const auto checkBank = [&] {
    const uint16_t pc = programCounter();
    const auto base = reinterpret_cast<uintptr_t>(pages[(pc & 0x1fff) >> 6].directPeekBase);
    if (code - codeFirst >= codeSize || base == 0 || base + (pc & 63) != code) codeSize = 0;
  };
  // An instruction in a page that the cartridge watches is fetched through it and run from a copy, if it lies below
  // the addresses that switch banks: it can then be left to the plain processor, which fetches it again.
  constexpr int LOWEST_HOT_SPOT = 0x1fe0;
  uint8_t fetched[8] = {};
  const auto fetchFromCartridge = [&] {
    const uint16_t pc = programCounter();
    const auto fetch = [&](uint16_t address, uint32_t at) {
      const auto& page = pages[(address & 0x1fff) >> 6];
      return page.directPeekBase != nullptr ? page.directPeekBase[address & 63]
                                            : peekDevice(address, static_cast<uint8_t>(bus), at);
    };
    if (!canFetchAgain_ || (pc & 0x1fff) < 0x1000 || (pc & 0x1fff) + 2 >= LOWEST_HOT_SPOT) return false;
    fetched[0] = fetch(pc, cycles());
    const int length = instructionLength(fetched[0]);
    for (int i = 1; i < length; ++i) {
      fetched[i] = fetch(static_cast<uint16_t>(pc + i), cycles() + myInstructionSystemCycleTable[fetched[0]]);
    }
    code = reinterpret_cast<uintptr_t>(fetched);
    codeBase = code - pc;
    codeSize = 0;
    return true;
  };

  const auto byteAt = [&](int offset) JAVAGYM_INLINE -> uint32_t {
    return reinterpret_cast<const uint8_t*>(code)[offset];
  };
  const auto wordAt = [&](int offset) JAVAGYM_INLINE { return byteAt(offset) | byteAt(offset + 1) << 8; };
  const auto pageOf = [&](uint32_t address) JAVAGYM_INLINE -> auto& { return pages[(address & 0x1fff) >> 6]; };
  const auto isPlain = [&](const ale::stella::Device* device) JAVAGYM_INLINE {
    return device == tia_ || device == riot_;
  };

  const auto read = [&](uint32_t address, uint32_t lastOnBus) JAVAGYM_INLINE -> uint32_t {
    const auto& page = pageOf(address);
    if (page.directPeekBase != nullptr) [[likely]] return page.directPeekBase[address & 63];
    const uint32_t value = peekDevice(static_cast<uint16_t>(address), static_cast<uint8_t>(lastOnBus), cycles());
    if (!isPlain(page.device)) checkBank();
    return value;
  };
  const auto write = [&](uint32_t address, uint32_t value) JAVAGYM_INLINE {
    const auto& page = pageOf(address);
    if (page.directPokeBase != nullptr) {
      page.directPokeBase[address & 63] = static_cast<uint8_t>(value);
      return;
    }
    setCycles(pokeDevice(static_cast<uint16_t>(address), static_cast<uint8_t>(value), cycles()));
    if (!isPlain(page.device)) checkBank();
    if (myExecutionStatus != 0) codeSize = 0;
  };

  const auto result = [&](uint32_t value) JAVAGYM_INLINE { return negative = nonZero = value; };
  const auto addBinary = [&](uint32_t value) JAVAGYM_INLINE {
    const uint32_t sum = a + value + carry;
    overflow = (a ^ sum) & (value ^ sum) & 0x80;
    carry = sum >> 8;
    result(a = sum & 0xff);
  };
  const auto compare = [&](uint32_t left, uint32_t right) JAVAGYM_INLINE {
    carry = left >= right;
    result(left - right);
  };
  const auto testBits = [&](uint32_t value) JAVAGYM_INLINE {
    nonZero = a & value;
    negative = value;
    overflow = value & 0x40;
  };
  const auto shiftLeft = [&](uint32_t value, uint32_t in) JAVAGYM_INLINE {
    carry = value >> 7;
    return result((value << 1 & 0xff) | in);
  };
  const auto shiftRight = [&](uint32_t value, uint32_t in) JAVAGYM_INLINE {
    carry = value & 1;
    return result(value >> 1 | in << 7);
  };
  const auto branch = [&](bool taken) JAVAGYM_INLINE {
    take(2);
    bus = byteAt(1);
    code += 2;
    if (taken) {
      const uintptr_t target = code + static_cast<std::intptr_t>(static_cast<std::int8_t>(bus));
      clock += (((code - codeBase) ^ (target - codeBase)) & 0xff00) != 0 ? 2 << 16 : 1 << 16;
      code = target;
    }
  };
  // A load or test of RIOT's timer just before a branch back to it: goes on to the last round that changes nothing.
  const auto readTimed = [&](uint32_t address, uint32_t lastOnBus) JAVAGYM_INLINE -> uint32_t {
    const auto& page = pageOf(address);
    if (page.device == riot_ && page.directPeekBase == nullptr && byteAt(4) == 0xfb) {
      const uint32_t pc = programCounter();
      const uint32_t roundCycles = ((pc ^ (pc + 5)) & 0xff00) != 0 ? 8 : 7;
      const uint32_t rounds = timerWaitRounds(
          *riot_, {address, byteAt(3), cycles(), roundCycles, static_cast<uint32_t>(remaining() - 1) / 2});
      clock += rounds * ((static_cast<uint64_t>(roundCycles) << 16) - 2);
    }
    return read(address, lastOnBus);
  };
  // BIT takes Z from the accumulator too, so only a branch on the sign depends on the timer alone.
  const auto readTimedSign = [&](uint32_t address, uint32_t lastOnBus) JAVAGYM_INLINE -> uint32_t {
    return byteAt(3) == 0xd0 ? read(address, lastOnBus) : readTimed(address, lastOnBus);
  };

  load();
  for (;;) {
    if (code - codeFirst >= codeSize || remaining() <= 1) [[unlikely]] {
      if (myExecutionStatus != 0 || remaining() == 0) break;
      if (remaining() == 1 || (!locate() && !fetchFromCartridge())) goto plain;
    }
    opcode = byteAt(0);
    switch (opcode) {
#include "fast_m6502_opcodes.inc"
      default:
        goto plain;
    }
    record();
    continue;

  plain:
    store();
    access::field<access::DataBus>(*mySystem) = static_cast<uint8_t>(bus);
    M6502Low::execute(1);
    --clock;
    load();
    checkBank();
    record();
    if (myExecutionStatus != 0) break;
  }
  store();
  return (myExecutionStatus & FatalErrorBit) == 0 || (myExecutionStatus & StopExecutionBit) != 0;
}

}  // namespace javagym
