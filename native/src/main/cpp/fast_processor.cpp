// SPDX-License-Identifier: GPL-2.0-only
#include "fast_processor.hpp"

#include "attach_processor.hpp"

namespace javagym {

bool attachFastProcessor(ale::ALEInterface& ale) { return attachProcessor(ale, NoTracer{}) != nullptr; }

}  // namespace javagym
