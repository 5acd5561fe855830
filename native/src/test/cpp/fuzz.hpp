// SPDX-License-Identifier: GPL-2.0-only
#pragma once

#include <cstdint>
#include <string>

namespace javagym {

/**
 * Runs `rounds` random programs in the ROM's kind of cartridge on both processors: random bytes as code, random
 * registers, every opcode, jumps to anywhere. Prints the outcome; true if all was equal.
 */
bool fuzzCartridge(const std::string& rom, std::uint32_t seed, int rounds);

}  // namespace javagym
