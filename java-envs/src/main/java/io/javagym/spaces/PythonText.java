package io.javagym.spaces;

import java.util.Arrays;
import java.util.Comparator;

/** Strings the way Python sorts and shows them. */
final class PythonText {
  /** By code points; Java's own order is by UTF-16 units. */
  static final Comparator<String> ORDER =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private PythonText() {}

  /** Python's {@code repr} of a string. */
  static String repr(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder repr = new StringBuilder().append(quote);
    text.codePoints().forEach(character -> append(repr, character, quote));
    return repr.append(quote).toString();
  }

  private static void append(StringBuilder repr, int character, char quote) {
    switch (character) {
      case '\\' -> repr.append("\\\\");
      case '\n' -> repr.append("\\n");
      case '\r' -> repr.append("\\r");
      case '\t' -> repr.append("\\t");
      default -> {
        if (character == quote) {
          repr.append('\\').append(quote);
        } else if (isPrintable(character)) {
          repr.appendCodePoint(character);
        } else if (character <= 0xFF) {
          repr.append("\\x%02x".formatted(character));
        } else if (character <= 0xFFFF) {
          repr.append("\\u%04x".formatted(character));
        } else {
          repr.append("\\U%08x".formatted(character));
        }
      }
    }
  }

  private static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> character == ' ';
      default -> true;
    };
  }
}
