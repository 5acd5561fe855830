package io.javagym.wire;

import io.javagym.GymException;
import io.javagym.proto.v1.ErrorCode;
import io.javagym.proto.v1.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** Errors as the contract says them. */
public final class FailureProto {
  private static final int MOST_MESSAGE_CHARACTERS = 4096;
  private static final int MOST_TRACE_CHARACTERS = 16384;

  private FailureProto() {}

  /** The failure that an exception of an environment, or of what is around it, means. */
  public static Failure of(Throwable thrown) {
    return Failure.newBuilder()
        .setCode(
            thrown instanceof GymException e ? code(e.code()) : ErrorCode.ERROR_CODE_ENV_FAILED)
        .setMessage(message(thrown))
        .setStackTrace(stackTrace(thrown))
        .build();
  }

  /** A failure in which no environment had a part. */
  public static Failure of(ErrorCode code, String message) {
    return Failure.newBuilder().setCode(code).setMessage(message).build();
  }

  /**
   * The exception that a failure means. It is of code {@link GymException.Code#ENV_FAILED} where
   * this side doesn't know the code.
   *
   * @param cause stands for where in the server's code it was; {@code null} for nowhere
   */
  public static RuntimeException toException(Failure failure, @Nullable Throwable cause) {
    if (failure.getCode() == ErrorCode.ERROR_CODE_UNIMPLEMENTED) {
      return new UnsupportedOperationException(failure.getMessage(), cause);
    }
    GymException.Code code = GymException.Code.ENV_FAILED;
    for (GymException.Code known : GymException.Code.values()) {
      if (failure.getCode() == code(known)) {
        code = known;
      }
    }
    return cause == null
        ? new GymException(code, failure.getMessage())
        : new GymException(code, failure.getMessage(), cause);
  }

  static ErrorCode code(GymException.Code code) {
    return ErrorCode.valueOf("ERROR_CODE_" + code.name());
  }

  private static String message(Throwable thrown) {
    String message =
        thrown instanceof GymException ? String.valueOf(thrown.getMessage()) : thrown.toString();
    return shortened(message, MOST_MESSAGE_CHARACTERS);
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return shortened(text.toString().stripTrailing(), MOST_TRACE_CHARACTERS);
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }
}
