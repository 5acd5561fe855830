package io.javagym.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.EnvSpec;
import io.javagym.Frame;
import io.javagym.Gym;
import io.javagym.GymException;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.doors.JsonValues;
import io.javagym.doors.Session;
import io.javagym.proto.v1.CallRequest;
import io.javagym.proto.v1.CallResponse;
import io.javagym.proto.v1.CloseResponse;
import io.javagym.proto.v1.ErrorCode;
import io.javagym.proto.v1.HelloRequest;
import io.javagym.proto.v1.HelloResponse;
import io.javagym.proto.v1.Input;
import io.javagym.proto.v1.MakeRequest;
import io.javagym.proto.v1.MakeResponse;
import io.javagym.proto.v1.Output;
import io.javagym.proto.v1.Pixels;
import io.javagym.proto.v1.RenderRequest;
import io.javagym.proto.v1.RenderResponse;
import io.javagym.proto.v1.ResetRequest;
import io.javagym.proto.v1.ResetResponse;
import io.javagym.proto.v1.RestoreRequest;
import io.javagym.proto.v1.RestoreResponse;
import io.javagym.proto.v1.Seed;
import io.javagym.proto.v1.SessionRequest;
import io.javagym.proto.v1.SessionResponse;
import io.javagym.proto.v1.SnapshotResponse;
import io.javagym.proto.v1.StepRequest;
import io.javagym.proto.v1.StepResponse;
import io.javagym.wire.BatchTransfer;
import io.javagym.wire.FailureProto;
import io.javagym.wire.MethodProto;
import io.javagym.wire.SpaceProto;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One session from hello to close: the state machine of docs/protocol.md. It knows no network; it
 * is given one request after the other and is used by one thread at a time.
 */
final class EnvironmentSession implements AutoCloseable {
  /** The protocol that this class speaks. */
  static final int PROTOCOL_VERSION = 1;

  /** Room for what a response holds beside its outputs. */
  private static final int ENVELOPE_BYTES = 1024;

  private static final int OUTPUT_ENVELOPE_BYTES = 64;
  private static final int MOST_CLIENT_CHARACTERS = 200;
  private static final Pattern NOT_PRINTABLE = Pattern.compile("[^\\x20-\\x7e]");
  private static final TextSeal SEAL = new TextSeal();
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private static final double MOST_STEP_SECONDS = 1e6;

  private enum State {
    NEW,
    GREETED,
    MADE,
    CLOSED
  }

  private final Offer offer;
  private final SessionLimits limits;
  private final MemoryBudget.Share memory;
  private final String serverName;
  private State state = State.NEW;
  private String client = "";
  private String environmentId = "";
  private @Nullable VectorEnv env;

  /** The same, as every door calls its rows one by one. */
  private @Nullable Session rows;

  private @Nullable BatchTransfer transfer;
  private long rowsStepped;
  private boolean lastFailed;

  EnvironmentSession(Offer offer, SessionLimits limits, MemoryBudget budget, String serverName) {
    this.offer = offer;
    this.limits = limits;
    this.memory = budget.share();
    this.serverName = serverName;
  }

  /** What the client said that it is, fit for a log. */
  String client() {
    return client;
  }

  /** What was made; empty before. */
  String environmentId() {
    return environmentId;
  }

  /** How many rows took a step, over the life of the session. */
  long rowsStepped() {
    return rowsStepped;
  }

  /**
   * Carries a request out. The response may hold views of the batch's memory, which the next
   * request overwrites.
   *
   * @throws SessionEndedException if the request is out of order; the session can only be closed
   *     then
   */
  SessionResponse handle(SessionRequest request) throws SessionEndedException {
    SessionResponse.Builder response =
        SessionResponse.newBuilder().setRequestId(request.getRequestId());
    RequestWarnings.begin();
    try {
      answer(request, response);
    } catch (GymException e) {
      response.setFailure(FailureProto.of(e));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      // What an environment throws is its own affair: the session goes on, as in one process.
      response.setFailure(FailureProto.of(e));
    } finally {
      response.addAllWarnings(RequestWarnings.end());
    }
    lastFailed = response.hasFailure() || response.getStep().hasFailure();
    return response.build();
  }

  private void answer(SessionRequest request, SessionResponse.Builder response)
      throws SessionEndedException {
    SessionRequest.RequestCase kind = request.getRequestCase();
    if (state == State.NEW && kind != SessionRequest.RequestCase.HELLO) {
      throw outOfOrder("the first request of a session is hello, got " + name(kind));
    }
    switch (kind) {
      case HELLO -> response.setHello(hello(request.getHello()));
      case MAKE -> response.setMake(make(request.getMake()));
      case RESET -> response.setReset(reset(request.getReset()));
      case STEP -> {
        if (request.getStep().getChained() && lastFailed) {
          response.setFailure(
              FailureProto.of(
                  ErrorCode.ERROR_CODE_SKIPPED,
                  "step is chained, and the request before it failed"));
        } else {
          response.setStep(step(request.getStep()));
        }
      }
      case RENDER -> response.setRender(render(request.getRender()));
      case CLOSE -> {
        close();
        response.setClose(CloseResponse.getDefaultInstance());
      }
      case CALL -> response.setCall(call(request.getCall()));
      case SNAPSHOT -> response.setSnapshot(snapshot());
      case RESTORE -> response.setRestore(restore(request.getRestore()));
      case REQUEST_NOT_SET ->
          response.setFailure(
              FailureProto.of(
                  ErrorCode.ERROR_CODE_UNIMPLEMENTED,
                  "this server (%s) does not do the request '%s'"
                      .formatted(serverName, name(kind))));
    }
  }

  private HelloResponse hello(HelloRequest request) throws SessionEndedException {
    if (state != State.NEW) {
      throw outOfOrder("hello is the first request of a session and comes once");
    }
    int version = request.getProtocolVersion();
    if (version != PROTOCOL_VERSION) {
      throw new SessionEndedException(
          Status.FAILED_PRECONDITION.withDescription(
              "the client speaks protocol %s and the server (%s) speaks protocol %d: upgrade the %s"
                  .formatted(
                      Integer.toUnsignedString(version),
                      serverName,
                      PROTOCOL_VERSION,
                      Integer.compareUnsigned(version, PROTOCOL_VERSION) > 0
                          ? "server"
                          : "client")));
    }
    client = printable(request.getClient());
    state = State.GREETED;
    return HelloResponse.newBuilder()
        .setProtocolVersion(PROTOCOL_VERSION)
        .setServer(serverName)
        .setMaxMessageBytes(limits.maxMessageBytes())
        .setMaxEnvsPerSession(limits.maxEnvs())
        .build();
  }

  /** What a client says may go to a log: no line breaks, no control sequences, no novel. */
  private static String printable(String text) {
    String start = text.substring(0, Math.min(text.length(), MOST_CLIENT_CHARACTERS));
    return NOT_PRINTABLE.matcher(start).replaceAll("?");
  }

  private MakeResponse make(MakeRequest request) throws SessionEndedException {
    if (state != State.GREETED) {
      throw outOfOrder("a session makes one environment, and this one has made it");
    }
    EnvSpec spec = offer.find(request.getId());
    Map<String, @Nullable Object> kwargs = json("kwargs_json", request.getKwargsJson());
    offer.kwargsRule().check(kwargs);
    VectorEnv made =
        request.hasVector()
            ? Gym.makeVector(spec, settings(request.getVector()), kwargs)
            : Gym.makeSingle(spec, memory, kwargs);
    BatchTransfer moves;
    try {
      moves = new BatchTransfer(made.batch());
      requireRoom(spec, moves);
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
    env = made;
    rows = new Session(made);
    transfer = moves;
    environmentId = spec.id();
    state = State.MADE;
    Batch batch = made.batch();
    MakeResponse.Builder response = MakeResponse.newBuilder();
    made.methods(0)
        .forEach((name, method) -> response.addMethods(MethodProto.toProto(name, method)));
    return response
        .setObservationSpace(SpaceProto.toProto(batch.observationSpace()))
        .setActionSpace(SpaceProto.toProto(batch.actionSpace()))
        .setInfoSpace(SpaceProto.toProto(batch.infoSpace()))
        .setLayout(moves.layout())
        .setHasSnapshots(new Session(made).hasSnapshots())
        .build();
  }

  private VectorSettings settings(io.javagym.proto.v1.VectorSettings request) {
    long numEnvs = Integer.toUnsignedLong(request.getNumEnvs());
    if (numEnvs > limits.maxEnvs()) {
      throw GymException.invalidArgument(
          "num_envs is %d, and the server allows a session at most %d (--max-envs)"
              .formatted(numEnvs, limits.maxEnvs()));
    }
    VectorSettings settings =
        VectorSettings.of((int) numEnvs)
            .withAutoresetMode(mode(request.getAutoresetMode()))
            .withMemory(memory);
    if (request.hasMaxEpisodeSteps()) {
      settings = settings.withMaxEpisodeSteps(request.getMaxEpisodeSteps());
    }
    if (request.hasNumThreads()) {
      long threads = Integer.toUnsignedLong(request.getNumThreads());
      settings = settings.withNumThreads((int) Math.min(threads, settings.numThreads()));
    }
    if (request.hasStepTimeoutSeconds()) {
      settings = settings.withStepTimeout(stepTimeout(request.getStepTimeoutSeconds()));
    }
    return settings;
  }

  private static Duration stepTimeout(double seconds) {
    if (!(seconds > 0 && seconds <= MOST_STEP_SECONDS)) {
      throw GymException.invalidArgument(
          "step_timeout is %s s, expected 0 < step_timeout <= %s"
              .formatted(seconds, MOST_STEP_SECONDS));
    }
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private static AutoresetMode mode(io.javagym.proto.v1.AutoresetMode mode) {
    return switch (mode) {
      case AUTORESET_MODE_UNSPECIFIED, AUTORESET_MODE_NEXT_STEP -> AutoresetMode.NEXT_STEP;
      case AUTORESET_MODE_SAME_STEP -> AutoresetMode.SAME_STEP;
      case AUTORESET_MODE_DISABLED -> AutoresetMode.DISABLED;
      case UNRECOGNIZED ->
          throw GymException.invalidArgument("an autoreset_mode that this server does not know");
    };
  }

  private void requireRoom(EnvSpec spec, BatchTransfer moves) {
    long bytes = moves.outputBytes() + ENVELOPE_BYTES;
    if (bytes > limits.maxMessageBytes()) {
      throw GymException.invalidArgument(
          "what one step of %s gives takes %d bytes, and the server allows messages of %d"
                  .formatted(spec.id(), bytes, limits.maxMessageBytes())
              + " (--max-message-bytes); make fewer environments in a session");
    }
  }

  private ResetResponse reset(ResetRequest request) throws SessionEndedException {
    VectorEnv made = made("reset");
    Map<String, Object> options = options(request.getOptionsJson());
    boolean[] mask = mask(made, request.getMask());
    if (request.hasRowSeeds() || mask != null) {
      made.reset(rowSeeds(made, request), options, mask);
    } else {
      made.reset(request.hasSeed() ? seed(request.getSeed()) : null, options);
    }
    return ResetResponse.newBuilder().setOutput(output(false)).build();
  }

  @SuppressWarnings("NullAway") // Gymnasium's options may hold None, and environments expect it.
  private Map<String, Object> options(String json) {
    Map<String, @Nullable Object> options = json("options_json", json);
    offer.kwargsRule().check(options);
    @SuppressWarnings("unchecked")
    Map<String, Object> given = (Map<String, Object>) (Map<String, ?>) options;
    return given;
  }

  private static @Nullable List<@Nullable BigInteger> rowSeeds(
      VectorEnv made, ResetRequest request) {
    if (!request.hasRowSeeds()) {
      if (request.hasSeed() && seed(request.getSeed()) != null) {
        throw GymException.invalidArgument("a mask goes with row_seeds, got one seed");
      }
      return null;
    }
    List<Seed> seeds = request.getRowSeeds().getSeedsList();
    if (seeds.size() != made.numEnvs()) {
      throw GymException.invalidArgument(
          "row_seeds has %d seeds, expected one for each of num_envs=%d"
              .formatted(seeds.size(), made.numEnvs()));
    }
    List<@Nullable BigInteger> parsed = new ArrayList<>(seeds.size());
    for (Seed seed : seeds) {
      parsed.add(seed(seed));
    }
    return parsed;
  }

  private static @Nullable BigInteger seed(Seed seed) {
    String digits = seed.getDigits();
    if (digits.isEmpty()) {
      return null;
    }
    if (digits.length() > SessionLimits.MAX_SEED_DIGITS || !DIGITS.matcher(digits).matches()) {
      throw GymException.invalidArgument(
          "a seed of %d characters, expected at most %d decimal digits"
              .formatted(digits.length(), SessionLimits.MAX_SEED_DIGITS));
    }
    return new BigInteger(digits);
  }

  private static boolean @Nullable [] mask(VectorEnv made, ByteString bytes) {
    if (bytes.isEmpty()) {
      return null;
    }
    if (bytes.size() != made.numEnvs()) {
      throw GymException.invalidArgument(
          "mask has %d bytes, expected one for each of num_envs=%d"
              .formatted(bytes.size(), made.numEnvs()));
    }
    boolean[] mask = new boolean[bytes.size()];
    for (int row = 0; row < mask.length; row++) {
      mask[row] = bytes.byteAt(row) != 0;
    }
    return mask;
  }

  private StepResponse step(StepRequest request) throws SessionEndedException {
    VectorEnv made = made("step");
    requireInputs(request);
    StepResponse.Builder response = StepResponse.newBuilder();
    boolean copied = request.getInputsCount() > 1;
    long bytes = ENVELOPE_BYTES;
    for (Input input : request.getInputsList()) {
      Output output;
      try {
        transfer().write(input);
        made.step();
        rowsStepped += made.numEnvs();
        output = output(copied);
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
        if (!copied) {
          throw e;
        }
        return response.setFailure(FailureProto.of(e)).build();
      }
      bytes += output.getSerializedSize() + OUTPUT_ENVELOPE_BYTES;
      response.addOutputs(output);
      if (bytes > limits.maxMessageBytes()
          && response.getOutputsCount() < request.getInputsCount()) {
        return response
            .setFailure(
                FailureProto.of(
                    ErrorCode.ERROR_CODE_INVALID_ARGUMENT,
                    "the outputs of %d of %d steps fill a message of %d bytes; ask for fewer at once"
                        .formatted(
                            response.getOutputsCount(),
                            request.getInputsCount(),
                            limits.maxMessageBytes())))
            .build();
      }
    }
    return response.build();
  }

  private void requireInputs(StepRequest request) throws SessionEndedException {
    int count = request.getInputsCount();
    long most =
        (limits.maxMessageBytes() - ENVELOPE_BYTES)
            / (transfer().outputBytes() + OUTPUT_ENVELOPE_BYTES);
    if (count == 0 || (count > 1 && count > most)) {
      throw GymException.invalidArgument(
          "step has %d inputs, expected 1 to %d, whose outputs fit a message of %d bytes"
              .formatted(count, Math.max(1, most), limits.maxMessageBytes()));
    }
  }

  private Output output(boolean copied) throws SessionEndedException {
    Output output = transfer().read(copied);
    if (output.getSerializedSize() > limits.maxMessageBytes() - ENVELOPE_BYTES) {
      throw GymException.invalidArgument(
          "values without fixed size make a message of %d bytes, and the server allows %d"
                  .formatted(output.getSerializedSize(), limits.maxMessageBytes())
              + " (--max-message-bytes)");
    }
    return output;
  }

  private SnapshotResponse snapshot() throws SessionEndedException {
    byte[] state = rows("snapshot").snapshot();
    if (state.length > limits.maxMessageBytes() - ENVELOPE_BYTES) {
      throw GymException.invalidArgument(
          "the snapshot has %d bytes, and the server allows messages of %d (--max-message-bytes)"
              .formatted(state.length, limits.maxMessageBytes()));
    }
    return SnapshotResponse.newBuilder().setState(UnsafeByteOperations.unsafeWrap(state)).build();
  }

  private RestoreResponse restore(RestoreRequest request) throws SessionEndedException {
    rows("restore").restore(request.getState().toByteArray());
    return RestoreResponse.newBuilder().setOutput(output(false)).build();
  }

  private CallResponse call(CallRequest request) throws SessionEndedException {
    byte[] result =
        rows("call")
            .call(request.getRow(), request.getName(), request.getArguments().toByteArray(), SEAL);
    if (result.length > limits.maxMessageBytes() - ENVELOPE_BYTES) {
      throw GymException.invalidArgument(
          "the result of %s has %d bytes, and the server allows messages of %d"
              .formatted(request.getName(), result.length, limits.maxMessageBytes()));
    }
    return CallResponse.newBuilder().setResult(UnsafeByteOperations.unsafeWrap(result)).build();
  }

  private RenderResponse render(RenderRequest request) throws SessionEndedException {
    Frame frame = rows("render").render(request.getRow());
    RenderResponse.Builder response = RenderResponse.newBuilder();
    if (frame instanceof Frame.Text text) {
      response.setText(text.text());
    } else if (frame instanceof Frame.Pixels pixels) {
      response.setPixels(
          Pixels.newBuilder()
              .setHeight(pixels.height())
              .setWidth(pixels.width())
              .setRgb(UnsafeByteOperations.unsafeWrap(pixels.rgb())));
    }
    return response.build();
  }

  /** The environment, for a request that needs one. */
  private VectorEnv made(String request) throws SessionEndedException {
    if (state == State.CLOSED) {
      throw new GymException(
          GymException.Code.CLOSED, request + " after the environment was closed");
    }
    if (env == null) {
      throw outOfOrder("make comes before " + request);
    }
    return env;
  }

  private Session rows(String request) throws SessionEndedException {
    made(request);
    if (rows == null) {
      throw new AssertionError("made without rows");
    }
    return rows;
  }

  private BatchTransfer transfer() {
    if (transfer == null) {
      throw new AssertionError("made without a transfer");
    }
    return transfer;
  }

  private static Map<String, @Nullable Object> json(String field, String text) {
    if (text.length() > SessionLimits.MAX_JSON_CHARACTERS) {
      throw GymException.invalidArgument(
          "%s has %d characters, and the server reads at most %d"
              .formatted(field, text.length(), SessionLimits.MAX_JSON_CHARACTERS));
    }
    return JsonValues.parseObject(text.isEmpty() ? null : text);
  }

  private static SessionEndedException outOfOrder(String message) {
    return new SessionEndedException(Status.FAILED_PRECONDITION.withDescription(message));
  }

  private static String name(SessionRequest.RequestCase kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Releases the environment and its memory. Closing twice is harmless. */
  @Override
  public void close() {
    state = State.CLOSED;
    VectorEnv made = env;
    env = null;
    rows = null;
    transfer = null;
    try {
      if (made != null) {
        made.close();
      }
    } finally {
      memory.close();
    }
  }
}
