package io.javagym;

/**
 * An error that a user of an environment can act on. The {@link #code()} crosses every door, so
 * that Python raises the exception of the same meaning.
 */
public final class GymException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of error it is; each has one Python exception. */
  public enum Code {
    /** {@code gymnasium.error.NamespaceNotFound}. */
    NAMESPACE_NOT_FOUND,
    /** {@code gymnasium.error.NameNotFound}. */
    NAME_NOT_FOUND,
    /** {@code gymnasium.error.VersionNotFound}. */
    VERSION_NOT_FOUND,
    /** {@code gymnasium.error.DeprecatedEnv}. */
    DEPRECATED_ENV,
    /** {@code gymnasium.error.RegistrationError}. */
    REGISTRATION,
    /** {@code gymnasium.error.UnsupportedMode}. */
    UNSUPPORTED_MODE,
    /** {@code gymnasium.error.ResetNeeded}. */
    RESET_NEEDED,
    /** {@code gymnasium.error.InvalidAction}. */
    INVALID_ACTION,
    /** {@code gymnasium.error.ClosedEnvironmentError}. */
    CLOSED,
    /** {@code gymnasium.error.DependencyNotInstalled}. */
    DEPENDENCY_NOT_INSTALLED,
    /** {@code TypeError}: a keyword argument that the environment does not know. */
    UNKNOWN_ARGUMENT,
    /** {@code AttributeError}: the environment of a row has no such public method. */
    UNKNOWN_ATTRIBUTE,
    /** {@code ValueError}: a value that is not allowed. */
    INVALID_ARGUMENT,
    /**
     * {@code javagym.errors.AssertedArgumentError}: a value that Gymnasium refuses by an assert.
     */
    ASSERTED_ARGUMENT,
    /** {@code javagym.errors.NoSpaceError}: the disk below shared memory is full. */
    NO_SPACE,
    /** {@code NotImplementedError}: something that this environment cannot do. */
    UNSUPPORTED,
    /** {@code javagym.errors.EnvContractError}: an environment that breaks its own declaration. */
    BROKEN_CONTRACT,
    /** {@code javagym.errors.JavaEnvError}: an environment's own code threw. */
    ENV_FAILED,
    /**
     * {@code javagym.errors.EnvTimeoutError}: an environment took longer than {@link
     * VectorSettings#stepTimeout()}.
     */
    ENV_TIMED_OUT,
    /**
     * {@code javagym.errors.PendingCallError}: a call was refused, since the rows still work on the
     * one before it; {@link VectorEnv#await} waits for that.
     */
    BUSY,
    /**
     * {@code javagym.errors.PendingCallError}: a call was begun and takes longer than {@link
     * VectorSettings#callLimit()}; {@link VectorEnv#await} waits for it.
     */
    UNFINISHED
  }

  private final Code code;

  /** An error without a cause. */
  public GymException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /** An error with the exception that led to it. */
  public GymException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** What kind of error it is. */
  public Code code() {
    return code;
  }

  /** An error about a value that is not allowed. */
  public static GymException invalidArgument(String message) {
    return new GymException(Code.INVALID_ARGUMENT, message);
  }
}
