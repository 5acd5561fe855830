// SPDX-License-Identifier: GPL-2.0-only
//
// Compares the fast processor with plain ALE. The exit status is 1 if there is a difference.
//
//   compare_processors --trace ROM...   each instruction, and all that --frames compares
//   compare_processors --frames ROM...  screen, RAM, sound, rewards, lives, states; the processor that games run on
//   compare_processors --fuzz ROM...    random programs in the ROM's cartridge, instruction by instruction
//   compare_processors --speed ROM...   CPU time of act(), plain beside fast, in turns
//
// Options: --steps N (for each ROM; default 1000), --seed S (default 1), --variant V (a mode and difficulty).

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

#include "emulator_pair.hpp"
#include "fast_processor.hpp"
#include "fuzz.hpp"

namespace {

struct Arguments {
  std::string mode;
  int steps = 1000;
  std::uint32_t seed = 1;
  int variant = 0;
  std::vector<std::string> roms;
};

Arguments parse(int count, char** values) {
  Arguments arguments;
  for (int i = 1; i < count; ++i) {
    const std::string value = values[i];
    const auto next = [&] { return i + 1 < count ? std::atoi(values[++i]) : 0; };
    if (value == "--steps") {
      arguments.steps = next();
    } else if (value == "--seed") {
      arguments.seed = static_cast<std::uint32_t>(next());
    } else if (value == "--variant") {
      arguments.variant = next();
    } else if (value.rfind("--", 0) == 0) {
      arguments.mode = value;
    } else {
      arguments.roms.push_back(value);
    }
  }
  return arguments;
}

std::string nameOf(const std::string& rom) { return rom.substr(rom.find_last_of('/') + 1); }

/** ALE takes these ROMs of ale-py for two players only, and ends the process for one. */
bool isForTwoPlayers(const std::string& rom) {
  for (const char* name : {"combat.bin", "joust.bin", "maze_craze.bin", "warlords.bin"}) {
    if (nameOf(rom) == name) return true;
  }
  return false;
}

bool compareGame(const std::string& rom, const Arguments& arguments) {
  javagym::PlayOptions options;
  options.seed = arguments.seed;
  options.variant = arguments.variant;
  options.traced = arguments.mode == "--trace";
  options.repeatActionProbability = arguments.seed % 3 == 0 ? 0.0f : 0.25f;
  javagym::EmulatorPair pair(rom, options);
  if (!pair.attached()) {
    std::printf("%s DIFFERENT: it keeps the plain processor\n", nameOf(rom).c_str());
    return false;
  }
  for (int step = 0; step < arguments.steps; ++step) {
    if (const auto difference = pair.step()) {
      std::printf("%s DIFFERENT step=%d: %s\n", nameOf(rom).c_str(), step, difference->c_str());
      return false;
    }
  }
  std::printf("%s equal steps=%d episodes=%llu restores=%llu instructions=%llu skipped=%llu\n",
              nameOf(rom).c_str(), arguments.steps, (unsigned long long)pair.episodes(),
              (unsigned long long)pair.restores(), (unsigned long long)pair.instructions(),
              (unsigned long long)pair.skipped());
  return true;
}

double cpuSeconds() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/** One emulator under random play, timed. */
class Player {
 public:
  Player(const std::string& rom, std::uint32_t seed, bool fast) : random_(seed) {
    emulator_.setInt("random_seed", static_cast<int>(seed));
    emulator_.setFloat("repeat_action_probability", 0.25f);
    emulator_.loadROM(rom);
    if (fast) javagym::attachFastProcessor(emulator_);
    emulator_.reset_game();
    actions_ = emulator_.getLegalActionSet();
  }

  double seconds(int steps) {
    const double start = cpuSeconds();
    for (int i = 0; i < steps; ++i) {
      if (emulator_.game_over()) emulator_.reset_game();
      emulator_.act(actions_[random_() % actions_.size()]);
    }
    return cpuSeconds() - start;
  }

 private:
  ale::ALEInterface emulator_;
  std::mt19937 random_;
  ale::ActionVect actions_;
};

double timeGame(const std::string& rom, const Arguments& arguments) {
  Player plain(rom, arguments.seed, false), fast(rom, arguments.seed, true);
  const int turns = 15, steps = std::max(1, arguments.steps / turns);
  std::vector<double> ratios, plainTimes, fastTimes;
  for (int turn = 0; turn < turns; ++turn) {
    plainTimes.push_back(plain.seconds(steps));
    fastTimes.push_back(fast.seconds(steps));
    ratios.push_back(plainTimes.back() / fastTimes.back());
  }
  for (auto* values : {&ratios, &plainTimes, &fastTimes}) std::sort(values->begin(), values->end());
  std::printf("%s plain=%.1fus fast=%.1fus times=%.2f (%.2f-%.2f)\n", nameOf(rom).c_str(),
              1e6 * plainTimes[turns / 2] / steps, 1e6 * fastTimes[turns / 2] / steps, ratios[turns / 2], ratios[2],
              ratios[turns - 3]);
  return ratios[turns / 2];
}

}  // namespace

int main(int count, char** values) {
  const Arguments arguments = parse(count, values);
  ale::Logger::setMode(ale::Logger::Error);
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  if (arguments.roms.empty()) {
    std::fprintf(stderr, "expected --trace, --frames, --fuzz or --speed, and ROM files\n");
    return 2;
  }
  int games = 0, different = 0;
  double times = 0;
  for (const std::string& rom : arguments.roms) {
    if (isForTwoPlayers(rom)) continue;
    ++games;
    if (arguments.mode == "--speed") {
      times += timeGame(rom, arguments);
    } else if (arguments.mode == "--fuzz") {
      different += !javagym::fuzzCartridge(rom, arguments.seed, arguments.steps);
    } else {
      different += !compareGame(rom, arguments);
    }
  }
  if (arguments.mode == "--speed") {
    std::printf("mean of %d games: %.2f\n", games, times / games);
  } else {
    std::printf("%d games, %d different\n", games, different);
  }
  return games == 0 || different != 0;
}
