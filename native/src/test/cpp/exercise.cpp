// Does with emulators all that the shim can do, under AddressSanitizer: exercise FOLDER_OF_ROMS, or `make asan`.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "emulator.hpp"
#include "snapshot.hpp"

using javagym::Emulator;
using javagym::Source;

namespace {

const std::vector<std::string> kGames = {"space_invaders", "breakout", "pong", "carnival", "pitfall2", "skiing"};
/** 2K, 4K, F8, F8SC, F6, F6SC, E0, FE and DPC; then games of which a snapshot has more than ALE's. */
const std::vector<std::string> kOneOfEachCartridge = {
    "freeway", "space_invaders", "asterix", "elevator_action", "crossbow", "klax", "montezuma_revenge", "robotank",
    "pitfall2", "hangman", "miniature_golf", "video_checkers"};
const Source kSources[] = {Source::kRgb, Source::kGrayscale, Source::kColours, Source::kRam, Source::kSound};

void require(bool holds, const std::string& what) {
  if (!holds) {
    std::fprintf(stderr, "exercise failed: %s\n", what.c_str());
    std::exit(1);
  }
}

std::vector<uint8_t> rom(const std::string& folder, const std::string& game) {
  std::ifstream in(folder + "/" + game + ".bin", std::ios::binary);
  require(in.good(), "no ROM of " + game + " in " + folder);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/** Reads every source into memory that ends where the source does. */
void read_all(Emulator& emulator) {
  for (Source source : kSources) {
    std::unique_ptr<uint8_t[]> exact(new uint8_t[emulator.size(source)]);
    emulator.read(source, exact.get());
  }
}

void play(const std::vector<uint8_t>& cartridge, int frames, bool sound) {
  Emulator emulator;
  ale::ALEInterface& ale = emulator.ale();
  ale.setFloat("repeat_action_probability", 0.25f);
  ale.setInt("max_num_frames_per_episode", frames / 2);
  ale.setInt("random_seed", -5);
  ale.setBool("sound_obs", sound);
  for (int loads = 0; loads < 2; loads++) {
    emulator.load(cartridge.data(), cartridge.size());
    for (ale::game_mode_t mode : ale.getAvailableModes()) {
      ale.setMode(mode);
    }
    ale.setMode(ale.getAvailableModes().front());
    ale.setDifficulty(ale.getAvailableDifficulties().back());
    ale.reset_game();
    std::string state;
    ale::ActionVect actions = ale.getLegalActionSet();
    for (int frame = 0; frame < frames; frame++) {
      emulator.act(actions[frame / 5 % actions.size()], 0.5f, 1);
      if (frame % 50 == 0) {
        read_all(emulator);
        state = ale.cloneState(frame % 100 == 0).serialize();
      }
      if (frame % 130 == 129) {
        ale.restoreState(ale::ALEState(state));
      }
      if (ale.game_over(false) || ale.game_truncated()) {
        ale.reset_game();
      }
    }
    ale.setRAM(127, 1);
  }
}

/** A byte to change: mostly one that is neither of a frame nor of random numbers, which may be anything. */
std::size_t place(std::size_t size, std::mt19937& random) {
  constexpr std::size_t kProcessor = 25, kTimer = 2521, kFrames = 2694, kRegisters = kFrames + 2 * 160 * 300;
  switch (random() % 5) {
    case 0:
      return random() % kProcessor;
    case 1:
      return kTimer + random() % (kFrames - kTimer);
    case 2:
    case 3:
      return kRegisters + random() % 300;
    default:
      return random() % size;
  }
}

/** Restores snapshots with other bytes in some places; those that are not refused are played on from. */
void restore_anything(const std::vector<uint8_t>& cartridge, int tries) {
  Emulator emulator;
  emulator.ale().setInt("random_seed", 7);
  emulator.ale().setBool("sound_obs", true);
  emulator.load(cartridge.data(), cartridge.size());
  emulator.act(ale::PLAYER_A_FIRE, 1, 200);
  const std::vector<uint8_t> good = javagym::takeSnapshot(emulator);
  std::mt19937 random(5);
  int played = 0;
  for (int i = 0; i < tries; i++) {
    std::vector<uint8_t> bytes = good;
    for (unsigned change = random() % 4 + 1; change > 0; change--) {
      bytes[place(bytes.size(), random)] = static_cast<uint8_t>(random() % 3 == 0 ? random() % 2 * 255 : random());
    }
    if (random() % 20 == 0) {
      bytes.resize(random() % (bytes.size() + 50));
    }
    try {
      javagym::restoreSnapshot(emulator, bytes);
    } catch (const javagym::NotASnapshot&) {
      continue;
    }
    emulator.act(static_cast<ale::Action>(random() % 18), 1, 4);
    read_all(emulator);
    if (played++ % 10 == 0) {
      emulator.ale().reset_game();
    }
  }
  require(played > tries / 20, "nearly all changed snapshots were refused");
  javagym::restoreSnapshot(emulator, good);
  require(javagym::takeSnapshot(emulator) == good, "a snapshot is another one after it was restored");
}

/** What ALE would end the process for, or what is no cartridge at all, must come back as an exception. */
void refuse(const std::vector<uint8_t>& image, const char* what) {
  Emulator emulator;
  try {
    emulator.load(image.data(), image.size());
  } catch (const std::exception&) {
    return;
  }
  require(false, std::string("was taken for a game: ") + what);
}

}  // namespace

int main(int argc, char** argv) {
  require(argc == 2, "expected the folder of ROMs as the only argument");
  std::string folder = argv[1];
  Emulator::quieten();
  std::vector<std::vector<uint8_t>> cartridges;
  for (const std::string& game : kGames) {
    cartridges.push_back(rom(folder, game));
  }
  { Emulator never_loaded; }

  for (const std::vector<uint8_t>& cartridge : cartridges) {
    play(cartridge, 600, false);
    play(cartridge, 300, true);
  }
  for (const std::string& game : kOneOfEachCartridge) {
    restore_anything(rom(folder, game), 2000);
  }
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; i++) {
    threads.emplace_back([&, i] { play(cartridges[i % cartridges.size()], 200, i % 2 == 0); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }

  refuse({}, "nothing");
  refuse(rom(folder, "combat"), "a game for two");
  std::vector<uint8_t> damaged = cartridges[0];
  damaged[100] ^= 1;
  refuse(damaged, "a damaged ROM");
  damaged.resize(17);
  refuse(damaged, "a stump");

  // ALE ends the process for an action that it does not know; the guard makes an exception of it.
  Emulator emulator;
  emulator.ale().setFloat("repeat_action_probability", 0);
  emulator.load(cartridges[0].data(), cartridges[0].size());
  bool thrown = false;
  try {
    emulator.act(static_cast<ale::Action>(99), 1, 1);
  } catch (const std::exception&) {
    thrown = true;
  }
  require(thrown, "an unknown action went through");
  std::puts("exercised: nothing found");
}
