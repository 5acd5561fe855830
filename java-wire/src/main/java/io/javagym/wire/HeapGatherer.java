package io.javagym.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.javagym.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Puts the values of a batch's heap one after the other. */
final class HeapGatherer {
  private static final int CELL_BYTES = 2 * Long.BYTES;

  private final Batch batch;
  private final ByteBuffer heap;
  private final ByteString.Output gathered = ByteString.newOutput();
  private long gatheredBytes;

  HeapGatherer(Batch batch, ByteBuffer heap) {
    this.batch = batch;
    this.heap = heap;
  }

  /** A copy of a region whose cells say where their values lie in the gathered heap. */
  ByteString gather(ByteBuffer region, long regionBegin, List<PackedCells> columns) {
    byte[] copy = new byte[region.remaining()];
    region.get(copy);
    ByteBuffer cells = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    for (PackedCells column : columns) {
      for (int row = 0; row < batch.numEnvs(); row++) {
        boolean present =
            column.presentOffset() == PackedCells.ALWAYS
                || batch.memory().get((int) column.presentOffset() + row) != 0;
        move(cells, (int) (column.offset() - regionBegin) + row * CELL_BYTES, present);
      }
    }
    return UnsafeByteOperations.unsafeWrap(copy);
  }

  /** Appends the value of a cell and has the cell say where it is now. */
  private void move(ByteBuffer cells, int at, boolean present) {
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
