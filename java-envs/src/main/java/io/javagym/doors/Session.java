package io.javagym.doors;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.javagym.Batch;
import io.javagym.EnvMethod;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Snapshottable;
import io.javagym.VectorEnv;
import io.javagym.spaces.SpaceJson;
import io.javagym.vector.AsyncVectorEnv;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One environment or vector environment that the other side of a door holds. It writes actions into
 * {@link #memory()}, calls {@link #step()}, and reads the rest from the same memory; nothing else
 * crosses. A door differs in how it calls and where the memory comes from, not in what it says.
 */
public final class Session {
  private final VectorEnv env;
  private final Batch batch;
  private final ByteBuffer rowIndices;
  private ByteBuffer pixels = ByteBuffer.allocateDirect(0);

  /** A session around an environment, which is closed with it. */
  public Session(VectorEnv env) {
    this.env = env;
    this.batch = env.batch();
    this.rowIndices =
        ByteBuffer.allocateDirect(env.numEnvs() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The spaces and the layout of the memory, as JSON; see docs/protocol.md. */
  public String describe() {
    JsonObject json = new JsonObject();
    json.add("observation_space", parse(SpaceJson.toJson(batch.observationSpace())));
    json.add("action_space", parse(SpaceJson.toJson(batch.actionSpace())));
    json.add("info_space", parse(SpaceJson.toJson(batch.infoSpace())));
    json.add("layout", parse(batch.describe()));
    json.add("methods", describeMethods());
    return json.toString();
  }

  private JsonObject describeMethods() {
    JsonObject methods = new JsonObject();
    env.methods(0)
        .forEach(
            (name, method) -> {
              JsonObject json = new JsonObject();
              json.add("parameters", parse(SpaceJson.toJson(method.parameters())));
              json.add("result", parse(SpaceJson.toJson(method.result())));
              json.addProperty("constant", method.isConstant());
              json.addProperty("sealed", method.isSealed());
              methods.add(name, json);
            });
    return methods;
  }

  private static JsonObject parse(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }

  /** The fixed columns. */
  public ByteBuffer memory() {
    return batch.memory();
  }

  /** The values without fixed size; to be asked for again when the header says that it moved. */
  public ByteBuffer outputHeap() {
    return batch.outputHeap();
  }

  /** Room for so many bytes of actions without fixed size. */
  public ByteBuffer actionHeap(int neededBytes) {
    return batch.actionHeap(neededBytes);
  }

  /**
   * Starts an episode in each row.
   *
   * @param seed decimal digits; {@code null} to go on with the present generators
   * @param optionsJson a JSON object; {@code null} for none
   */
  public void reset(@Nullable String seed, @Nullable String optionsJson) {
    env.reset(seed == null ? null : new BigInteger(seed), JsonValues.parseObject(optionsJson));
  }

  /**
   * Starts an episode in some rows.
   *
   * @param seeds for each row decimal digits or {@code null}; {@code null} for none at all
   * @param mask the rows to reset; {@code null} for all
   */
  public void resetRows(
      @Nullable String @Nullable [] seeds,
      @Nullable String optionsJson,
      boolean @Nullable [] mask) {
    List<@Nullable BigInteger> parsed = null;
    if (seeds != null) {
      parsed = new ArrayList<>();
      for (String seed : seeds) {
        parsed.add(seed == null ? null : new BigInteger(seed));
      }
    }
    env.reset(parsed, JsonValues.parseObject(optionsJson), mask);
  }

  /** Takes the actions in the memory. */
  public void step() {
    env.step();
  }

  /**
   * Waits for a reset or step that came back with an error of code {@link
   * GymException.Code#UNFINISHED}, and throws what it would have thrown.
   *
   * @return whether it is done; if not, the other side may do something else and ask again
   */
  public boolean await(int timeoutMillis) {
    return env.await(Duration.ofMillis(timeoutMillis));
  }

  // --- rows that need not wait for each other ---------------------------------------------------

  /** The indices of the rows that {@link #send} sends and {@link #receive} received, as int32. */
  public ByteBuffer rowIndices() {
    return rowIndices;
  }

  /** Starts an episode in each row, each to be received when it has begun. */
  public void resetLater(@Nullable String seed, @Nullable String optionsJson) {
    async()
        .resetLater(
            seed == null ? null : new BigInteger(seed), JsonValues.parseObject(optionsJson));
  }

  /** Has the first so many rows of {@link #rowIndices} take their actions in the memory. */
  public void send(int count) {
    int[] rows = new int[count];
    rowIndices.asIntBuffer().get(0, rows);
    async().send(rows);
  }

  /**
   * Waits for so many rows, whichever are done first, and writes their indices into {@link
   * #rowIndices}.
   *
   * @return false if they are not done yet; nothing was received then
   */
  public boolean receive(int count, int timeoutMillis) {
    int[] rows = new int[count];
    if (!async().receive(rows, Duration.ofMillis(timeoutMillis))) {
      return false;
    }
    rowIndices.asIntBuffer().put(0, rows);
    return true;
  }

  private AsyncVectorEnv async() {
    if (env instanceof AsyncVectorEnv async) {
      return async;
    }
    throw GymException.invalidArgument(
        "send and receive need rows that don't wait for each other: make them with a batch_size");
  }

  // --- snapshots --------------------------------------------------------------------------------

  /** Whether there can be snapshots of these environments. */
  public boolean hasSnapshots() {
    if (!(env instanceof Snapshottable)) {
      return false;
    }
    try {
      env.snapshot();
      return true;
    } catch (GymException e) {
      if (e.code() == GymException.Code.UNSUPPORTED) {
        return false;
      }
      throw e;
    }
  }

  /** See {@link VectorEnv#snapshot}. */
  public byte[] snapshot() {
    return env.snapshot();
  }

  /** See {@link VectorEnv#restore}. The memory holds then what it did at the snapshot. */
  public void restore(byte[] snapshot) {
    env.restore(snapshot);
  }

  // --- rows by themselves -----------------------------------------------------------------------

  /** The frame of a row, or {@code null}. */
  public @Nullable Frame render(int row) {
    return env.render(requireRow("render", row));
  }

  /**
   * Calls a public method of a row's environment.
   *
   * @param name as Python or as Java writes it; {@code wind} finds {@code getWind()} too
   * @param argumentsJson an object whose field {@code args} holds the arguments
   * @return the outcome as JSON
   */
  public String callByName(int row, String name, String argumentsJson) {
    return RowCalls.call(env.row(requireRow(name, row)), row, name, arguments(argumentsJson));
  }

  /** Sets what a row's environment has a setter for; the value is the one argument. */
  public void set(int row, String name, String argumentsJson) {
    RowCalls.set(env.row(requireRow(name, row)), row, name, arguments(argumentsJson));
  }

  private static List<?> arguments(String json) {
    return (List<?>) JsonValues.parseObject(json).getOrDefault("args", List.of());
  }

  /**
   * Calls a method of a row's environment by its name.
   *
   * @param arguments the arguments, packed as an element of the method's parameters
   * @return the result, packed
   */
  public byte[] call(int row, String name, byte[] arguments) {
    return call(row, name, arguments, EnvMethod.Seal.NONE);
  }

  /** The same for a caller who is not trusted. */
  public byte[] call(int row, String name, byte[] arguments, EnvMethod.Seal seal) {
    requireRow(name, row);
    Map<String, EnvMethod> methods = env.methods(row);
    EnvMethod method = methods.get(name);
    if (method == null) {
      throw GymException.invalidArgument(
          "there is no method '%s', expected one of %s".formatted(name, methods.keySet()));
    }
    return method.callPacked(arguments, seal);
  }

  private int requireRow(String call, int row) {
    if (row < 0 || row >= env.numEnvs()) {
      throw GymException.invalidArgument(
          "%s of row %d, expected 0 <= row < %d".formatted(call, row, env.numEnvs()));
    }
    return row;
  }

  /** The bytes of a picture, in memory that Python sees as it is; the next call overwrites them. */
  public ByteBuffer pixels(Frame.Pixels frame) {
    byte[] rgb = frame.rgb();
    if (pixels.capacity() != rgb.length) {
      pixels = ByteBuffer.allocateDirect(rgb.length);
    }
    return pixels.clear().put(rgb).clear();
  }

  /** Releases the environment. The memory lives on until the last view of it is gone. */
  public void close() {
    env.close();
  }
}
