// What io.javagym.atari.Ale calls. Each function unwraps, calls once, and turns a C++ exception into Java's.
// Java has checked sizes and ranges, and gives no handle that it has released.
#include <jni.h>

#include <exception>
#include <new>
#include <string>
#include <vector>

#include "emulator.hpp"
#include "snapshot.hpp"

using javagym::Emulator;
using javagym::Source;

#define ALE(result, name) extern "C" JNIEXPORT result JNICALL Java_io_javagym_atari_Ale_##name

namespace {

void throw_java(JNIEnv* env, const char* type, const char* message) {
  if (!env->ExceptionCheck()) {
    jclass exception = env->FindClass(type);
    if (exception != nullptr) {
      env->ThrowNew(exception, message);
    }
  }
}

template <typename Result, typename Call>
Result guarded(JNIEnv* env, Result otherwise, Call call) {
  try {
    return call();
  } catch (const std::bad_alloc&) {
    throw_java(env, "java/lang/OutOfMemoryError", "the emulator found no memory");
  } catch (const javagym::NotASnapshot& e) {
    throw_java(env, "java/lang/IllegalArgumentException", e.what());
  } catch (const std::exception& e) {
    throw_java(env, "java/lang/IllegalStateException", e.what());
  } catch (...) {
    throw_java(env, "java/lang/IllegalStateException", "the emulator failed and does not say how");
  }
  return otherwise;
}

template <typename Call>
void guarded(JNIEnv* env, Call call) {
  guarded(env, 0, [&] {
    call();
    return 0;
  });
}

Emulator& emulator(jlong handle) { return *reinterpret_cast<Emulator*>(handle); }

std::string text(JNIEnv* env, jstring java) {
  const char* characters = env->GetStringUTFChars(java, nullptr);
  if (characters == nullptr) {
    throw std::bad_alloc();
  }
  std::string copy(characters);
  env->ReleaseStringUTFChars(java, characters);
  return copy;
}

std::vector<uint8_t> bytes(JNIEnv* env, jbyteArray java) {
  std::vector<uint8_t> copy(static_cast<std::size_t>(env->GetArrayLength(java)));
  env->GetByteArrayRegion(java, 0, static_cast<jsize>(copy.size()), reinterpret_cast<jbyte*>(copy.data()));
  return copy;
}

template <typename Bytes>
jbyteArray byteArray(JNIEnv* env, const Bytes& bytes) {
  jbyteArray java = env->NewByteArray(static_cast<jsize>(bytes.size()));
  if (java != nullptr) {
    env->SetByteArrayRegion(java, 0, static_cast<jsize>(bytes.size()), reinterpret_cast<const jbyte*>(bytes.data()));
  }
  return java;
}

template <typename Numbers>
jintArray ints(JNIEnv* env, const Numbers& numbers) {
  std::vector<jint> copy(numbers.begin(), numbers.end());
  jintArray java = env->NewIntArray(static_cast<jsize>(copy.size()));
  if (java != nullptr) {
    env->SetIntArrayRegion(java, 0, static_cast<jsize>(copy.size()), copy.data());
  }
  return java;
}

}  // namespace

extern "C" JNIEXPORT jstring JNICALL Java_io_javagym_atari_NativeLibrary_version(JNIEnv* env, jclass) {
  return env->NewStringUTF(JAVAGYM_VERSION);
}

ALE(void, quieten)(JNIEnv* env, jclass) {
  guarded(env, [] { Emulator::quieten(); });
}

ALE(jlong, create)(JNIEnv* env, jclass) {
  return guarded(env, jlong{0}, [] { return reinterpret_cast<jlong>(new Emulator()); });
}

ALE(void, destroy)(JNIEnv* env, jclass, jlong handle) {
  guarded(env, [&] { delete &emulator(handle); });
}

ALE(void, setInt)(JNIEnv* env, jclass, jlong handle, jstring key, jint value) {
  guarded(env, [&] { emulator(handle).ale().setInt(text(env, key), value); });
}

ALE(void, setFloat)(JNIEnv* env, jclass, jlong handle, jstring key, jfloat value) {
  guarded(env, [&] { emulator(handle).ale().setFloat(text(env, key), value); });
}

ALE(void, setBool)(JNIEnv* env, jclass, jlong handle, jstring key, jboolean value) {
  guarded(env, [&] { emulator(handle).ale().setBool(text(env, key), value != JNI_FALSE); });
}

ALE(void, loadRom)(JNIEnv* env, jclass, jlong handle, jbyteArray rom) {
  guarded(env, [&] {
    std::vector<uint8_t> image = bytes(env, rom);
    emulator(handle).load(image.data(), image.size());
  });
}

ALE(jstring, game)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jstring{}, [&] { return env->NewStringUTF(emulator(handle).ale().romSettings->rom()); });
}

ALE(jlong, act)(JNIEnv* env, jclass, jlong handle, jint action, jfloat paddle_strength, jint frames) {
  return guarded(env, jlong{0}, [&] {
    return static_cast<jlong>(emulator(handle).act(static_cast<ale::Action>(action), paddle_strength, frames));
  });
}

ALE(void, resetGame)(JNIEnv* env, jclass, jlong handle) {
  guarded(env, [&] { emulator(handle).ale().reset_game(); });
}

ALE(jint, lives)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jint{0}, [&] { return jint{emulator(handle).ale().lives()}; });
}

ALE(jboolean, gameOver)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jboolean{JNI_FALSE}, [&] { return jboolean{emulator(handle).ale().game_over(false)}; });
}

ALE(jboolean, gameTruncated)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jboolean{JNI_FALSE}, [&] { return jboolean{emulator(handle).ale().game_truncated()}; });
}

ALE(jint, frameNumber)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jint{0}, [&] { return jint{emulator(handle).ale().getFrameNumber()}; });
}

ALE(jint, episodeFrameNumber)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jint{0}, [&] { return jint{emulator(handle).ale().getEpisodeFrameNumber()}; });
}

ALE(jint, screenHeight)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jint{0}, [&] { return static_cast<jint>(emulator(handle).ale().getScreen().height()); });
}

ALE(jint, screenWidth)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jint{0}, [&] { return static_cast<jint>(emulator(handle).ale().getScreen().width()); });
}

ALE(jint, size)(JNIEnv* env, jclass, jlong handle, jint source) {
  return guarded(env, jint{0}, [&] { return static_cast<jint>(emulator(handle).size(static_cast<Source>(source))); });
}

ALE(jintArray, palette)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jintArray{nullptr}, [&] {
    std::vector<int> colours;
    for (int number = 0; number < 256; number++) {
      colours.push_back(static_cast<int>(emulator(handle).colour(static_cast<uint8_t>(number))));
    }
    return ints(env, colours);
  });
}

ALE(void, readArray)(JNIEnv* env, jclass, jlong handle, jint source, jbyteArray out, jint offset) {
  guarded(env, [&] {
    // Nothing between the two calls may come back to Java, and nothing does.
    void* array = env->GetPrimitiveArrayCritical(out, nullptr);
    if (array == nullptr) {
      throw std::bad_alloc();
    }
    try {
      emulator(handle).read(static_cast<Source>(source), static_cast<uint8_t*>(array) + offset);
    } catch (...) {
      env->ReleasePrimitiveArrayCritical(out, array, 0);
      throw;
    }
    env->ReleasePrimitiveArrayCritical(out, array, 0);
  });
}

ALE(void, readBuffer)(JNIEnv* env, jclass, jlong handle, jint source, jobject out, jint offset) {
  guarded(env, [&] {
    void* address = env->GetDirectBufferAddress(out);
    if (address == nullptr) {
      throw std::invalid_argument("the buffer is not direct");
    }
    emulator(handle).read(static_cast<Source>(source), static_cast<uint8_t*>(address) + offset);
  });
}

ALE(void, setRam)(JNIEnv* env, jclass, jlong handle, jint index, jbyte value) {
  guarded(env, [&] {
    emulator(handle).ale().setRAM(static_cast<std::size_t>(index), static_cast<ale::byte_t>(value));
  });
}

ALE(jintArray, minimalActions)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jintArray{}, [&] { return ints(env, emulator(handle).ale().getMinimalActionSet()); });
}

ALE(jintArray, legalActions)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jintArray{}, [&] { return ints(env, emulator(handle).ale().getLegalActionSet()); });
}

ALE(jintArray, modes)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jintArray{}, [&] { return ints(env, emulator(handle).ale().getAvailableModes()); });
}

ALE(jintArray, difficulties)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jintArray{}, [&] { return ints(env, emulator(handle).ale().getAvailableDifficulties()); });
}

ALE(void, setMode)(JNIEnv* env, jclass, jlong handle, jint mode) {
  guarded(env, [&] { emulator(handle).ale().setMode(static_cast<ale::game_mode_t>(mode)); });
}

ALE(void, setDifficulty)(JNIEnv* env, jclass, jlong handle, jint difficulty) {
  guarded(env, [&] { emulator(handle).ale().setDifficulty(static_cast<ale::difficulty_t>(difficulty)); });
}

ALE(jint, mode)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jint{0}, [&] { return static_cast<jint>(emulator(handle).ale().getMode()); });
}

ALE(jint, difficulty)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jint{0}, [&] { return static_cast<jint>(emulator(handle).ale().getDifficulty()); });
}

ALE(jbyteArray, cloneState)(JNIEnv* env, jclass, jlong handle, jboolean include_random) {
  return guarded(env, jbyteArray{}, [&] {
    return byteArray(env, emulator(handle).ale().cloneState(include_random != JNI_FALSE).serialize());
  });
}

ALE(void, restoreState)(JNIEnv* env, jclass, jlong handle, jbyteArray state) {
  guarded(env, [&] {
    std::vector<uint8_t> serialized = bytes(env, state);
    emulator(handle).ale().restoreState(ale::ALEState(std::string(serialized.begin(), serialized.end())));
  });
}

ALE(jbyteArray, snapshot)(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, jbyteArray{}, [&] { return byteArray(env, javagym::takeSnapshot(emulator(handle))); });
}

ALE(void, restore)(JNIEnv* env, jclass, jlong handle, jbyteArray snapshot) {
  guarded(env, [&] { javagym::restoreSnapshot(emulator(handle), bytes(env, snapshot)); });
}
