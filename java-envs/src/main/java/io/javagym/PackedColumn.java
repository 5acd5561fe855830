package io.javagym;

import com.google.gson.JsonObject;
import io.javagym.spaces.Space;
import java.nio.ByteBuffer;

/**
 * The column of a space without fixed size. Each row holds where its {@linkplain PackedValues
 * packed} value starts in the heap and how long it is, as two {@code int64}.
 */
final class PackedColumn<T> extends Columns<T> {
  private static final int OFFSET_OFFSET = 0;
  private static final int LENGTH_OFFSET = OFFSET_OFFSET + Long.BYTES;
  private static final int ROW_BYTES = LENGTH_OFFSET + Long.BYTES;
  private static final int LEAST_ROOM_BYTES = 16;
  private static final byte[] NOTHING = {};

  private final Heap heap;
  private final int offset;

  /** How much of the heap each row's cell has, from where its value starts. */
  private final int[] roomBytes;

  private ByteBuffer memory = ByteBuffer.allocate(0);

  PackedColumn(BatchLayout layout, Space<T> space, String path, Heap heap) {
    super(space, path);
    this.heap = heap;
    layout.countPacked();
    this.offset = layout.take(ROW_BYTES, slice -> this.memory = slice);
    this.roomBytes = new int[layout.numEnvs()];
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
    long from = memory.getLong(row * ROW_BYTES + OFFSET_OFFSET);
    long length = memory.getLong(row * ROW_BYTES + LENGTH_OFFSET);
    ByteBuffer bytes = heap.bytes();
    if (from < 0 || length < 0 || from > bytes.capacity() || length > bytes.capacity() - from) {
      throw GymException.invalidArgument(
          "env=%d, %s: offset %d and length %d are outside of the heap of %d bytes"
              .formatted(row, path(), from, length, bytes.capacity()));
    }
    return (T) new PackedValues.Reader(bytes, (int) from, (int) length).readAll(space(), path());
  }

  /** Passes the values and not where they lie: that is this column's own. */
  @Override
  void exchange(StateExchange state) {
    for (int row = 0; row < roomBytes.length; row++) {
      boolean written = state.exchange(memory.getLong(row * ROW_BYTES + LENGTH_OFFSET) > 0);
      if (!written) {
        memory.putLong(row * ROW_BYTES + LENGTH_OFFSET, 0);
        continue;
      }
      byte[] value = state.exchange(state.isRestoring() ? NOTHING : packed(row));
      if (state.isRestoring()) {
        new PackedValues.Reader(ByteBuffer.wrap(value), 0, value.length).readAll(space(), path());
        place(row, value, value.length);
      }
    }
  }

  private byte[] packed(int row) {
    byte[] value = new byte[(int) memory.getLong(row * ROW_BYTES + LENGTH_OFFSET)];
    heap.bytes().get((int) memory.getLong(row * ROW_BYTES + OFFSET_OFFSET), value);
    return value;
  }

  /** Puts a packed value into the row's cell; one that has outgrown its room moves to the end. */
  private void place(int row, byte[] bytes, int length) {
    int at = (int) memory.getLong(row * ROW_BYTES + OFFSET_OFFSET);
    if (length > roomBytes[row]) {
      int room = roomFor(length);
      at = heap.take(room);
      roomBytes[row] = room;
    }
    heap.put(at, bytes, length);
    memory.putLong(row * ROW_BYTES + OFFSET_OFFSET, at);
    memory.putLong(row * ROW_BYTES + LENGTH_OFFSET, length);
  }

  /** The next power of two, so that a value that grows a little at a time seldom moves. */
  private static int roomFor(int length) {
    int highest = Integer.highestOneBit(Math.max(length, LEAST_ROOM_BYTES));
    return highest >= length || highest << 1 < 0 ? Math.max(highest, length) : highest << 1;
  }

  @Override
  JsonObject describe() {
    JsonObject json = new JsonObject();
    json.addProperty("kind", "packed");
    json.addProperty("offset", offset);
    return json;
  }
}
