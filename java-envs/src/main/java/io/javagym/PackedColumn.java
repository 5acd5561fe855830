package io.javagym;

import com.google.gson.JsonObject;
import io.javagym.spaces.Space;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The column of a space without fixed size. Each row holds where its {@linkplain PackedValues
 * packed} value starts in the heap and how long it is, as two {@code int64}.
 */
final class PackedColumn<T> extends Columns<T> {
  private static final int OFFSET_OFFSET = 0;
  private static final int LENGTH_OFFSET = OFFSET_OFFSET + Long.BYTES;
  private static final int ROW_BYTES = LENGTH_OFFSET + Long.BYTES;

  private final Heap heap;
  private final int offset;
  private ByteBuffer memory = ByteBuffer.allocate(0);

  PackedColumn(BatchLayout layout, Space<T> space, String path, Heap heap) {
    super(space, path);
    this.heap = heap;
    this.offset = layout.take(ROW_BYTES, slice -> this.memory = slice);
  }

  @Override
  public void write(int row, Object value) {
    String explanation = space().explain(value);
    if (explanation != null) {
      throw mismatch(row, explanation);
    }
    PackedValues.Writer writer = new PackedValues.Writer();
    writer.write(space(), value);
    place(row, writer.bytes(), writer.length());
  }

  @Override
  @SuppressWarnings("unchecked") // The packed form of an element of the space reads as one.
  public T read(int row) {
    int from = (int) memory.getLong(row * ROW_BYTES + OFFSET_OFFSET);
    int length = (int) memory.getLong(row * ROW_BYTES + LENGTH_OFFSET);
    if (from < 0 || length < 0 || (long) from + length > heap.bytes().capacity()) {
      throw GymException.invalidArgument(
          "env=%d, %s: offset %d and length %d are outside of the heap of %d bytes"
              .formatted(row, path(), from, length, heap.bytes().capacity()));
    }
    return (T) new PackedValues.Reader(heap.bytes(), from, length).readAll(space(), path());
  }

  /** The packed bytes of a row, to be put back after the heap was cleared. */
  byte[] save(int row) {
    byte[] bytes = new byte[(int) memory.getLong(row * ROW_BYTES + LENGTH_OFFSET)];
    heap.bytes().get((int) memory.getLong(row * ROW_BYTES + OFFSET_OFFSET), bytes);
    return bytes;
  }

  void place(int row, byte[] bytes, int length) {
    int at = heap.append(bytes, length);
    memory.putLong(row * ROW_BYTES + OFFSET_OFFSET, at);
    memory.putLong(row * ROW_BYTES + LENGTH_OFFSET, length);
  }

  @Override
  JsonObject describe() {
    JsonObject json = new JsonObject();
    json.addProperty("kind", "packed");
    json.addProperty("offset", offset);
    return json;
  }

  @Override
  void forEachPacked(Consumer<PackedColumn<?>> action) {
    action.accept(this);
  }
}
