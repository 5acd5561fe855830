package io.javagym.conformance;

import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** Says how a rule was broken: where, what was expected, what came. */
final class Breach {
  private static final int LONGEST_VALUE_CHARS = 400;

  private Breach() {}

  /**
   * The failure of a test.
   *
   * @param rule what every environment must do
   * @param where the step and the part, such as {@code step 3, reward}
   */
  static AssertionFailedError of(
      String rule, String where, @Nullable Object expected, @Nullable Object got) {
    String expectedText = String.valueOf(expected);
    String gotText = String.valueOf(got);
    int from = Math.max(0, firstDifference(expectedText, gotText) - LONGEST_VALUE_CHARS / 2);
    return new AssertionFailedError(
        "%s; %s: expected %s, got %s"
            .formatted(rule, where, excerpt(expectedText, from), excerpt(gotText, from)),
        expectedText,
        gotText);
  }

  private static int firstDifference(String one, String other) {
    int i = 0;
    while (i < one.length() && i < other.length() && one.charAt(i) == other.charAt(i)) {
      i++;
    }
    return i;
  }

  private static String excerpt(String text, int from) {
    if (text.length() <= LONGEST_VALUE_CHARS) {
      return text;
    }
    int start = Math.min(from, text.length() - LONGEST_VALUE_CHARS / 2);
    int end = Math.min(text.length(), start + LONGEST_VALUE_CHARS);
    return (start > 0 ? "..." : "")
        + text.substring(start, end)
        + (end < text.length() ? "..." : "");
  }
}
