package io.javagym.spaces;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws elements of a {@link Text}. */
final class TextSampler extends SpaceSampler<String> {
  private final Text space;
  private final int[] characters;

  TextSampler(Text space, int[] characters, BigInteger seed) {
    super(seed);
    this.space = space;
    this.characters = characters;
  }

  @Override
  String draw(Guide guide, @Nullable Object values) {
    List<? extends @Nullable Object> pair =
        values == null ? Arrays.asList(null, null) : Masks.list(values, 2, "parts: length, mask");
    double[] probabilities = probabilities(guide, pair.get(1));
    long length =
        pair.get(0) == null
            ? random.integers(space.minLength(), space.maxLength() + 1L)
            : requireLength(pair.get(0));
    if (Arrays.stream(probabilities).allMatch(probability -> probability == 0)) {
      if (space.minLength() > 0) {
        throw new IllegalArgumentException(
            "no character to draw for a text of %d or more".formatted(space.minLength()));
      }
      return "";
    }
    int[] indices = new int[Math.toIntExact(length)];
    random.choiceWeighted(probabilities, indices);
    StringBuilder text = new StringBuilder();
    for (int index : indices) {
      int character = characters[index];
      if (character != 0) { // NumPy takes the character NUL for the end of a string.
        text.appendCodePoint(character);
      }
    }
    return text.toString();
  }

  @Override
  List<Object> drawBatch(int n, Guide guide, @Nullable Object values) {
    return drawFromCopies(space, n, guide, values);
  }

  private double[] probabilities(Guide guide, @Nullable Object values) {
    if (values == null) {
      double[] uniform = new double[characters.length];
      Arrays.fill(uniform, 1.0 / characters.length);
      return uniform;
    }
    if (guide == Guide.PROBABILITY) {
      return Masks.probabilities(values, characters.length);
    }
    byte[] mask = Masks.mask(values, characters.length);
    int allowed = Masks.allowed(mask).length;
    double[] probabilities = new double[mask.length];
    for (int i = 0; i < mask.length; i++) {
      probabilities[i] = mask[i] == 0 ? 0 : 1.0 / allowed;
    }
    return probabilities;
  }

  private long requireLength(@Nullable Object length) {
    if (Described.isIntegral(length)) {
      long number = ((Number) length).longValue();
      if (number >= space.minLength() && number <= space.maxLength()) {
        return number;
      }
    }
    throw Masks.unfit(
        "a length of %d to %d".formatted(space.minLength(), space.maxLength()), length);
  }
}
