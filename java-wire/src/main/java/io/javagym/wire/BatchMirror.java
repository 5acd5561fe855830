package io.javagym.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.javagym.Batch;
import io.javagym.proto.v1.BatchLayout;
import io.javagym.proto.v1.Input;
import io.javagym.proto.v1.Output;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A client's batch, which has the form of the server's: sends what is in its action columns, and
 * takes in what the server's holds. {@link BatchTransfer} is the other side.
 */
public final class BatchMirror {
  private final Batch batch;
  private final BatchLayout layout;
  private final List<PackedCells> actionCells = new ArrayList<>();

  /** Moves the contents of this batch. */
  public BatchMirror(Batch batch) {
    this.batch = batch;
    this.layout = LayoutProto.of(batch);
    PackedCells.collect(layout.getAction(), PackedCells.ALWAYS, actionCells);
  }

  /** Where everything lies. */
  public BatchLayout layout() {
    return layout;
  }

  /** The actions, as a view of the batch's memory where they have a fixed size. */
  public Input actions() {
    if (actionCells.isEmpty()) {
      return Input.newBuilder()
          .setActions(UnsafeByteOperations.unsafeWrap(batch.actionBytes()))
          .build();
    }
    HeapGatherer gatherer = new HeapGatherer(batch, batch.actionHeap(0));
    ByteString actions =
        gatherer.gather(batch.actionBytes(), layout.getActionRegion().getBegin(), actionCells);
    return Input.newBuilder().setActions(actions).setHeap(gatherer.bytes()).build();
  }

  /**
   * Takes in what the server's batch holds.
   *
   * @throws IllegalArgumentException if its regions have other sizes than this one's
   */
  public void load(Output output) {
    copy("outputs", output.getOutputs(), batch.outputBytes());
    if (output.getFinals().isEmpty()) {
      for (int row = 0; row < batch.numEnvs(); row++) {
        batch.hasFinal(row, false);
      }
    } else {
      copy("finals", output.getFinals(), batch.finalBytes());
    }
    if (!output.getHeap().isEmpty()) {
      ByteBuffer heap = batch.outputHeap(output.getHeap().size()).duplicate();
      output.getHeap().copyTo(heap.clear());
    }
  }

  private static void copy(String what, ByteString bytes, ByteBuffer region) {
    if (bytes.size() != region.remaining()) {
      throw new IllegalArgumentException(
          "%s has %d bytes, expected %d".formatted(what, bytes.size(), region.remaining()));
    }
    bytes.copyTo(region);
  }
}
