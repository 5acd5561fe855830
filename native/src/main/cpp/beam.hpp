// SPDX-License-Identifier: GPL-2.0-only
#pragma once

#include <cstdint>

#include "ale/emucore/TIA.hxx"

namespace javagym {

/**
 * TIA's beam, ahead of a read or write of its registers.
 *
 * ALE paints up to the present before a register changes. Lines with many objects go through a loop over single
 * pixels there; this one paints them in blocks of 16, with the same pixels, collisions and state, and ALE then finds
 * nothing left to do. It leaves all else to ALE.
 */
class Beam {
 public:
  explicit Beam(ale::stella::TIA& tia) : tia_(tia) {}

  /** Before TIA's register `address` is read at this time. */
  void beforePeek(std::uint32_t cycles);

  /** Before TIA's register `address` is written at this time: some registers act a few clocks later. */
  void beforePoke(std::uint16_t address, std::uint32_t cycles);

 private:
  bool isCrowded() const;
  void paintTo(int clock);
  void paint(std::uint8_t* out, int from, int count);
  void endLine();

  ale::stella::TIA& tia_;
};

}  // namespace javagym
