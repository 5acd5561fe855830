package io.javagym;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.javagym.spaces.DType;
import io.javagym.spaces.Space;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One column of fixed-size arrays. */
abstract class ArrayColumn<T> extends Columns<T> {
  private static final ByteBuffer UNBOUND = ByteBuffer.allocate(0);

  private final DType<?> dtype;
  private final int[] shape;
  private final int offset;
  private final int rowBytes;
  private ByteBuffer memory = UNBOUND;

  ArrayColumn(BatchLayout layout, Space<T> space, String path, DType<?> dtype, int... shape) {
    super(space, path);
    this.dtype = dtype;
    this.shape = shape;
    long bytes = BatchLayout.rowBytes(dtype, shape);
    this.offset = layout.take(bytes, slice -> this.memory = slice);
    this.rowBytes = (int) bytes;
  }

  @Override
  public ByteBuffer bytes() {
    return memory.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  final ByteBuffer memory() {
    return memory;
  }

  /** Where a row starts in {@link #memory()}. */
  final int rowOffset(int row) {
    return row * rowBytes;
  }

  @Override
  final void exchange(StateExchange state) {
    if (dtype == DType.BOOL) {
      state.exchangeFlags(memory);
    } else {
      state.exchangeAll(memory);
    }
  }

  @Override
  final JsonObject describe() {
    JsonObject json = new JsonObject();
    json.addProperty("kind", "array");
    json.addProperty("dtype", dtype.numpyName());
    JsonArray sizes = new JsonArray();
    for (int size : shape) {
      sizes.add(size);
    }
    json.add("shape", sizes);
    json.addProperty("offset", offset);
    return json;
  }
}
