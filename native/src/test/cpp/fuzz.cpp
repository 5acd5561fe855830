// SPDX-License-Identifier: GPL-2.0-only
#include "fuzz.hpp"

#include <cstdio>
#include <cstring>
#include <optional>
#include <random>
#include <vector>

#include "ale/emucore/Cart.hxx"
#include "ale/emucore/Deserializer.hxx"
#include "ale/emucore/Serializer.hxx"
#include "attach_processor.hpp"
#include "trace.hpp"

namespace javagym {
namespace {

using ale::stella::Cartridge;
using ale::stella::System;

/** One machine whose ROM, RAM and registers can be set. */
class Machine {
 public:
  Machine(const std::string& rom, bool fast) {
    emulator_.setInt("random_seed", 1);
    emulator_.loadROM(rom);
    if (fast) {
      attached_ = attachProcessor(emulator_, FastTracer(&trace_)) != nullptr;
    } else {
      auto* const plain = dynamic_cast<ale::stella::M6502Low*>(&system().m6502());
      system().attach(new TracedPlainM6502(*plain, &trace_));
      delete plain;
    }
  }

  bool attached() const { return attached_; }
  System& system() { return emulator_.theOSystem->console().system(); }
  Trace& trace() { return trace_; }
  std::string state() { return emulator_.cloneState(false).serialize(); }

  void program(std::mt19937& random) {
    auto* const cartridge = dynamic_cast<Cartridge*>(system().getPageAccess(0x1fc0 >> 6).device);
    for (int address = 0xd000; address < 0xe000; ++address) cartridge->patch(address, pick(random));
    for (int address = 0xf000; address < 0x10000; ++address) cartridge->patch(address, pick(random));
    for (int address = 0x80; address < 0x100; ++address) system().poke(address, pick(random));
    waits_.clear();
    for (int i = 0; i < 64; ++i) plantWait(*cartridge, random);
  }

  void registers(std::mt19937& random) {
    ale::stella::Serializer out;
    out.putString("M6502Low");
    for (int i = 0; i < 3; ++i) out.putInt(random() & 0xff);
    out.putInt(random() % 4 == 0 ? random() & 0xff : 0x80 + (random() & 0x7f));  // the stack, mostly in RAM
    out.putInt(random() & 0xff);
    out.putInt(start(random));
    for (int i = 0; i < 7; ++i) out.putBool(random() % 2 == 0);
    out.putInt(0);
    ale::stella::Deserializer in(out.get_str());
    system().m6502().load(in);
    system().poke(0x294 + random() % 4, random() & 0xff);  // the timer
  }

  /** Some time, and objects in many places and sizes on the line. */
  void beam(std::mt19937& random) {
    system().incrementCycles(random() % 300);
    for (int i = 0; i < 12; ++i) {
      const int address = 0x04 + static_cast<int>(random() % 0x29);
      system().poke(static_cast<std::uint16_t>(address), random() & 0xff);
    }
    if (random() % 8 == 0) {  // the motion of missile 0 that goes on by itself, as the stars of Cosmic Ark
      system().poke(0x22, 0x70);
      system().poke(0x2a, 0);
      system().incrementCycles(21);
      system().poke(0x22, 0x60);
    }
  }

  bool showsTheSame(Machine& other) {
    constexpr std::size_t FRAME_BUFFER_BYTES = 160 * 300;
    return std::memcmp(system().tia().currentFrameBuffer(), other.system().tia().currentFrameBuffer(),
                       FRAME_BUFFER_BYTES) == 0;
  }

 private:
  // Operands are more often addresses in use: TIA, RAM, RIOT, hot spots.
  static std::uint8_t pick(std::mt19937& random) {
    static const std::uint8_t often[] = {0x00, 0x02, 0x0d, 0x1b, 0x80, 0xff, 0x84, 0x85, 0xf8, 0xf9, 0xe0, 0xfb, 0x10};
    return random() % 5 == 0 ? often[random() % sizeof often] : random() & 0xff;
  }

  /** A loop that waits for the timer, or looks like it: a read, a branch back to it; often over a page's edge. */
  void plantWait(Cartridge& cartridge, std::mt19937& random) {
    static const std::uint8_t reads[] = {0xad, 0xae, 0xac, 0x2c}, branches[] = {0xd0, 0x10, 0x30, 0xf0};
    const int address = 0xf000 + static_cast<int>(random() % 16) * 256 +
                        static_cast<int>(random() % 4 == 0 ? 0xfb + random() % 5 : random() % 251);
    const std::uint8_t low = random() % 8 == 0 ? pick(random) : 0x84 + random() % 4;
    const std::uint8_t high = random() % 8 == 0 ? 0x00 : 0x02;  // RAM has the same device
    const std::uint8_t bytes[] = {reads[random() % 4], low, high, branches[random() % 4], 0xfb};
    for (int i = 0; i < 5; ++i) cartridge.patch(static_cast<std::uint16_t>(address + i), bytes[i]);
    waits_.push_back(address);
  }

  /** Mostly in the ROM. */
  int start(std::mt19937& random) {
    switch (random() % 8) {
      case 0:
        return random() & 0xffff;
      case 1:
      case 2:
        return waits_[random() % waits_.size()];
      default:
        return 0xf000 + (random() & 0xfff);
    }
  }

  ale::ALEInterface emulator_;
  Trace trace_;
  std::vector<int> waits_;
  bool attached_ = false;
};

}  // namespace

bool fuzzCartridge(const std::string& rom, std::uint32_t seed, int rounds) {
  const std::string name = rom.substr(rom.find_last_of('/') + 1);
  Machine plain(rom, false), fast(rom, true);
  std::uint64_t instructions = 0;
  for (int round = 0; round < rounds; ++round) {
    const std::uint32_t roundSeed = seed * 1000003u + static_cast<std::uint32_t>(round);
    const std::uint32_t hash = roundSeed * 2654435761u;
    const int number = 1 + static_cast<int>(hash >> (round % 4 == 0 ? 22 : 26));  // up to 1,024 or 64 instructions
    for (Machine* machine : {&plain, &fast}) {
      std::mt19937 random(roundSeed);
      if (round % 16 == 0) {
        machine->system().reset();
        machine->program(random);
      }
      random.seed(roundSeed + 1);
      machine->registers(random);
      machine->beam(random);
      machine->trace().calls.clear();
      machine->system().m6502().execute(number);
    }
    const TraceResult result = compareTraces(plain.trace(), fast.trace());
    instructions += result.instructions;
    std::string difference = result.difference;
    if (difference.empty() && plain.system().getDataBusState() != fast.system().getDataBusState()) {
      difference = "data bus";
    }
    if (difference.empty() && !plain.showsTheSame(fast)) difference = "frame buffer";
    if (difference.empty() && plain.state() != fast.state()) difference = "saved state";
    if (!difference.empty()) {
      std::printf("%s DIFFERENT round=%d: %s\n", name.c_str(), round, difference.c_str());
      return false;
    }
  }
  std::printf("%s equal attached=%d programs=%d instructions=%llu\n", name.c_str(), fast.attached(), rounds,
              static_cast<unsigned long long>(instructions));
  return true;
}

}  // namespace javagym
