// SPDX-License-Identifier: GPL-2.0-only
#pragma once

#include "ale/ale_interface.hpp"

namespace javagym {

/**
 * Replaces the processor of the loaded game by the fast one, in the state it is in. Call it after each loadROM, which
 * builds a new console. The answer is false where the fast one does not apply; the plain one then stays, and all works.
 */
bool attachFastProcessor(ale::ALEInterface& ale);

}  // namespace javagym
