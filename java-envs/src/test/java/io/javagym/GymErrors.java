package io.javagym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests say of errors. */
public final class GymErrors {
  private GymErrors() {}

  /** That a call fails with an error of a kind whose message holds these texts. */
  public static void assertFails(ThrowingCallable call, GymException.Code code, String... texts) {
    assertThatExceptionOfType(GymException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.getMessage()).contains(texts));
  }
}
