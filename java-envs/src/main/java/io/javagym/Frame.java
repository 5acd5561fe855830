package io.javagym;

/** What {@link Env#render()} draws. */
public sealed interface Frame {

  /** Text for a terminal, with ANSI escape sequences; each line ends in a newline. */
  record Text(String text) implements Frame {
    /** The text, so that printing a frame shows it. */
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A picture.
   *
   * @param width pixels in a row
   * @param height rows
   * @param rgb {@code height * width * 3} bytes, row after row from the top, red, green, blue, each
   *     0 to 255 as an unsigned byte
   */
  @SuppressWarnings("ArrayRecordComponent") // A frame is a buffer to hand on, never a key.
  record Pixels(int width, int height, byte[] rgb) implements Frame {}
}
