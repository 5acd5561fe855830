package io.javagym;

import io.javagym.spaces.Space;
import io.javagym.spaces.Tuple;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Something that an environment can do beside {@code reset} and {@code step}, called by name: see
 * {@link Env#methods()}. As with observations and infos, spaces declare what goes in and comes out,
 * so that a call crosses every door.
 */
public final class EnvMethod {
  private static final Tuple NOTHING = Tuple.of();

  private final Tuple parameters;
  private final Space<?> result;
  private final boolean constant;
  private final boolean sealed;
  private final Function<List<?>, @Nullable Object> body;

  private EnvMethod(
      Tuple parameters,
      Space<?> result,
      boolean constant,
      boolean sealed,
      Function<List<?>, @Nullable Object> body) {
    this.parameters = parameters;
    this.result = result;
    this.constant = constant;
    this.sealed = sealed;
    this.body = body;
  }

  /**
   * A method with parameters and a result.
   *
   * @param body gets the arguments in order, each an element of its parameter's space, and returns
   *     an element of the result's space
   */
  public static EnvMethod of(
      Tuple parameters, Space<?> result, Function<List<?>, @Nullable Object> body) {
    return new EnvMethod(parameters, result, false, false, body);
  }

  /** A method without parameters. */
  public static EnvMethod of(Space<?> result, Supplier<?> body) {
    return of(NOTHING, result, arguments -> body.get());
  }

  /** A method without result, which Python shows as None. */
  public static EnvMethod action(Tuple parameters, Consumer<List<?>> body) {
    return of(
        parameters,
        NOTHING,
        arguments -> {
          body.accept(arguments);
          return List.of();
        });
  }

  /** A value that never changes; Python shows it as an attribute, without parentheses. */
  public static EnvMethod constant(Space<?> space, Object value) {
    return new EnvMethod(NOTHING, space, true, false, arguments -> value);
  }

  /**
   * A method that another process carries out.
   *
   * @param body gets the arguments and returns the result, in the packed form of docs/protocol.md
   */
  public static EnvMethod packed(
      Tuple parameters, Space<?> result, boolean constant, UnaryOperator<byte[]> body) {
    return new EnvMethod(
        parameters,
        result,
        constant,
        false,
        arguments -> {
          PackedValues.Writer writer = new PackedValues.Writer();
          writer.write(parameters, arguments);
          byte[] value = body.apply(writer.toArray());
          return new PackedValues.Reader(ByteBuffer.wrap(value), 0, value.length)
              .readAll(result, "result");
        });
  }

  /**
   * The same method, for texts that are trusted when they come back: what {@code restore_state}
   * takes was given by {@code clone_state}, and is not looked into. A server {@linkplain Seal
   * seals} the texts that such methods give, and lets no other in.
   */
  public EnvMethod sealed() {
    return new EnvMethod(parameters, result, constant, true, body);
  }

  /** What goes in. */
  public Tuple parameters() {
    return parameters;
  }

  /** What comes out; an empty tuple for nothing. */
  public Space<?> result() {
    return result;
  }

  /** Whether it is a value that never changes. */
  public boolean isConstant() {
    return constant;
  }

  /** Whether its texts are {@link #sealed()}. */
  public boolean isSealed() {
    return sealed;
  }

  /**
   * Calls it.
   *
   * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} if the arguments are
   *     not in {@link #parameters()}, and {@link GymException.Code#BROKEN_CONTRACT} if the result
   *     is not in {@link #result()}
   */
  public Object call(List<?> arguments) {
    String wrong = parameters.explain(arguments);
    if (wrong != null) {
      throw GymException.invalidArgument("arguments %s: %s".formatted(arguments, wrong));
    }
    Object value = body.apply(arguments);
    String broken = result.explain(value);
    if (value == null || broken != null) {
      throw new GymException(
          GymException.Code.BROKEN_CONTRACT,
          "the result is not in %s: %s".formatted(result, broken));
    }
    return value;
  }

  /** Calls it with arguments, and to a result, in the packed form of docs/protocol.md. */
  public byte[] callPacked(byte[] arguments) {
    return callPacked(arguments, Seal.NONE);
  }

  /** The same for a caller who is not trusted: texts of a {@link #sealed()} method are sealed. */
  public byte[] callPacked(byte[] arguments, Seal seal) {
    List<?> given =
        (List<?>)
            new PackedValues.Reader(ByteBuffer.wrap(arguments), 0, arguments.length)
                .readAll(parameters, "arguments");
    Object value =
        sealed
            ? seal(seal::seal, call(given.stream().map(it -> seal(seal::open, it)).toList()))
            : call(given);
    PackedValues.Writer writer = new PackedValues.Writer();
    writer.write(result, value);
    return writer.toArray();
  }

  private static Object seal(UnaryOperator<String> sealing, Object value) {
    return value instanceof String text ? sealing.apply(text) : value;
  }

  /** What shows that a text comes back as it was given. */
  public interface Seal {
    /** For callers who are trusted. */
    Seal NONE =
        new Seal() {
          @Override
          public String seal(String text) {
            return text;
          }

          @Override
          public String open(String sealed) {
            return sealed;
          }
        };

    /** Seals a text, with characters of Base64. */
    String seal(String text);

    /**
     * The text that was sealed.
     *
     * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} if the seal is none
     *     of this one's
     */
    String open(String sealed);
  }
}
