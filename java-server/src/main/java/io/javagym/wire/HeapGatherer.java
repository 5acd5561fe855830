package io.javagym.wire;

import com.google.protobuf.ByteString;
import io.javagym.Batch;
import java.nio.ByteBuffer;

/** Puts the values of a batch's heap one after the other. */
final class HeapGatherer {
  private final ByteBuffer heap;
  private final ByteString.Output gathered = ByteString.newOutput();
  private long gatheredBytes;

  HeapGatherer(Batch batch) {
    this.heap = batch.outputHeap();
  }

  /** Appends the value of a cell and has the cell say where it is now. */
  void move(ByteBuffer cells, int at, boolean present) {
    int from = (int) cells.getLong(at);
    int length = present ? (int) cells.getLong(at + Long.BYTES) : 0;
    cells.putLong(at, length == 0 ? 0 : gatheredBytes);
    cells.putLong(at + Long.BYTES, length);
    if (length > 0) {
      byte[] value = new byte[length];
      heap.get(from, value);
      gathered.write(value, 0, length);
      gatheredBytes += length;
    }
  }

  ByteString bytes() {
    return gathered.toByteString();
  }
}
