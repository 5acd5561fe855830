// SPDX-License-Identifier: GPL-2.0-only
#include "fast_m6502.hpp"

#include "fast_m6502_execute.hpp"

namespace javagym {

template class BasicFastM6502<NoTracer>;

}  // namespace javagym
