package io.javagym.atari;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenCV's own answers are asked for in python/tests/parity. */
class ResizeTest {
  private static final int HEIGHT = 210;
  private static final int WIDTH = 160;

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  /** Noise of few colours has many means half-way between two integers. */
  private static byte[] fewColours(int size) {
    byte[] bytes = noise(size);
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) ((bytes[i] & 3) * 50);
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({"84, 84", "96, 96", "42, 42", "105, 64", "60, 100", "84, 160", "210, 84", "30, 64"})
  void integersGiveWhatSinglePrecisionDoes(int height, int width) {
    for (int channels : new int[] {1, 3}) {
      int size = HEIGHT * WIDTH * channels;
      Resize fast = Resize.of(HEIGHT, WIDTH, height, width, channels);
      Resize exact = new AreaResize(HEIGHT, WIDTH, height, width, channels);
      for (byte[] source : new byte[][] {noise(size), fewColours(size)}) {
        byte[] expected = new byte[height * width * channels];
        byte[] actual = new byte[height * width * channels];
        exact.all(source, expected, 0);
        fast.all(source, actual, 0);
        assertThat(actual).isEqualTo(expected);
      }
    }
  }

  @Test
  void theUsualSizeIsComputedInIntegers() {
    assertThat(Resize.of(HEIGHT, WIDTH, 84, 84, 1)).isInstanceOf(IntegerAreaResize.class);
    assertThat(Resize.of(HEIGHT, WIDTH, 83, 83, 1)).isInstanceOf(AreaResize.class);
    assertThat(Resize.of(HEIGHT, WIDTH, 105, 80, 1)).isInstanceOf(WholeCellResize.class);
    assertThat(Resize.of(HEIGHT, WIDTH, 210, 161, 1)).isInstanceOf(LinearResize.class);
  }

  @Test
  void wholeCellsOfTwoByTwoRoundHalvesUpAndOthersToTheEven() {
    byte[] half = {1, 2, 2, 1}; // the mean is 1.5
    byte[] lessThanHalf = {0, 1, 1, 0}; // 0.5
    byte[] target = new byte[1];
    Resize.of(2, 2, 1, 1, 1).all(half, target, 0);
    assertThat(target).containsExactly(2);
    Resize.of(2, 2, 1, 1, 1).all(lessThanHalf, target, 0);
    assertThat(target).containsExactly(1);
    Resize.of(4, 1, 1, 1, 1).all(lessThanHalf, target, 0);
    assertThat(target).containsExactly(0);
  }

  @ParameterizedTest
  @CsvSource({"84, 84", "83, 83", "105, 80", "300, 200", "210, 160"})
  void aRowFollowsFromItsSourceRowsAlone(int height, int width) {
    Resize resize = Resize.of(HEIGHT, WIDTH, height, width, 1);
    byte[] source = noise(HEIGHT * WIDTH);
    byte[] whole = new byte[height * width];
    resize.all(source, whole, 0);
    for (int row = 0; row < height; row++) {
      byte[] other = new byte[HEIGHT * WIDTH];
      int from = resize.firstSourceRow(row) * WIDTH;
      int to = (resize.lastSourceRow(row) + 1) * WIDTH;
      System.arraycopy(source, from, other, from, to - from);
      byte[] target = new byte[width];
      resize.row(row, other, target, 0);
      assertThat(target).isEqualTo(Arrays.copyOfRange(whole, row * width, (row + 1) * width));
    }
  }
}
