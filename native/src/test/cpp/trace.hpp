// SPDX-License-Identifier: GPL-2.0-only
#pragma once

#include <string>
#include <vector>

#include "ale/emucore/M6502Low.hxx"
#include "fast_m6502.hpp"

namespace javagym {

/** What one call of execute() did, an instruction a record. */
using CallRecords = std::vector<InstructionRecord>;

/** All calls since the last look. */
struct Trace {
  std::vector<CallRecords> calls;
};

/** Plain ALE's processor, stopped after each instruction to write it down. */
class TracedPlainM6502 final : public ale::stella::M6502Low {
 public:
  TracedPlainM6502(const M6502Low& plain, Trace* trace) : M6502Low(plain), trace_(trace) {}

  bool execute(std::uint32_t number) override;

 private:
  Trace* trace_;
};

/** Writes down what the fast processor does. It says nothing of rounds that it skips. */
class FastTracer {
 public:
  static constexpr bool active = true;
  explicit FastTracer(Trace* trace) : trace_(trace) {}

  void begin() { trace_->calls.emplace_back(); }
  void record(const InstructionRecord& record) { trace_->calls.back().push_back(record); }

 private:
  Trace* trace_;
};

struct TraceResult {
  std::string difference;  // empty if there is none
  std::uint64_t instructions = 0;
  std::uint64_t skipped = 0;  // of them, in rounds of a loop that waits for the timer
};

/** Compares each instruction that the fast processor wrote down with the plain one's at the same place. */
TraceResult compareTraces(const Trace& plain, const Trace& fast);

}  // namespace javagym
