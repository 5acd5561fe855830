// SPDX-License-Identifier: GPL-2.0-only
#include "trace.hpp"

#include <cstdio>
#include <tuple>

#include "fast_m6502_execute.hpp"

namespace javagym {

template class BasicFastM6502<FastTracer>;

bool TracedPlainM6502::execute(std::uint32_t number) {
  CallRecords& records = trace_->calls.emplace_back();
  bool running = true;
  if (number == 0) return M6502Low::execute(0);
  while (number != 0 && running) {
    running = M6502Low::execute(1) && (myExecutionStatus & StopExecutionBit) == 0;
    --number;
    records.push_back({number, mySystem->cycles(), PC, A, X, Y, SP, PS()});
  }
  return (myExecutionStatus & FatalErrorBit) == 0;
}

namespace {

auto fields(const InstructionRecord& record) {
  return std::make_tuple(record.remaining, record.cycles, record.programCounter, record.accumulator, record.x, record.y,
                         record.stackPointer, record.status);
}

std::string text(const InstructionRecord& record) {
  char line[120];
  std::snprintf(line, sizeof line, "left=%u cycles=%u PC=%04x A=%02x X=%02x Y=%02x SP=%02x P=%02x", record.remaining,
                record.cycles, record.programCounter, record.accumulator, record.x, record.y, record.stackPointer,
                record.status);
  return line;
}

/** Whether the records from `first` to `last` are rounds of one loop of two instructions. */
bool isLoop(const CallRecords& records, std::size_t first, std::size_t last) {
  for (std::size_t i = first; i < last; ++i) {
    if (i + 2 < records.size() && records[i].programCounter != records[i + 2].programCounter) return false;
  }
  return (last - first) % 2 == 0;
}

}  // namespace

TraceResult compareTraces(const Trace& plain, const Trace& fast) {
  TraceResult result;
  if (plain.calls.size() != fast.calls.size()) {
    result.difference = "calls of execute(): plain=" + std::to_string(plain.calls.size()) +
                        ", fast=" + std::to_string(fast.calls.size());
    return result;
  }
  for (std::size_t call = 0; call < plain.calls.size(); ++call) {
    const CallRecords& expected = plain.calls[call];
    const CallRecords& actual = fast.calls[call];
    std::size_t at = 0;
    for (const InstructionRecord& record : actual) {
      const std::size_t from = at;
      while (at < expected.size() && expected[at].remaining > record.remaining) ++at;
      if (at == expected.size() || fields(expected[at]) != fields(record)) {
        const std::size_t shown = at < expected.size() ? at : expected.size() - 1;
        result.difference = "call=" + std::to_string(call) +
                            (shown > 0 ? "\n  before: " + text(expected[shown - 1]) : "") +
                            "\n  plain:  " + text(expected[shown]) +
                            "\n  fast:   " + text(record);
        return result;
      }
      if (!isLoop(expected, from, at)) {
        result.difference = "skipped more than a loop before " + text(record);
        return result;
      }
      result.skipped += at - from;
      ++at;
    }
    if (at != expected.size()) {
      result.difference = "call=" + std::to_string(call) + ": the fast processor stopped " +
                          std::to_string(expected.size() - at) + " instructions early";
      return result;
    }
    result.instructions += expected.size();
  }
  return result;
}

}  // namespace javagym
