package io.javagym;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.javagym.spaces.DType;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Space;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What goes into and comes out of a {@link VectorEnv}: flat columns in one piece of direct memory.
 * Every door moves a batch and nothing else, so every environment has the same trajectory through
 * every door.
 *
 * <p>This class alone knows where a column lies; {@link #describe()} tells it to the other side of
 * a door. Memory is little-endian, columns start at multiples of 64 bytes, and a column holds its
 * rows one after the other. Values without fixed size lie in two heaps, one for actions and one for
 * all else.
 */
public final class Batch implements Snapshottable {
  /** The header: how often the output heap was replaced by a larger one, {@code int64}. */
  private static final int HEAP_GENERATION_OFFSET = 0;

  private static final int HEADER_BYTES = HEAP_GENERATION_OFFSET + Long.BYTES;

  private final int numEnvs;
  private final Space<?> observationSpace;
  private final Space<?> actionSpace;
  private final Dict infoSpace;
  private final Heap outputHeap;
  private final Heap actionHeap;
  private final Columns<?> action;
  private final Columns<?> observation;
  private final InfoColumns info;
  private final @Nullable Columns<?> finalObservation;
  private final @Nullable InfoColumns finalInfo;
  private final DType<?> rewardType;
  private final boolean plainRows;
  private final int actionStart;
  private final int outputStart;
  private final int finalStart;
  private final int end;
  private final int rewardOffset;
  private final int terminatedOffset;
  private final int truncatedOffset;
  private final int finalPresentOffset;
  private final boolean packed;
  private final ByteBuffer memory;

  private Batch(Builder builder) {
    this.numEnvs = builder.numEnvs;
    this.observationSpace = builder.observationSpace;
    this.actionSpace = builder.actionSpace;
    this.infoSpace = builder.infoSpace;
    this.rewardType = builder.rewardType;
    this.plainRows = builder.plainRows;
    this.outputHeap = new Heap(builder.source, BatchMemory.Part.OUTPUT_HEAP);
    this.actionHeap = new Heap(builder.source, BatchMemory.Part.ACTION_HEAP);
    BatchLayout layout = new BatchLayout(numEnvs, HEADER_BYTES);
    this.actionStart = layout.next();
    this.action = layout.columns(actionSpace, "action", actionHeap);
    int packedActions = layout.packedColumns();
    this.outputStart = layout.next();
    this.observation = layout.columns(observationSpace, "observation", outputHeap);
    this.rewardOffset = layout.take(rewardType.itemBytes(), slice -> {});
    this.terminatedOffset = layout.take(1, slice -> {});
    this.truncatedOffset = layout.take(1, slice -> {});
    this.info = new InfoColumns(layout, infoSpace, "info", outputHeap);
    int afterOutputs = layout.next();
    if (builder.withFinal) {
      this.finalPresentOffset = layout.take(1, slice -> {});
      this.finalObservation = layout.columns(observationSpace, "final_observation", outputHeap);
      this.finalInfo =
          plainRows ? null : new InfoColumns(layout, infoSpace, "final_info", outputHeap);
    } else {
      this.finalPresentOffset = 0;
      this.finalObservation = null;
      this.finalInfo = null;
    }
    this.packed = layout.packedColumns() > packedActions;
    this.memory = layout.bind(builder.source);
    this.end = memory.capacity();
    this.finalStart = Math.min(afterOutputs, end); // nothing may come after the outputs
    // Read by the other side of a door after its call has returned; the call orders the accesses.
    outputHeap.onGrowth(() -> memory.putLong(HEAP_GENERATION_OFFSET, outputHeap.generation()));
  }

  /** A batch of so many rows of these spaces. */
  public static Builder builder(int numEnvs, Space<?> observationSpace, Space<?> actionSpace) {
    return new Builder(numEnvs, observationSpace, actionSpace);
  }

  /** How many rows there are. */
  public int numEnvs() {
    return numEnvs;
  }

  /** The space of one row's observation. */
  public Space<?> observationSpace() {
    return observationSpace;
  }

  /** The space of one row's action. */
  public Space<?> actionSpace() {
    return actionSpace;
  }

  /** The fields that one row's info may hold. */
  public Dict infoSpace() {
    return infoSpace;
  }

  /** What the caller writes before a step. */
  public Columns<?> action() {
    return action;
  }

  /** What the rows see. */
  public Columns<?> observation() {
    return observation;
  }

  /** What the rows tell beside it. */
  public InfoColumns info() {
    return info;
  }

  /** The last observation of the rows for which {@link #hasFinal} holds. */
  public Columns<?> finalObservation() {
    if (finalObservation == null) {
      throw new IllegalStateException("only a batch for AutoresetMode.SAME_STEP has final columns");
    }
    return finalObservation;
  }

  /** The last info of the rows for which {@link #hasFinal} holds. */
  public InfoColumns finalInfo() {
    if (finalInfo == null) {
      throw new IllegalStateException(
          "only a batch for AutoresetMode.SAME_STEP, and not one of plain rows, has final info");
    }
    return finalInfo;
  }

  /** Whether a row's episode ended in this step and the next one began in it. */
  public boolean hasFinal(int row) {
    return finalObservation != null && memory.get(finalPresentOffset + row) != 0;
  }

  /**
   * Sets what {@link #hasFinal(int)} tells; a row that has no final values loses its final info.
   */
  public void hasFinal(int row, boolean value) {
    if (finalObservation != null) {
      memory.put(finalPresentOffset + row, (byte) (value ? 1 : 0));
    }
    if (finalInfo != null && !value) {
      finalInfo.clear(row);
    }
  }

  /** Whether the rows are plain; see {@link Builder#plainRows}. */
  public boolean plainRows() {
    return plainRows;
  }

  /** A row's reward. */
  public double reward(int row) {
    if (rewardType == DType.FLOAT64) {
      return memory.getDouble(rewardOffset + row * Double.BYTES);
    }
    return rewardType == DType.FLOAT32
        ? memory.getFloat(rewardOffset + row * Float.BYTES)
        : memory.getInt(rewardOffset + row * Integer.BYTES);
  }

  /** Whether a row's episode reached a terminal state. */
  public boolean terminated(int row) {
    return memory.get(terminatedOffset + row) != 0;
  }

  /** Whether a row's episode was cut off. */
  public boolean truncated(int row) {
    return memory.get(truncatedOffset + row) != 0;
  }

  /** The rewards of all rows, for one that writes whole columns: float64, float32 or int32. */
  public ByteBuffer rewardBytes() {
    return column(rewardOffset, rewardType.itemBytes());
  }

  /** What {@link #terminated(int)} tells of all rows, a byte each, 0 or 1. */
  public ByteBuffer terminatedBytes() {
    return column(terminatedOffset, 1);
  }

  /** What {@link #truncated(int)} tells of all rows, a byte each, 0 or 1. */
  public ByteBuffer truncatedBytes() {
    return column(truncatedOffset, 1);
  }

  private ByteBuffer column(int offset, int itemBytes) {
    return memory.slice(offset, numEnvs * itemBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Sets a row's reward and flags. */
  public void outcome(int row, double reward, boolean terminated, boolean truncated) {
    if (rewardType == DType.FLOAT64) {
      memory.putDouble(rewardOffset + row * Double.BYTES, reward);
    } else if (rewardType == DType.FLOAT32) {
      memory.putFloat(rewardOffset + row * Float.BYTES, (float) reward);
    } else {
      memory.putInt(rewardOffset + row * Integer.BYTES, (int) reward);
    }
    memory.put(terminatedOffset + row, (byte) (terminated ? 1 : 0));
    memory.put(truncatedOffset + row, (byte) (truncated ? 1 : 0));
  }

  /**
   * The action of a row.
   *
   * @throws GymException of code {@link GymException.Code#INVALID_ACTION} if it is not one: a
   *     number out of range or NaN. A box's finite bounds are not checked here, since environments
   *     clip.
   */
  public Object readAction(int row) {
    return ActionCheck.checked(action, row);
  }

  /** All columns, little-endian. */
  public ByteBuffer memory() {
    return memory;
  }

  /** The columns that a caller writes before a step, in one piece: the action. */
  public ByteBuffer actionBytes() {
    return slice(actionStart, outputStart);
  }

  /** The columns that a step writes, in one piece: observation, reward, flags, info. */
  public ByteBuffer outputBytes() {
    return slice(outputStart, finalStart);
  }

  /** What {@link AutoresetMode#SAME_STEP} adds, in one piece; empty in other modes. */
  public ByteBuffer finalBytes() {
    return slice(finalStart, end);
  }

  /** The values without fixed size of everything but actions. */
  public ByteBuffer outputHeap() {
    return outputHeap.bytes();
  }

  /** The same with room for at least so many bytes, for one that fills the batch from outside. */
  public ByteBuffer outputHeap(int neededBytes) {
    outputHeap.reserve(neededBytes);
    return outputHeap.bytes();
  }

  /** The values without fixed size of actions, with room for at least so many bytes. */
  public ByteBuffer actionHeap(int neededBytes) {
    actionHeap.reserve(neededBytes);
    return actionHeap.bytes();
  }

  /** Passes what {@code reset} and {@code step} wrote. The actions are the caller's. */
  @Override
  public void exchangeState(StateExchange state) {
    state.exchangeFixed("num_envs", numEnvs);
    observation.exchange(state);
    state.exchangeAll(column(rewardOffset, rewardType.itemBytes()));
    state.exchangeFlags(column(terminatedOffset, 1));
    state.exchangeFlags(column(truncatedOffset, 1));
    info.exchange(state);
    if (finalObservation != null) {
      state.exchangeFlags(column(finalPresentOffset, 1));
      finalObservation.exchange(state);
    }
    if (finalInfo != null) {
      finalInfo.exchange(state);
    }
  }

  /** Where everything lies, as JSON; its form is in docs/protocol.md. */
  public String describe() {
    JsonObject json = new JsonObject();
    json.addProperty("num_envs", numEnvs);
    json.addProperty("bytes", memory.capacity());
    json.addProperty("packed", packed);
    json.addProperty("plain_rows", plainRows);
    json.addProperty("heap_generation_offset", HEAP_GENERATION_OFFSET);
    json.add("regions", regions());
    json.add("action", action.describe());
    json.add("observation", observation.describe());
    json.addProperty("reward_dtype", rewardType.numpyName());
    json.addProperty("reward_offset", rewardOffset);
    json.addProperty("terminated_offset", terminatedOffset);
    json.addProperty("truncated_offset", truncatedOffset);
    json.add("info", info.describe());
    if (finalObservation != null) {
      json.addProperty("final_present_offset", finalPresentOffset);
      json.add("final_observation", finalObservation.describe());
    }
    if (finalInfo != null) {
      json.add("final_info", finalInfo.describe());
    }
    return json.toString();
  }

  /** Where the pieces that a door moves begin and end. */
  private JsonObject regions() {
    JsonObject json = new JsonObject();
    json.add("action", range(actionStart, outputStart));
    json.add("output", range(outputStart, finalStart));
    json.add("final", range(finalStart, end));
    return json;
  }

  private static JsonArray range(int from, int to) {
    JsonArray json = new JsonArray();
    json.add(from);
    json.add(to);
    return json;
  }

  private ByteBuffer slice(int from, int to) {
    return memory.slice(from, to - from).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Builds a {@link Batch}. */
  public static final class Builder {
    private final int numEnvs;
    private final Space<?> observationSpace;
    private final Space<?> actionSpace;
    private Dict infoSpace = Dict.EMPTY;
    private DType<?> rewardType = DType.FLOAT64;
    private boolean plainRows;
    private boolean withFinal;
    private BatchMemory source = BatchMemory.DIRECT;

    private Builder(int numEnvs, Space<?> observationSpace, Space<?> actionSpace) {
      if (numEnvs < 1) {
        throw GymException.invalidArgument(
            "num_envs is %d, expected at least 1".formatted(numEnvs));
      }
      this.numEnvs = numEnvs;
      this.observationSpace = observationSpace;
      this.actionSpace = actionSpace;
    }

    /** Declares info fields. */
    public Builder info(Dict space) {
      this.infoSpace = space;
      return this;
    }

    /** Keeps rewards as {@code float32}, as Gymnasium's batch-native environments do. */
    public Builder reward32() {
      this.rewardType = DType.FLOAT32;
      return this;
    }

    /**
     * Rows as in ale-py's vector environment: rewards are int32; every info field is there in every
     * row at all times, so that the other side is told no masks, and a row that ends keeps no final
     * info; a reset from one seed counts only the rows of its mask.
     */
    public Builder plainRows() {
      this.plainRows = true;
      this.rewardType = DType.INT32;
      return this;
    }

    /** Adds the final columns where the mode needs them. */
    public Builder autoreset(AutoresetMode mode) {
      this.withFinal = mode == AutoresetMode.SAME_STEP;
      return this;
    }

    /** Takes memory from elsewhere than {@link BatchMemory#DIRECT}. */
    public Builder memory(BatchMemory source) {
      this.source = source;
      return this;
    }

    /** The batch, with its memory. */
    public Batch build() {
      return new Batch(this);
    }
  }
}
