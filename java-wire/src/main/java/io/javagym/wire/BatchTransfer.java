package io.javagym.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.javagym.Batch;
import io.javagym.GymException;
import io.javagym.proto.v1.BatchLayout;
import io.javagym.proto.v1.Input;
import io.javagym.proto.v1.Output;
import io.javagym.proto.v1.Region;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves a batch's contents into messages and out of them. Columns go as they are. Of the heap, in
 * which each cell has some room to spare, only the values that are there now go, one after the
 * other.
 */
public final class BatchTransfer {
  private final Batch batch;
  private final BatchLayout layout;
  private final List<PackedCells> outputCells;
  private final List<PackedCells> finalCells;
  private final boolean hasFinals;

  /** Moves the contents of this batch. */
  public BatchTransfer(Batch batch) {
    this.batch = batch;
    this.layout = LayoutProto.of(batch);
    this.outputCells = new ArrayList<>();
    PackedCells.collect(layout.getObservation(), PackedCells.ALWAYS, outputCells);
    PackedCells.collect(layout.getInfoList(), outputCells);
    this.finalCells = new ArrayList<>();
    if (layout.hasFinalObservation()) {
      PackedCells.collect(layout.getFinalObservation(), layout.getFinalPresentOffset(), finalCells);
      PackedCells.collect(layout.getFinalInfoList(), finalCells);
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
    HeapGatherer gatherer = new HeapGatherer(batch, batch.outputHeap());
    output.setOutputs(
        gatherer.gather(batch.outputBytes(), layout.getOutputRegion().getBegin(), outputCells));
    if (finals) {
      output.setFinals(
          gatherer.gather(batch.finalBytes(), layout.getFinalRegion().getBegin(), finalCells));
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

  private static long size(Region region) {
    return region.getEnd() - region.getBegin();
  }
}
