// Included before every source of ALE: where ALE would end the process, it throws instead, and the JVM lives on.
#pragma once

#include <cstdlib>
#include <stdexcept>
#include <string>

[[noreturn]] inline void javagym_exit(int status) {
  throw std::runtime_error("the emulator gave up with status " + std::to_string(status));
}

namespace std {
using ::javagym_exit;
}

#define exit javagym_exit
