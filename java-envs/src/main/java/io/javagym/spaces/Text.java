package io.javagym.spaces;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Strings of a least and a greatest length, both included, of some characters. A character is a
 * Unicode code point, as in Python, and lengths count those.
 */
public final class Text extends SpaceBase<String> implements Space<String> {
  /** Digits, upper case and lower case, as Gymnasium has them by default. */
  public static final String ALPHANUMERIC =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final int minLength;
  private final int maxLength;
  private final int[] characters;
  private final int[] sortedCharacters;

  private Text(int minLength, int maxLength, int[] characters) {
    this.minLength = minLength;
    this.maxLength = maxLength;
    this.characters = characters;
    this.sortedCharacters = IntStream.of(characters).sorted().toArray();
    if (minLength < 0 || minLength > maxLength) {
      throw new IllegalArgumentException(
          "expected 0 <= minLength <= maxLength, got minLength=%d, maxLength=%d"
              .formatted(minLength, maxLength));
    }
  }

  /** Alphanumeric strings of 1 to so many characters. */
  public static Text of(int maxLength) {
    return of(1, maxLength);
  }

  /** Alphanumeric strings. */
  public static Text of(int minLength, int maxLength) {
    return of(minLength, maxLength, ALPHANUMERIC);
  }

  /**
   * Strings of the characters given. Their order has a part in what is drawn; Gymnasium sorts a set
   * of them and keeps the order of a string. A character that is repeated counts once.
   *
   * @throws IllegalArgumentException if not {@code 0 <= minLength <= maxLength}
   */
  public static Text of(int minLength, int maxLength, String characters) {
    return new Text(minLength, maxLength, characters.codePoints().distinct().toArray());
  }

  public int minLength() {
    return minLength;
  }

  public int maxLength() {
    return maxLength;
  }

  /** The characters in the order in which they are drawn and masked. */
  public String characters() {
    return new String(characters, 0, characters.length);
  }

  @Override
  @Nullable Complaint complaint(@Nullable Object value) {
    if (!(value instanceof String text)) {
      return Complaint.expected("a String", value);
    }
    int length = text.codePointCount(0, text.length());
    if (length < minLength || length > maxLength) {
      return Complaint.expected("%d to %d characters".formatted(minLength, maxLength), text);
    }
    for (int i = 0, index = 0; i < text.length(); index++) {
      int character = text.codePointAt(i);
      if (Arrays.binarySearch(sortedCharacters, character) < 0) {
        return new Complaint(
            "[" + index + "]",
            "'%s' is not in the charset".formatted(Character.toString(character)));
      }
      i += Character.charCount(character);
    }
    return null;
  }

  @Override
  SpaceSampler<String> newSampler(BigInteger seed) {
    return new TextSampler(this, characters, seed);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Text that
        && minLength == that.minLength
        && maxLength == that.maxLength
        && Arrays.equals(characters, that.characters);
  }

  @Override
  public int hashCode() {
    return Objects.hash(minLength, maxLength, Arrays.hashCode(characters));
  }

  @Override
  public String toString() {
    return "Text(%d, %d, charset=%s)"
        .formatted(minLength, maxLength, new String(sortedCharacters, 0, sortedCharacters.length));
  }
}
