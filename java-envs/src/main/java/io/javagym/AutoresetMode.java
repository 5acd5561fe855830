package io.javagym;

/**
 * When a {@link VectorEnv} starts the next episode of a row whose episode ended, with Gymnasium's
 * meaning and names.
 */
public enum AutoresetMode {
  /**
   * At the next {@code step}: that step ignores the row's action and returns the first observation
   * of the new episode, reward 0 and both flags false.
   */
  NEXT_STEP("NextStep"),
  /**
   * Within the same {@code step}: it returns the first observation of the new episode beside the
   * reward and flags of the old one, whose last observation and info are in {@link
   * Batch#finalObservation()} and {@link Batch#finalInfo()}.
   */
  SAME_STEP("SameStep"),
  /** Never: the caller resets ended rows with a mask before the next {@code step}. */
  DISABLED("Disabled");

  private final String gymnasiumName;

  AutoresetMode(String gymnasiumName) {
    this.gymnasiumName = gymnasiumName;
  }

  /**
   * The value of Gymnasium's {@code AutoresetMode} of the same name, such as {@code "NextStep"}.
   */
  public String gymnasiumName() {
    return gymnasiumName;
  }
}
