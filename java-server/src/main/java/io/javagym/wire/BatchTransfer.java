package io.javagym.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.javagym.Batch;
import io.javagym.GymException;
import io.javagym.proto.v1.BatchLayout;
import io.javagym.proto.v1.Columns;
import io.javagym.proto.v1.DictColumn;
import io.javagym.proto.v1.InfoField;
import io.javagym.proto.v1.Input;
import io.javagym.proto.v1.Output;
import io.javagym.proto.v1.Region;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves a batch's contents into messages and out of them. Columns go as they are. Of the heap, in
 * which each cell has some room to spare, only the values that are there now go, one after the
 * other.
 */
public final class BatchTransfer {
  private static final int CELL_BYTES = 2 * Long.BYTES;

  private final Batch batch;
  private final BatchLayout layout;
  private final List<Cells> outputCells;
  private final List<Cells> finalCells;
  private final boolean hasFinals;

  /** A column of cells in the heap; {@code presentOffset} is that of their bytes, -1 for always. */
  private record Cells(int offset, long presentOffset) {}

  /** Moves the contents of this batch. */
  public BatchTransfer(Batch batch) {
    this.batch = batch;
    this.layout = LayoutProto.of(batch);
    this.outputCells = new ArrayList<>();
    collect(layout.getObservation(), -1, outputCells);
    collect(layout.getInfoList(), outputCells);
    this.finalCells = new ArrayList<>();
    if (layout.hasFinalObservation()) {
      collect(layout.getFinalObservation(), layout.getFinalPresentOffset(), finalCells);
      collect(layout.getFinalInfoList(), finalCells);
    }
    this.hasFinals = layout.hasFinalObservation();
  }

  /** Where everything lies. */
  public BatchLayout layout() {
    return layout;
  }

  /** The bytes of an output's columns. */
  public long outputBytes() {
    return size(layout.getOutputRegion()) + size(layout.getFinalRegion());
  }

  /**
   * Takes actions in.
   *
   * @throws GymException if they are not as many bytes as the layout says
   */
  public void write(Input input) {
    long expected = size(layout.getActionRegion());
    if (input.getActions().size() != expected) {
      throw GymException.invalidArgument(
          "actions has %d bytes, expected the action region of %d bytes"
              .formatted(input.getActions().size(), expected));
    }
    ByteString heap = input.getHeap();
    if (!heap.isEmpty()) {
      ByteBuffer room = batch.actionHeap(heap.size()).duplicate();
      heap.copyTo(room.clear());
    }
    input.getActions().copyTo(batch.actionBytes());
  }

  /**
   * What the last call gave.
   *
   * @param copied whether the output is to outlive the next call; else it may be a view of the
   *     batch's memory
   */
  public Output read(boolean copied) {
    Output.Builder output = Output.newBuilder();
    boolean finals = hasFinals && anyFinal();
    if (outputCells.isEmpty() && finalCells.isEmpty()) {
      output.setOutputs(bytes(batch.outputBytes(), copied));
      if (finals) {
        output.setFinals(bytes(batch.finalBytes(), copied));
      }
      return output.build();
    }
    HeapGatherer gatherer = new HeapGatherer(batch);
    output.setOutputs(
        gathered(gatherer, batch.outputBytes(), layout.getOutputRegion(), outputCells));
    if (finals) {
      output.setFinals(gathered(gatherer, batch.finalBytes(), layout.getFinalRegion(), finalCells));
    }
    return output.setHeap(gatherer.bytes()).build();
  }

  private static ByteString bytes(ByteBuffer memory, boolean copied) {
    return copied ? ByteString.copyFrom(memory) : UnsafeByteOperations.unsafeWrap(memory);
  }

  private boolean anyFinal() {
    for (int row = 0; row < batch.numEnvs(); row++) {
      if (batch.hasFinal(row)) {
        return true;
      }
    }
    return false;
  }

  /** A copy of a region whose cells say where their values lie in the gathered heap. */
  private ByteString gathered(
      HeapGatherer gatherer, ByteBuffer memory, Region region, List<Cells> columns) {
    byte[] copy = new byte[memory.remaining()];
    memory.get(copy);
    ByteBuffer cells = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    for (Cells column : columns) {
      for (int row = 0; row < batch.numEnvs(); row++) {
        boolean present =
            column.presentOffset < 0 || batch.memory().get((int) column.presentOffset + row) != 0;
        int at = (int) (column.offset - region.getBegin()) + row * CELL_BYTES;
        gatherer.move(cells, at, present);
      }
    }
    return UnsafeByteOperations.unsafeWrap(copy);
  }

  private static void collect(List<InfoField> fields, List<Cells> cells) {
    for (InfoField field : fields) {
      collect(field.getColumns(), field.getPresentOffset(), cells);
    }
  }

  private static void collect(Columns columns, long presentOffset, List<Cells> cells) {
    switch (columns.getKindCase()) {
      case TUPLE ->
          columns.getTuple().getItemsList().forEach(item -> collect(item, presentOffset, cells));
      case DICT -> {
        for (DictColumn field : columns.getDict().getFieldsList()) {
          collect(field.getColumns(), presentOffset, cells);
        }
      }
      case PACKED -> cells.add(new Cells((int) columns.getPacked().getOffset(), presentOffset));
      case ARRAY, KIND_NOT_SET -> {}
    }
  }

  private static long size(Region region) {
    return region.getEnd() - region.getBegin();
  }
}
