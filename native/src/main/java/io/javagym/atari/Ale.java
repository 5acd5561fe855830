package io.javagym.atari;

import java.nio.ByteBuffer;

/**
 * The native functions, one for one as {@code jni.cpp} has them. They trust what they are given:
 * {@link Emulator} checks sizes, ranges and handles before it calls. A C++ exception arrives as an
 * {@link IllegalStateException}. {@link NativeLibrary#load} comes before all.
 */
final class Ale {
  private Ale() {}

  /** Has ALE log errors only, in the whole process. */
  static native void quieten();

  static native long create();

  static native void destroy(long ale);

  static native void setInt(long ale, String key, int value);

  static native void setFloat(long ale, String key, float value);

  static native void setBool(long ale, String key, boolean value);

  static native void loadRom(long ale, byte[] rom);

  static native String game(long ale);

  static native long act(long ale, int action, float paddleStrength, int frames);

  static native void resetGame(long ale);

  static native int lives(long ale);

  static native boolean gameOver(long ale);

  static native boolean gameTruncated(long ale);

  static native int frameNumber(long ale);

  static native int episodeFrameNumber(long ale);

  static native int screenHeight(long ale);

  static native int screenWidth(long ale);

  static native int size(long ale, int source);

  static native int[] palette(long ale);

  static native void readArray(long ale, int source, byte[] out, int offset);

  static native void readBuffer(long ale, int source, ByteBuffer out, int offset);

  static native void setRam(long ale, int index, byte value);

  static native int[] minimalActions(long ale);

  static native int[] legalActions(long ale);

  static native int[] modes(long ale);

  static native int[] difficulties(long ale);

  static native void setMode(long ale, int mode);

  static native void setDifficulty(long ale, int difficulty);

  static native int mode(long ale);

  static native int difficulty(long ale);

  static native byte[] cloneState(long ale, boolean includeRandom);

  static native void restoreState(long ale, byte[] state);

  static native byte[] snapshot(long ale);

  /** Throws an {@link IllegalArgumentException} for bytes that are no snapshot of this game. */
  static native void restore(long ale, byte[] snapshot);
}
