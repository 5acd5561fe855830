package io.javagym;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an environment is drawn, by Gymnasium's names. */
public enum RenderMode {
  /** Not at all; Gymnasium's {@code None}. */
  NONE(null),
  /**
   * In a window, at every step. The window is the caller's, such as Python's: {@link Env#render}
   * gives {@link Frame.Pixels} to show there.
   */
  HUMAN("human"),
  /** As {@link Frame.Text}. */
  ANSI("ansi"),
  /** As {@link Frame.Pixels}. */
  RGB_ARRAY("rgb_array");

  private final @Nullable String gymnasiumName;

  RenderMode(@Nullable String gymnasiumName) {
    this.gymnasiumName = gymnasiumName;
  }

  /** Gymnasium's name, such as {@code "rgb_array"}; {@code null} for {@link #NONE}. */
  public @Nullable String gymnasiumName() {
    return gymnasiumName;
  }

  /** Whether a frame is {@link Frame.Pixels}. */
  public boolean drawsPixels() {
    return this == HUMAN || this == RGB_ARRAY;
  }

  /**
   * The mode of that name.
   *
   * @throws GymException of code {@link GymException.Code#UNSUPPORTED_MODE} for an unknown name
   */
  public static RenderMode of(@Nullable String gymnasiumName) {
    for (RenderMode mode : values()) {
      if (mode.gymnasiumName == null
          ? gymnasiumName == null
          : mode.gymnasiumName.equals(gymnasiumName)) {
        return mode;
      }
    }
    throw new GymException(
        GymException.Code.UNSUPPORTED_MODE,
        "unknown render_mode '%s'; expected one of %s"
            .formatted(
                gymnasiumName,
                Arrays.stream(values())
                    .map(RenderMode::gymnasiumName)
                    .collect(Collectors.toList())));
  }
}
