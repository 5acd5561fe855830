// SPDX-License-Identifier: GPL-2.0-only
#include "snapshot.hpp"

#include <algorithm>
#include <cstring>
#include <sstream>
#include <string>
#include <type_traits>

#include "ale/emucore/Console.hxx"
#include "ale/emucore/Deserializer.hxx"
#include "ale/emucore/OSystem.hxx"
#include "ale/emucore/Serializer.hxx"
#include "emulator_access.hpp"
#include "snapshot_access.hpp"

namespace javagym {
namespace {

using access::field;
using access::table;
namespace stella = ale::stella;

constexpr int kFrameBytes = 160 * 300, kLinePixels = 160, kLineClocks = 228, kMostLines = 300;
constexpr int kMaskBytes = 320;           // a line's mask twice, to be read from any of its first 160 places on
constexpr int kMostClock = 1 << 20;       // far beyond the clocks of a frame
constexpr int kMostCycles = 1 << 29;      // three clocks each are still an int
constexpr float kMostStrength = 1 << 20;  // an action may ask for more than 1, and that moves no farther
constexpr std::size_t kMostSoundWrites = 1 << 20;
constexpr std::size_t kTwisterWords = 624;

void require(bool holds, const char* what) {
  if (!holds) throw NotASnapshot(std::string("the emulator cannot come to this: ") + what);
}

/** Notes each part. */
class Saver {
 public:
  static constexpr bool restores = false;

  void raw(void* part, std::size_t size) {
    const auto* const from = static_cast<const std::uint8_t*>(part);
    bytes_.insert(bytes_.end(), from, from + size);
  }

  std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  std::vector<std::uint8_t> bytes_;
};

/** Gives each part as Saver noted it. */
class Restorer {
 public:
  static constexpr bool restores = true;

  explicit Restorer(const std::vector<std::uint8_t>& bytes) : next_(bytes.data()), left_(bytes.size()) {}

  void raw(void* part, std::size_t size) {
    require(size <= left_, "it ends too early");
    std::memcpy(part, next_, size);
    next_ += size;
    left_ -= size;
  }

  std::size_t left() const { return left_; }

 private:
  const std::uint8_t* next_;
  std::size_t left_;
};

/** One way through an emulator for both, so that the two cannot come apart. */
template <typename Parts>
class Exchange {
 public:
  Exchange(Parts& parts, Emulator& emulator)
      : parts_(parts),
        ale_(emulator.ale()),
        environment_(*ale_.environment),
        system_(ale_.theOSystem->console().system()),
        tia_(dynamic_cast<stella::TIA&>(ale_.theOSystem->console().mediaSource())) {}

  void all() {
    processor();
    any(field<access::SystemCycles>(system_), field<access::DataBus>(system_));
    require(field<access::SystemCycles>(system_) <= std::uint32_t{kMostCycles}, "cycles");
    random(system_.rng());
    riot();
    beam();
    registers();
    masks();
    soundRegisters();
    cartridge();
    game();
    environment();
    sound();
  }

 private:
  /** Plain numbers of which every value is possible. */
  template <typename... Numbers>
  void any(Numbers&... numbers) {
    (number(numbers), ...);
  }

  template <typename Number>
  void number(Number& value) {
    static_assert(std::is_arithmetic_v<Number> && !std::is_same_v<Number, bool>);
    parts_.raw(&value, sizeof value);
  }

  template <typename... Flags>
  void flags(Flags&... values) {
    (flag(values), ...);
  }

  void flag(bool& value) {
    std::uint8_t byte = value ? 1 : 0;
    number(byte);
    require(byte <= 1, "a truth value");
    value = byte != 0;
  }

  template <typename Number, std::size_t size>
  void array(Number (&values)[size]) {
    static_assert(std::is_arithmetic_v<Number>);
    parts_.raw(values, sizeof values);
  }

  template <typename Number>
  void within(Number& value, int least, int greatest, const char* what) {
    number(value);
    const std::int64_t wide = value;
    require(wide >= least && wide <= greatest, what);
  }

  /** One object of a table of masks, at a place from which a whole line can be read. */
  template <typename Table>
  void mask(const std::uint8_t*& pointer, const Table& masks, const char* what) {
    const auto* const first = reinterpret_cast<const std::uint8_t*>(&masks);
    const auto* const disabled = table<access::DisabledMask>();
    std::int32_t offset = pointer == disabled ? -1 : static_cast<std::int32_t>(pointer - first);
    number(offset);
    require(offset >= -1 && offset < static_cast<std::int32_t>(sizeof masks), what);
    require(offset < 0 || offset % kMaskBytes <= kLinePixels, what);
    pointer = offset < 0 ? disabled : first + offset;
  }

  void processor() {
    stella::M6502& cpu = system_.m6502();
    any(field<state::Accumulator>(cpu), field<state::IndexX>(cpu), field<state::IndexY>(cpu),
        field<state::StackPointer>(cpu), field<state::Instruction>(cpu), field<state::ProgramCounter>(cpu));
    flags(field<state::FlagN>(cpu), field<state::FlagV>(cpu), field<state::FlagB>(cpu), field<state::FlagD>(cpu),
          field<state::FlagI>(cpu), field<state::FlagNotZ>(cpu), field<state::FlagC>(cpu));
    any(field<state::ExecutionStatus>(cpu), field<state::TotalInstructions>(cpu));
    flag(field<state::LastAccessWasRead>(cpu));
  }

  /** The standard library tells a twister's words and place as text, and would take any place. */
  void random(stella::Random& generator) {
    stella::Serializer out;
    generator.saveState(out);
    std::istringstream words(stella::Deserializer(out.get_str()).getString());
    std::ostringstream text;
    for (std::size_t i = 0; i < kTwisterWords; i++) {
      std::uint32_t word = 0;
      words >> word;
      number(word);
      text << word << ' ';
    }
    std::uint32_t place = 0;
    words >> place;
    within(place, 0, kTwisterWords, "a twister's place");
    text << place;
    if constexpr (Parts::restores) {
      stella::Serializer in;
      in.putString(text.str());
      stella::Deserializer restored(in.get_str());
      generator.loadState(restored);
    }
  }

  void riot() {
    auto* const riot = dynamic_cast<stella::M6532*>(system_.getPageAccess(0x280 >> 6).device);
    if (riot == nullptr) throw std::logic_error("the console has no RIOT where it should be");
    array(field<state::Ram>(*riot));
    within(field<access::TimerStart>(*riot), 0, 255, "a timer");
    std::uint32_t& shift = field<access::TimerShift>(*riot);
    number(shift);
    require(shift == 0 || shift == 3 || shift == 6 || shift == 10, "a timer's interval");
    any(field<access::TimerSetCycle>(*riot), field<state::InterruptResetCycle>(*riot));
    flag(field<state::ReadAfterInterrupt>(*riot));
    any(field<state::DirectionA>(*riot), field<state::DirectionB>(*riot));
  }

  /** Where the beam is and what it has painted; TIA writes by a bare pointer, so this has to fit together. */
  void beam() {
    flags(field<state::PartialFrame>(tia_), field<state::FrameGreyed>(tia_));
    any(field<state::FrameCounter>(tia_), field<state::LastFrameLines>(tia_), field<state::CurrentLine>(tia_),
        field<state::SyncFinishClock>(tia_), field<state::HmoveClock>(tia_));
    std::uint8_t* const current = field<state::CurrentFrame>(tia_);
    parts_.raw(current, kFrameBytes);
    parts_.raw(field<state::PreviousFrame>(tia_), kFrameBytes);

    int& start = field<access::FrameStartClock>(tia_);
    int& stop = field<access::DisplayStopClock>(tia_);
    int& painted = field<access::PaintedClock>(tia_);
    within(start, -kMostClock, kMostClock, "the clock of a frame's start");
    require(start <= static_cast<int>(3 * field<access::SystemCycles>(system_)), "a frame that is still to start");
    within(field<access::DisplayStartClock>(tia_), -kMostClock, kMostClock, "the clock of a picture's start");
    within(stop, -kMostClock, kMostClock, "the clock of a picture's stop");
    within(painted, -kMostClock, kMostClock, "the clock of the beam");
    within(field<access::ClocksToLineEnd>(tia_), 0, kLineClocks, "a place in a line");

    std::uint8_t*& pixel = field<access::FramePointer>(tia_);
    auto offset = static_cast<std::int32_t>(pixel - current);
    within(offset, 0, kFrameBytes, "a place in a frame");
    // Each line that is still to be painted, this one too, takes no more than a line's pixels.
    const int lines = std::max(0, stop - painted) / kLineClocks + 2;
    require(lines <= kMostLines && offset + lines * kLinePixels <= kFrameBytes, "a picture beyond its frame");
    pixel = current + offset;
  }

  void registers() {
    within(field<access::EnabledObjects>(tia_), 0, 63, "objects of TIA");
    within(field<access::PriorityAndScore>(tia_), 0, 255, "a priority");
    require((field<access::PriorityAndScore>(tia_) & 63) == 0, "a priority");
    any(field<state::VerticalSync>(tia_), field<access::VerticalBlank>(tia_), field<access::NumberSize0>(tia_),
        field<access::NumberSize1>(tia_), field<access::PlayfieldControl>(tia_), field<access::Playfield>(tia_));
    array(field<access::Colors>(tia_));
    any(field<state::NewGraphics0>(tia_), field<state::NewGraphics1>(tia_), field<state::OldGraphics0>(tia_),
        field<state::OldGraphics1>(tia_), field<access::Graphics0>(tia_), field<access::Graphics1>(tia_),
        field<access::Collisions>(tia_));
    flags(field<state::Reflected0>(tia_), field<state::Reflected1>(tia_), field<state::Missile0Enabled>(tia_),
          field<state::Missile1Enabled>(tia_), field<state::NewBall>(tia_), field<state::OldBall>(tia_),
          field<state::Delayed0>(tia_), field<state::Delayed1>(tia_), field<state::DelayedBall>(tia_),
          field<state::MissileLocked0>(tia_), field<state::MissileLocked1>(tia_));
    const auto motions = [&](auto&... each) { (within(each, 0, 15, "a motion"), ...); };
    motions(field<state::Motion0>(tia_), field<state::Motion1>(tia_), field<state::MissileMotion0>(tia_),
            field<state::MissileMotion1>(tia_), field<state::BallMotion>(tia_));
    const auto positions = [&](auto&... each) { (within(each, 0, kLinePixels - 1, "a position"), ...); };
    positions(field<access::Position0>(tia_), field<access::Position1>(tia_), field<state::MissilePosition0>(tia_),
              field<state::MissilePosition1>(tia_), field<state::BallPosition>(tia_));
    flags(field<access::HmoveBlank>(tia_), field<access::CosmicArk>(tia_), field<state::DumpEnabled>(tia_));
    within(field<state::CosmicArkCounter>(tia_), 0, 3, "the stars of Cosmic Ark");
    any(field<state::DumpDisabledCycle>(tia_));
  }

  void masks() {
    mask(field<access::Player0Mask>(tia_), table<access::PlayerMasks>(), "a player's mask");
    mask(field<access::Player1Mask>(tia_), table<access::PlayerMasks>(), "a player's mask");
    mask(field<access::Missile0Mask>(tia_), table<access::MissileMasks>(), "a missile's mask");
    mask(field<access::Missile1Mask>(tia_), table<access::MissileMasks>(), "a missile's mask");
    mask(field<access::BallMask>(tia_), table<access::BallMasks>(), "a ball's mask");
    const std::uint32_t*& playfield = field<access::PlayfieldMask>(tia_);
    bool reflected = playfield == table<access::PlayfieldMasks>()[1];
    flag(reflected);
    playfield = table<access::PlayfieldMasks>()[reflected ? 1 : 0];
  }

  void soundRegisters() {
    any(field<state::Volume0>(tia_), field<state::Volume1>(tia_), field<state::Control0>(tia_),
        field<state::Control1>(tia_), field<state::Frequency0>(tia_), field<state::Frequency1>(tia_));
  }

  void cartridge() {
    stella::Device* const device = system_.getPageAccess(0x1fc0 >> 6).device;
    auto* const cartridge = dynamic_cast<stella::Cartridge*>(device);
    if (cartridge == nullptr) throw std::logic_error("the console has no cartridge where it should be");
    if (auto* const e0 = dynamic_cast<stella::CartridgeE0*>(cartridge)) {
      slices(*e0);
      return;
    }
    auto bank = static_cast<std::int32_t>(cartridge->bank());
    within(bank, 0, std::max(1, cartridge->bankCount()) - 1, "a bank");
    if constexpr (Parts::restores) cartridge->bank(static_cast<std::uint16_t>(bank));
    if (auto* const f8 = dynamic_cast<stella::CartridgeF8SC*>(cartridge)) array(field<state::RamF8>(*f8));
    if (auto* const f6 = dynamic_cast<stella::CartridgeF6SC*>(cartridge)) array(field<state::RamF6>(*f6));
    if (auto* const dpc = dynamic_cast<stella::CartridgeDPC*>(cartridge)) fetchers(*dpc);
  }

  /** Three slices of eight; reading an address near the end of the cartridge puts one in. */
  void slices(stella::CartridgeE0& cartridge) {
    for (int segment = 0; segment < 3; segment++) {
      std::uint16_t slice = field<state::Slices>(cartridge)[segment];
      within(slice, 0, 7, "a slice");
      if constexpr (Parts::restores) cartridge.peek(static_cast<std::uint16_t>(0x1fe0 + 8 * segment + slice));
    }
  }

  void fetchers(stella::CartridgeDPC& cartridge) {
    array(field<state::Tops>(cartridge));
    array(field<state::Bottoms>(cartridge));
    array(field<state::Flags>(cartridge));
    for (std::uint16_t& counter : field<state::Counters>(cartridge)) within(counter, 0, 0x7ff, "a counter");
    for (bool& music : field<state::MusicMode>(cartridge)) flag(music);
    number(field<state::RandomNumber>(cartridge));
    within(field<state::FetcherCycle>(cartridge), -kMostCycles, kMostCycles, "a fetcher's cycle");
    double& clocks = field<state::FractionalClocks>(cartridge);
    number(clocks);
    require(clocks >= 0 && clocks < 1, "a fetcher's clocks");
  }

  /** Lives, points and whatever else ALE knows of the game, which it tells as some words for each game. */
  void game() {
    stella::Serializer out;
    ale_.romSettings->saveState(out);
    std::string words = out.get_str();
    parts_.raw(words.data(), words.size());
    if constexpr (Parts::restores) {
      stella::Deserializer in(words);
      try {
        ale_.romSettings->loadState(in);
      } catch (const char*) {  // what ALE throws at a word that is neither true nor false
        require(false, "a word of the game's");
      }
    }
    rest(*ale_.romSettings);
  }

  /** What is not among these words. */
  void rest(ale::RomSettings& game) {
    if (auto* const atlantis = dynamic_cast<ale::Atlantis2Settings*>(&game)) {
      any(field<state::AtlantisLives>(*atlantis));
    } else if (auto* const chopper = dynamic_cast<ale::ChopperCommandSettings*>(&game)) {
      flag(field<state::ChopperStarted>(*chopper));
    } else if (auto* const demon = dynamic_cast<ale::DemonAttackSettings*>(&game)) {
      flag(field<state::DemonLevelChange>(*demon));
    } else if (auto* const hangman = dynamic_cast<ale::HangmanSettings*>(&game)) {
      array(field<state::HangmanTimers>(*hangman));
    } else if (auto* const golf = dynamic_cast<ale::MiniatureGolfSettings*>(&game)) {
      any(field<state::GolfLevel>(*golf), field<state::GolfPar>(*golf), field<state::GolfHits>(*golf),
          field<state::GolfStatus>(*golf), field<state::GolfHitsBefore>(*golf));
    } else if (auto* const checkers = dynamic_cast<ale::VideoCheckersSettings*>(&game)) {
      flag(field<state::CheckersReversed>(*checkers));
    } else if (auto* const cube = dynamic_cast<ale::VideoCubeSettings*>(&game)) {
      array(field<state::CubeTimers>(*cube));
    }
  }

  void environment() {
    random(environment_.getEnvironmentRNG());
    counters();
    action(field<state::LastActionA>(environment_), ale::PLAYER_A_NOOP, ale::PLAYER_A_DOWNLEFTFIRE);
    action(field<state::LastActionB>(environment_), ale::PLAYER_B_NOOP, ale::PLAYER_B_DOWNLEFTFIRE);
    strength(field<state::LastStrengthA>(environment_));
    strength(field<state::LastStrengthB>(environment_));
    ale::ALEScreen& screen = field<state::Screen>(environment_);
    parts_.raw(screen.getArray(), screen.arraySize());
    ale::ALERAM& ram = field<state::SeenRam>(environment_);
    parts_.raw(ram.byte(0), ram.size());
  }

  /** ALE's state is private but for its text. */
  void counters() {
    ale::ALEState now = environment_.getState();
    stella::Deserializer text(now.serialize());
    std::int32_t leftPaddle = text.getInt(), rightPaddle = text.getInt();
    std::int32_t frame = text.getInt(), episodeFrame = text.getInt();
    std::int32_t mode = text.getInt(), difficulty = text.getInt();
    text.getString();
    const int leastPaddle = text.getInt(), greatestPaddle = text.getInt();
    within(leftPaddle, std::min(0, leastPaddle), std::max(0, greatestPaddle), "a paddle");
    within(rightPaddle, std::min(0, leastPaddle), std::max(0, greatestPaddle), "a paddle");
    within(frame, 0, INT32_MAX, "a number of frames");
    within(episodeFrame, 0, INT32_MAX, "a number of frames");
    oneOf(mode, ale_.getAvailableModes(), "a mode");
    oneOf(difficulty, ale_.getAvailableDifficulties(), "a difficulty");
    if constexpr (Parts::restores) {
      stella::Serializer restored;
      for (int value : {leftPaddle, rightPaddle, frame, episodeFrame, mode, difficulty}) restored.putInt(value);
      restored.putString("");
      restored.putInt(leastPaddle);
      restored.putInt(greatestPaddle);
      environment_.setState(ale::ALEState(restored.get_str()));
    }
  }

  template <typename Values>
  void oneOf(std::int32_t& value, const Values& known, const char* what) {
    const std::int32_t before = value;
    number(value);
    require(value == before || std::any_of(known.begin(), known.end(), [&](auto one) {
              return static_cast<std::int32_t>(one) == value;
            }), what);
  }

  /** ALE ends the process at an action that it does not know. */
  void action(ale::Action& value, int least, int greatest) {
    std::int32_t number = value;
    within(number, least, greatest, "an action");
    value = static_cast<ale::Action>(number);
  }

  /** ALE leaves it to chance until the first action is taken, and has no use for it so long. */
  void strength(float& value) {
    const auto possible = [&] { return value >= -kMostStrength && value <= kMostStrength; };
    if (!possible()) value = 0;
    number(value);
    require(possible(), "a paddle's strength");
  }

  void sound() {
    std::vector<std::uint8_t>& heard = field<state::HeardSound>(environment_);
    parts_.raw(heard.data(), heard.size());
    auto* const raw = dynamic_cast<ale::SoundRaw*>(&ale_.theOSystem->sound());
    bool sounds = raw != nullptr;
    flag(sounds);
    require(sounds == (raw != nullptr), "a sound where there is none, or none where there is one");
    if (raw == nullptr) return;
    number(field<state::SoundCycle>(*raw));
    soundWrites(field<state::SoundWrites>(*raw));
    stella::TIASound& chip = field<state::SoundChip>(*raw);
    for (std::uint8_t& control : field<state::SoundControl>(chip)) within(control, 0, 15, "a sound's control");
    array(field<state::SoundFrequency>(chip));
    array(field<state::SoundVolume>(chip));
    array(field<state::SoundShift4>(chip));
    array(field<state::SoundShift5>(chip));
    auto& dividers = field<state::SoundDividers>(chip);
    static_assert(std::is_trivially_copyable_v<std::remove_reference_t<decltype(dividers[0])>>);
    parts_.raw(&dividers, sizeof dividers);
    within(field<state::SoundCounter>(chip), -kMostCycles, kMostCycles, "a sound's counter");
  }

  template <typename Writes>
  void soundWrites(Writes& writes) {
    auto count = static_cast<std::uint32_t>(writes.size());
    within(count, 0, kMostSoundWrites, "a number of sounds");
    if constexpr (Parts::restores) {
      require(count <= parts_.left(), "it ends too early");
      writes.resize(count);
    }
    for (auto& write : writes) any(write.addr, write.value);
  }

  Parts& parts_;
  ale::ALEInterface& ale_;
  ale::StellaEnvironment& environment_;
  stella::System& system_;
  stella::TIA& tia_;
};

}  // namespace

std::vector<std::uint8_t> takeSnapshot(Emulator& emulator) {
  Saver saver;
  Exchange<Saver>(saver, emulator).all();
  return saver.take();
}

void restoreSnapshot(Emulator& emulator, const std::vector<std::uint8_t>& bytes) {
  Restorer restorer(bytes);
  Exchange<Restorer>(restorer, emulator).all();
  require(restorer.left() == 0, "it goes on beyond its end");
}

}  // namespace javagym
