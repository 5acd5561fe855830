#include "emulator.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include "fast_processor.hpp"

namespace javagym {
namespace {

/** A file without a name that holds a cartridge: ALE loads files only. */
class CartridgeFile {
 public:
  CartridgeFile(const uint8_t* rom, std::size_t size) : descriptor_(memfd_create("cartridge", MFD_CLOEXEC)) {
    if (descriptor_ < 0) {
      throw std::system_error(errno, std::generic_category(), "memfd_create");
    }
    for (std::size_t written = 0; written < size;) {
      ssize_t count = write(descriptor_, rom + written, size - written);
      if (count < 0 && errno != EINTR) {
        int reason = errno;
        close(descriptor_);
        throw std::system_error(reason, std::generic_category(), "write to a memfd");
      }
      written += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
  }

  ~CartridgeFile() { close(descriptor_); }

  CartridgeFile(const CartridgeFile&) = delete;
  CartridgeFile& operator=(const CartridgeFile&) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

/**
 * Writes the bytes of each pixel. Most pixels of a game are like their neighbours, so a run of equal ones is copied
 * in one piece.
 */
template <std::size_t kBytes>
void paint(const uint8_t* screen, std::size_t pixels, const Palette<kBytes>& palette, uint8_t* out) {
  std::size_t i = 0;
  for (; i + kRun <= pixels; i += kRun) {
    uint64_t run;
    std::memcpy(&run, screen + i, kRun);
    if (run == screen[i] * UINT64_C(0x0101010101010101)) {
      std::memcpy(out + kBytes * i, palette[screen[i]].data(), kBytes * kRun);
    } else {
      for (std::size_t j = i; j < i + kRun; j++) {
        std::memcpy(out + kBytes * j, palette[screen[j]].data(), kBytes);
      }
    }
  }
  for (; i < pixels; i++) {
    std::memcpy(out + kBytes * i, palette[screen[i]].data(), kBytes);
  }
}

}  // namespace

void Emulator::quieten() { ale::Logger::setMode(ale::Logger::Error); }

void Emulator::load(const uint8_t* rom, std::size_t size) {
  CartridgeFile file(rom, size);
  ale_.loadROM(file.path());
  attachFastProcessor(ale_);

  // ALE takes the gray of a pixel from the entry after its colour's. That is its gray where the number is even, and
  // the next colour's blue where a PAL console has lost the colour and the number is odd.
  const ale::ColourPalette& palette = ale_.theOSystem->colourPalette();
  for (int pixel = 0; pixel < kColours; pixel++) {
    uint32_t colour = palette.getRGB(pixel);
    for (int i = 0; i < kRun; i++) {
      rgb_[pixel][3 * i] = static_cast<uint8_t>(colour >> 16);
      rgb_[pixel][3 * i + 1] = static_cast<uint8_t>(colour >> 8);
      rgb_[pixel][3 * i + 2] = static_cast<uint8_t>(colour);
    }
    bool last = pixel + 1 == kColours; // there ALE would read beyond its table
    grayscale_[pixel].fill(last ? 0 : static_cast<uint8_t>(palette.getRGB(pixel + 1)));
  }
}

int64_t Emulator::act(ale::Action action, float paddle_strength, int frames) {
  int64_t reward = 0;
  for (int frame = 0; frame < frames; frame++) {
    reward += ale_.act(action, paddle_strength);
  }
  return reward;
}

uint32_t Emulator::colour(uint8_t number) const {
  uint32_t rgb = static_cast<uint32_t>(rgb_[number][0]) << 16 | static_cast<uint32_t>(rgb_[number][1]) << 8 |
                 rgb_[number][2];
  return static_cast<uint32_t>(grayscale_[number][0]) << 24 | rgb;
}

std::size_t Emulator::size(Source source) const {
  std::size_t pixels = ale_.getScreen().arraySize();
  switch (source) {
    case Source::kRgb:
      return 3 * pixels;
    case Source::kGrayscale:
    case Source::kColours:
      return pixels;
    case Source::kRam:
      return ale_.getRAM().size();
    case Source::kSound:
      return ale_.getAudio().size();
  }
  throw std::invalid_argument("no such source");
}

void Emulator::read(Source source, uint8_t* out) {
  const uint8_t* screen = ale_.getScreen().getArray();
  std::size_t pixels = ale_.getScreen().arraySize();
  switch (source) {
    case Source::kRgb:
      paint<3>(screen, pixels, rgb_, out);
      return;
    case Source::kGrayscale:
      paint<1>(screen, pixels, grayscale_, out);
      return;
    case Source::kColours:
      std::memcpy(out, screen, pixels);
      return;
    case Source::kRam:
      std::memcpy(out, ale_.getRAM().array(), ale_.getRAM().size());
      return;
    case Source::kSound:
      std::memcpy(out, ale_.getAudio().data(), ale_.getAudio().size());
      return;
  }
  throw std::invalid_argument("no such source");
}

}  // namespace javagym
