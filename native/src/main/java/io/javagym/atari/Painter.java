package io.javagym.atari;

/** Turns pixels of the console's colour numbers into those that an agent sees. */
interface Painter {

  /** Bytes of a painted pixel. */
  int channels();

  /**
   * Paints pixels.
   *
   * @param from the first pixel of {@code colours}
   * @param at the first byte of {@code picture}
   */
  void paint(byte[] colours, int from, int pixels, byte[] picture, int at);

  /** Paints in each channel the greater of two screens, from the same pixel on. */
  void paintGreater(byte[] one, byte[] other, int from, int pixels, byte[] picture, int at);

  /** Paints where that makes a channel greater. */
  void raise(byte[] colours, int from, int pixels, byte[] picture, int at);
}
