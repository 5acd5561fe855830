package io.javagym.client;

import com.google.protobuf.ByteString;
import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.BatchMemory;
import io.javagym.EnvMethod;
import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Warnings;
import io.javagym.doors.JsonValues;
import io.javagym.proto.v1.BatchLayout;
import io.javagym.proto.v1.CallRequest;
import io.javagym.proto.v1.CloseRequest;
import io.javagym.proto.v1.Dtype;
import io.javagym.proto.v1.Failure;
import io.javagym.proto.v1.HelloRequest;
import io.javagym.proto.v1.HelloResponse;
import io.javagym.proto.v1.MakeRequest;
import io.javagym.proto.v1.MakeResponse;
import io.javagym.proto.v1.Method;
import io.javagym.proto.v1.Pixels;
import io.javagym.proto.v1.RenderRequest;
import io.javagym.proto.v1.RenderResponse;
import io.javagym.proto.v1.ResetRequest;
import io.javagym.proto.v1.RestoreRequest;
import io.javagym.proto.v1.RowSeeds;
import io.javagym.proto.v1.Seed;
import io.javagym.proto.v1.SessionRequest;
import io.javagym.proto.v1.SessionResponse;
import io.javagym.proto.v1.SnapshotRequest;
import io.javagym.proto.v1.StepRequest;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Tuple;
import io.javagym.wire.BatchMirror;
import io.javagym.wire.FailureProto;
import io.javagym.wire.SpaceProto;
import java.lang.ref.Cleaner;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One environment or vector environment on the other side, around a batch on this one. */
final class RemoteSession implements AutoCloseable {
  private static final int PROTOCOL_VERSION = 1;
  private static final Duration MOST_FOR_HELLO = Duration.ofSeconds(10);
  private static final Duration MOST_FOR_CLOSE = Duration.ofSeconds(5);
  private static final Cleaner CLEANER = Cleaner.create();

  private final SessionStream stream;
  private final Cleaner.Cleanable dropped;
  private final Duration timeout;
  private final Batch batch;
  private final BatchMirror mirror;
  private final List<Method> methods;
  private final String id;
  private final boolean hasSnapshots;
  private long maxMessageBytes = 1 << 20; // Until the other side says how much it takes.
  private long lastId;
  private boolean closed;

  /**
   * Opens a session and makes an environment.
   *
   * @param make what is to be made
   * @param mode when rows go on by themselves
   * @param memory of this side's batch
   */
  RemoteSession(
      SessionStream stream,
      Duration timeout,
      MakeRequest make,
      AutoresetMode mode,
      BatchMemory memory) {
    this.stream = stream;
    this.timeout = timeout;
    this.dropped = CLEANER.register(this, stream.canceller());
    try {
      send(SessionRequest.newBuilder().setHello(hello()));
      send(SessionRequest.newBuilder().setMake(make));
      HelloResponse greeting = receive(shorter(MOST_FOR_HELLO), "hello", lastId - 1).getHello();
      MakeResponse made = receive(timeout, "make", lastId).getMake();
      stream.carries("the session with " + make.getId());
      this.maxMessageBytes = greeting.getMaxMessageBytes();
      this.batch = batch(made, mode, memory);
      this.mirror = new BatchMirror(batch);
      requireLayout(make.getId(), made.getLayout());
      this.methods = made.getMethodsList();
      this.id = make.getId();
      this.hasSnapshots = made.getHasSnapshots();
    } catch (RuntimeException e) {
      dropped.clean();
      throw e;
    }
  }

  private static HelloRequest hello() {
    String version = RemoteSession.class.getPackage().getImplementationVersion();
    return HelloRequest.newBuilder()
        .setProtocolVersion(PROTOCOL_VERSION)
        .setClient(
            "javagym%s, Java %s"
                .formatted(version == null ? "" : " " + version, Runtime.version().feature()))
        .build();
  }

  private static Batch batch(MakeResponse made, AutoresetMode mode, BatchMemory memory) {
    BatchLayout layout = made.getLayout();
    Batch.Builder form =
        Batch.builder(
                layout.getNumEnvs(),
                SpaceProto.fromProto(made.getObservationSpace()),
                SpaceProto.fromProto(made.getActionSpace()))
            .info((Dict) SpaceProto.fromProto(made.getInfoSpace()))
            .autoreset(mode)
            .memory(memory);
    if (layout.getPlainRows()) {
      form = form.plainRows();
    } else if (layout.getReward().getDtype() == Dtype.DTYPE_FLOAT32) {
      form = form.reward32();
    }
    return form.build();
  }

  /** Both sides lay out a batch by one rule, so that regions cross as they are. */
  private void requireLayout(String id, BatchLayout theirs) {
    if (!theirs.equals(mirror.layout())) {
      throw new RefusedException(
          ("the other side lays out the batch of %s otherwise than this one, %d bytes and %d:"
                  + " use one version of javagym on both sides")
              .formatted(id, theirs.getMemoryBytes(), mirror.layout().getMemoryBytes()));
    }
  }

  Batch batch() {
    return batch;
  }

  /** What can be called by name on a row. */
  Map<String, EnvMethod> methods(int row) {
    Map<String, EnvMethod> callable = new LinkedHashMap<>();
    for (Method method : methods) {
      callable.put(
          method.getName(),
          EnvMethod.packed(
              (Tuple) SpaceProto.fromProto(method.getParameters()),
              SpaceProto.fromProto(method.getResult()),
              method.getConstant(),
              arguments -> call(row, method.getName(), arguments)));
    }
    return callable;
  }

  private byte[] call(int row, String name, byte[] arguments) {
    CallRequest.Builder request =
        CallRequest.newBuilder()
            .setRow(row)
            .setName(name)
            .setArguments(ByteString.copyFrom(arguments));
    return ask(SessionRequest.newBuilder().setCall(request), name)
        .getCall()
        .getResult()
        .toByteArray();
  }

  /** Starts an episode in each row from one seed. */
  void reset(@Nullable BigInteger seed, Map<String, Object> options) {
    ResetRequest.Builder request = reset(options);
    if (seed != null) {
      request.setSeed(seed(seed));
    }
    reset(request);
  }

  /** Starts an episode in the rows of a mask; each array entry may be missing. */
  void reset(
      @Nullable List<? extends @Nullable BigInteger> seeds,
      Map<String, Object> options,
      boolean @Nullable [] mask) {
    ResetRequest.Builder request = reset(options);
    if (seeds != null) {
      RowSeeds.Builder rows = RowSeeds.newBuilder();
      for (BigInteger seed : seeds) {
        rows.addSeeds(seed == null ? Seed.getDefaultInstance() : seed(seed));
      }
      request.setRowSeeds(rows);
    }
    if (mask != null) {
      byte[] bytes = new byte[mask.length];
      for (int row = 0; row < mask.length; row++) {
        bytes[row] = (byte) (mask[row] ? 1 : 0);
      }
      request.setMask(ByteString.copyFrom(bytes));
    }
    reset(request);
  }

  private static Seed seed(BigInteger seed) {
    if (seed.signum() < 0) {
      throw GymException.invalidArgument(
          "seed is %d, expected a non-negative integer of any size".formatted(seed));
    }
    return Seed.newBuilder().setDigits(seed.toString()).build();
  }

  private static ResetRequest.Builder reset(Map<String, Object> options) {
    return ResetRequest.newBuilder()
        .setOptionsJson(options.isEmpty() ? "" : JsonValues.toJson(options).toString());
  }

  private void reset(ResetRequest.Builder request) {
    mirror.load(ask(SessionRequest.newBuilder().setReset(request), "reset").getReset().getOutput());
  }

  /** Takes the actions in the batch. */
  void step() {
    StepRequest.Builder request = StepRequest.newBuilder().addInputs(mirror.actions());
    mirror.load(ask(SessionRequest.newBuilder().setStep(request), "step").getStep().getOutputs(0));
  }

  /** All that the other side's session is now. */
  byte[] snapshot() {
    requireSnapshots();
    return ask(
            SessionRequest.newBuilder().setSnapshot(SnapshotRequest.getDefaultInstance()),
            "snapshot")
        .getSnapshot()
        .getState()
        .toByteArray();
  }

  /** Has the other side become what a snapshot tells, and the batch with it. */
  void restore(byte[] snapshot) {
    requireSnapshots();
    RestoreRequest.Builder request =
        RestoreRequest.newBuilder().setState(ByteString.copyFrom(snapshot));
    mirror.load(
        ask(SessionRequest.newBuilder().setRestore(request), "restore").getRestore().getOutput());
  }

  private void requireSnapshots() {
    if (!hasSnapshots) {
      throw new GymException(
          GymException.Code.UNSUPPORTED, "%s has no snapshots where it is served".formatted(id));
    }
  }

  /** What a row looks like now. */
  @Nullable Frame render(int row) {
    RenderRequest.Builder request = RenderRequest.newBuilder().setRow(row);
    RenderResponse frame =
        ask(SessionRequest.newBuilder().setRender(request), "render").getRender();
    return switch (frame.getFrameCase()) {
      case TEXT -> new Frame.Text(frame.getText());
      case PIXELS -> {
        Pixels pixels = frame.getPixels();
        yield new Frame.Pixels(
            pixels.getWidth(), pixels.getHeight(), pixels.getRgb().toByteArray());
      }
      case FRAME_NOT_SET -> null;
    };
  }

  private SessionResponse ask(SessionRequest.Builder request, String doing) {
    if (closed) {
      throw new GymException(GymException.Code.CLOSED, doing + " after the environment was closed");
    }
    send(request);
    return receive(timeout, doing, lastId);
  }

  private void send(SessionRequest.Builder request) {
    SessionRequest built = request.setRequestId(lastId + 1).build();
    if (built.getSerializedSize() > maxMessageBytes) {
      throw GymException.invalidArgument(
          "the request has %d bytes, and the server allows messages of %d (--max-message-bytes)"
              .formatted(built.getSerializedSize(), maxMessageBytes));
    }
    lastId++;
    stream.send(built);
  }

  private SessionResponse receive(Duration limit, String doing, long requestId) {
    SessionResponse response = stream.receive(limit, doing);
    response.getWarningsList().forEach(Warnings::warn);
    if (response.hasFailure()) {
      Failure failure = response.getFailure();
      throw FailureProto.toException(
          failure,
          failure.getStackTrace().isEmpty() ? null : new RemoteStackTrace(failure.getStackTrace()));
    }
    if (response.getRequestId() != requestId) {
      stream.cancel();
      throw new ConnectionLostException(
          "the other side answered request %d, expected %d"
              .formatted(response.getRequestId(), requestId));
    }
    return response;
  }

  private Duration shorter(Duration most) {
    return timeout.compareTo(most) < 0 ? timeout : most;
  }

  /** Releases the environment. A server that is gone is no error here. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      send(SessionRequest.newBuilder().setClose(CloseRequest.getDefaultInstance()));
      receive(shorter(MOST_FOR_CLOSE), "close", lastId);
      stream.finish();
    } catch (ConnectionLostException | RefusedException | RemoteTimeoutException e) {
      // What was to be released is gone already, or will be when the stream is.
    } finally {
      dropped.clean();
    }
  }
}
