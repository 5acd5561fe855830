package io.javagym;

import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.MultiBinary;
import io.javagym.spaces.MultiDiscrete;
import io.javagym.spaces.Space;
import io.javagym.spaces.Tuple;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Deals out a batch's memory. Columns are first asked for, which fixes their offsets, and then
 * bound to the memory when its size is known.
 */
final class BatchLayout {
  /** Columns start at multiples of a cache line, so that no two share one. */
  private static final int ALIGNMENT_BYTES = 64;

  /** What one direct buffer can hold, less room to align it. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 2 * ALIGNMENT_BYTES;

  private final int numEnvs;
  private final List<Consumer<ByteBuffer>> bindings = new ArrayList<>();
  private long usedBytes;
  private int packedColumns;

  BatchLayout(int numEnvs, int headerBytes) {
    this.numEnvs = numEnvs;
    this.usedBytes = headerBytes;
  }

  int numEnvs() {
    return numEnvs;
  }

  void countPacked() {
    packedColumns++;
  }

  /** How many columns so far keep their values on a heap. */
  int packedColumns() {
    return packedColumns;
  }

  /** Where the next column will start. */
  int next() {
    return (int) aligned(usedBytes);
  }

  /** Takes a column of {@code rowBytes} for each row; {@code bind} gets its memory later. */
  int take(long rowBytes, Consumer<ByteBuffer> bind) {
    long offset = aligned(usedBytes);
    long length = Math.multiplyExact(rowBytes, numEnvs);
    usedBytes = Math.addExact(offset, length);
    if (usedBytes > MOST_BYTES) {
      throw GymException.invalidArgument(
          "a batch of %d environments needs more than the limit of %d bytes (%d bytes an"
                  .formatted(numEnvs, MOST_BYTES, rowBytes)
              + " environment in one column alone); make fewer environments");
    }
    bindings.add(
        memory ->
            bind.accept(memory.slice((int) offset, (int) length).order(ByteOrder.LITTLE_ENDIAN)));
    return (int) offset;
  }

  /** Takes the columns of a space. */
  @SuppressWarnings("unchecked") // Each branch builds the columns of the space that it matched.
  <T> Columns<T> columns(Space<T> space, String path, Heap heap) {
    Columns<?> columns;
    if (space instanceof Box<?> box) {
      columns = new BoxColumn<>(this, box, path);
    } else if (space instanceof Discrete discrete) {
      columns = new DiscreteColumn(this, discrete, path);
    } else if (space instanceof MultiDiscrete multiDiscrete) {
      columns = new MultiDiscreteColumn(this, multiDiscrete, path);
    } else if (space instanceof MultiBinary multiBinary) {
      columns = new MultiBinaryColumn(this, multiBinary, path);
    } else if (space instanceof Tuple tuple) {
      List<Columns<?>> items = new ArrayList<>();
      for (Space<?> item : tuple.spaces()) {
        items.add(columns(item, path + "[" + items.size() + "]", heap));
      }
      columns = new TupleColumns(tuple, path, items);
    } else if (space instanceof Dict dict) {
      Map<String, Columns<?>> fields = new LinkedHashMap<>();
      dict.spaces()
          .forEach((key, field) -> fields.put(key, columns(field, path + "." + key, heap)));
      columns = new DictColumns(dict, path, fields);
    } else {
      columns = new PackedColumn<>(this, space, path, heap);
    }
    return (Columns<T>) columns;
  }

  /** The bytes of a row of a column. */
  static long rowBytes(DType<?> dtype, int[] shape) {
    long bytes = dtype.itemBytes();
    for (int dimension : shape) {
      bytes = Math.multiplyExact(bytes, (long) dimension);
    }
    return bytes;
  }

  /** Allocates the memory and hands every column its part. */
  ByteBuffer bind(BatchMemory source) {
    // An aligned slice loses up to one alignment at the start, and ends at a multiple of it.
    ByteBuffer memory =
        source
            .allocate(BatchMemory.Part.COLUMNS, (int) aligned(usedBytes) + ALIGNMENT_BYTES)
            .alignedSlice(ALIGNMENT_BYTES)
            .slice(0, (int) usedBytes)
            .order(ByteOrder.LITTLE_ENDIAN);
    bindings.forEach(binding -> binding.accept(memory));
    return memory;
  }

  private static long aligned(long bytes) {
    return (bytes + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
  }
}
