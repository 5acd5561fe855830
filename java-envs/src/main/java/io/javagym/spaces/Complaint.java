package io.javagym.spaces;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a value, and where in it.
 *
 * @param path such as {@code cargo.boxes[2]}; empty for the value itself
 */
record Complaint(String path, String problem) {
  Complaint(String problem) {
    this("", problem);
  }

  /** The same complaint, told by the list that holds the value at this index. */
  Complaint at(int index) {
    return in("[" + index + "]");
  }

  /** The same complaint, told by what holds the value under this name. */
  Complaint in(String name) {
    String joint = path.isEmpty() || path.startsWith("[") ? "" : ".";
    return new Complaint(name + joint + path, problem);
  }

  @Override
  public String toString() {
    return path.isEmpty() ? problem : path + ": " + problem;
  }

  /** A complaint that something else was expected. */
  static Complaint expected(String what, @Nullable Object got) {
    return new Complaint("expected %s, got %s".formatted(what, Described.value(got)));
  }
}
