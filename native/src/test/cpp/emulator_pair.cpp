// SPDX-License-Identifier: GPL-2.0-only
#include "emulator_pair.hpp"

#include <cstring>
#include <memory>

#include "attach_processor.hpp"
#include "ale/emucore/MediaSrc.hxx"
#include "fast_processor.hpp"

namespace javagym {
namespace {

// What both of TIA's frame buffers hold.
constexpr std::size_t FRAME_BUFFER_BYTES = 160 * 300;

void load(ale::ALEInterface& emulator, const std::string& rom, const PlayOptions& options) {
  emulator.setInt("random_seed", static_cast<int>(options.seed));
  emulator.setFloat("repeat_action_probability", options.repeatActionProbability);
  emulator.setBool("sound_obs", options.seed % 2 == 0);
  emulator.loadROM(rom);
}

void choose(ale::ALEInterface& emulator, int variant) {
  const auto modes = emulator.getAvailableModes();
  const auto difficulties = emulator.getAvailableDifficulties();
  emulator.setMode(modes[variant % modes.size()]);
  emulator.setDifficulty(difficulties[variant % difficulties.size()]);
  emulator.reset_game();
}

ale::stella::System& systemOf(ale::ALEInterface& emulator) { return emulator.theOSystem->console().system(); }

void tracePlain(ale::ALEInterface& emulator, Trace* trace) {
  ale::stella::System& system = systemOf(emulator);
  auto* const plain = dynamic_cast<ale::stella::M6502Low*>(&system.m6502());
  system.attach(new TracedPlainM6502(*plain, trace));
  delete plain;
}

}  // namespace

EmulatorPair::EmulatorPair(const std::string& rom, const PlayOptions& options)
    : options_(options), random_(options.seed) {
  load(plain_, rom, options);
  load(fast_, rom, options);
  if (options.traced) {
    tracePlain(plain_, &plainTrace_);
    attached_ = attachProcessor(fast_, FastTracer(&fastTrace_)) != nullptr;
  } else {
    attached_ = attachFastProcessor(fast_);
  }
  choose(plain_, options.variant);
  choose(fast_, options.variant);
  actions_ = plain_.getLegalActionSet();
}

std::optional<std::string> EmulatorPair::step() {
  if (plain_.game_over()) {
    if (!fast_.game_over()) return "only the plain one is over";
    ++episodes_;
    if (random_() % 4 == 0) choose(plain_, ++options_.variant), choose(fast_, options_.variant);
    plain_.reset_game();
    fast_.reset_game();
  } else {
    const ale::Action action = actions_[random_() % actions_.size()];
    const float strength = random_() % 2 == 0 ? 1.0f : static_cast<float>(random_() % 101) / 100;
    const int expected = plain_.act(action, strength);
    const int actual = fast_.act(action, strength);
    if (expected != actual) {
      return "reward: plain=" + std::to_string(expected) + ", fast=" + std::to_string(actual);
    }
  }
  ++steps_;
  if (auto difference = compare()) return difference;
  if (steps_ % 16 == 0) {
    if (auto difference = compareStates()) return difference;
  }
  if (steps_ % 97 == 0) restoreAcross();
  return std::nullopt;
}

std::optional<std::string> EmulatorPair::compare() {
  if (options_.traced) {
    const TraceResult result = compareTraces(plainTrace_, fastTrace_);
    if (!result.difference.empty()) return result.difference;
    instructions_ += result.instructions;
    skipped_ += result.skipped;
    plainTrace_.calls.clear();
    fastTrace_.calls.clear();
  }
  const auto sameBuffer = [](const std::uint8_t* left, const std::uint8_t* right) {
    return std::memcmp(left, right, FRAME_BUFFER_BYTES) == 0;
  };
  auto& plainMedia = plain_.theOSystem->console().mediaSource();
  auto& fastMedia = fast_.theOSystem->console().mediaSource();
  if (!sameBuffer(plainMedia.currentFrameBuffer(), fastMedia.currentFrameBuffer())) return "frame buffer";
  if (!sameBuffer(plainMedia.previousFrameBuffer(), fastMedia.previousFrameBuffer())) return "previous frame buffer";
  if (!plain_.getScreen().equals(fast_.getScreen())) return "screen";
  if (!plain_.getRAM().equals(fast_.getRAM())) return "RAM";
  if (plain_.getAudio() != fast_.getAudio()) return "sound";
  if (plain_.lives() != fast_.lives()) return "lives";
  if (plain_.game_over(false) != fast_.game_over(false)) return "terminated";
  if (plain_.game_truncated() != fast_.game_truncated()) return "truncated";
  if (plain_.getFrameNumber() != fast_.getFrameNumber()) return "frame number";
  if (plain_.getEpisodeFrameNumber() != fast_.getEpisodeFrameNumber()) return "episode frame number";
  if (systemOf(plain_).getDataBusState() != systemOf(fast_).getDataBusState()) return "data bus";
  if (systemOf(plain_).cycles() != systemOf(fast_).cycles()) return "cycles";
  if (systemOf(plain_).m6502().lastAccessWasRead() != systemOf(fast_).m6502().lastAccessWasRead()) return "last access";
  return std::nullopt;
}

/** The whole state, as it is saved: every register of processor, TIA, RIOT and cartridge, and the random streams. */
std::optional<std::string> EmulatorPair::compareStates() {
  if (plain_.cloneState(true).serialize() != fast_.cloneState(true).serialize()) return "saved state";
  return std::nullopt;
}

/** Each goes on from a state that the other has saved a while ago. */
void EmulatorPair::restoreAcross() {
  const bool withRandom = random_() % 2 == 0;
  auto byPlain = plain_.cloneState(withRandom);
  auto byFast = fast_.cloneState(withRandom);
  if (savedByPlain_ && random_() % 2 == 0) {
    plain_.restoreState(*savedByFast_);
    fast_.restoreState(*savedByPlain_);
    ++restores_;
  }
  savedByPlain_ = byPlain;
  savedByFast_ = byFast;
}

}  // namespace javagym
