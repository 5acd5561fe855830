package io.javagym;

import java.util.Collection;
import java.util.Locale;

/** Finds what a misspelt name may have meant. */
final class Suggestions {
  /** Below this share of equal letters two names are not taken for each other. */
  private static final double LEAST_SIMILARITY = 0.6;

  private Suggestions() {}

  /**
   * {@code " (did you mean 'x'?)"} for the closest of the names, or nothing where none is close.
   */
  static String didYouMean(String name, Collection<String> names) {
    String best = "";
    double bestSimilarity = LEAST_SIMILARITY;
    for (String candidate : names) {
      double similarity = similarity(name, candidate);
      if (similarity > bestSimilarity) {
        best = candidate;
        bestSimilarity = similarity;
      }
    }
    return best.isEmpty() ? "" : " (did you mean '" + best + "'?)";
  }

  /** 1 for equal names but for case, 0 for nothing in common: edit distance over length. */
  private static double similarity(String a, String b) {
    String left = a.toLowerCase(Locale.ROOT);
    String right = b.toLowerCase(Locale.ROOT);
    int longest = Math.max(left.length(), right.length());
    return longest == 0 ? 1.0 : 1.0 - (double) editDistance(left, right) / longest;
  }

  /** Levenshtein's distance, by the usual recurrence over two rows. */
  private static int editDistance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}
