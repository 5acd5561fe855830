package io.javagym.server;

import com.google.protobuf.ByteString;
import io.javagym.BatchMemory;
import io.javagym.Gym;
import io.javagym.VectorEnv;
import io.javagym.proto.v1.AutoresetMode;
import io.javagym.proto.v1.CallRequest;
import io.javagym.proto.v1.CloseRequest;
import io.javagym.proto.v1.HelloRequest;
import io.javagym.proto.v1.Input;
import io.javagym.proto.v1.MakeRequest;
import io.javagym.proto.v1.RenderRequest;
import io.javagym.proto.v1.ResetRequest;
import io.javagym.proto.v1.RowSeeds;
import io.javagym.proto.v1.Seed;
import io.javagym.proto.v1.SessionRequest;
import io.javagym.proto.v1.StepRequest;
import io.javagym.proto.v1.VectorSettings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What clients send that are broken or mean ill. */
final class RequestArbitraries {
  private static final List<String> IDS =
      List.of("FrozenLake-v1", "CartPole-v1", "Blackjack-v1", "CartPool-v1", "", "../x", "a/b-v1");
  private static final List<String> JSON =
      List.of(
          "",
          "{}",
          "{\"is_slippery\": false}",
          "{\"render_mode\": \"ansi\"}",
          "{\"map_name\": \"4x4\"}",
          "{\"a\": NaN}",
          "{\"a\": [[[{}]]]}",
          "{\"path\": \"/etc/passwd\"}",
          "[1",
          "{\"a\": 1e99999}",
          "{".repeat(5000),
          "[".repeat(5000),
          "null");

  private static final List<byte[]> SNAPSHOTS = snapshots();

  private RequestArbitraries() {}

  /** Requests of all kinds with values that fit, nearly fit or don't. */
  static Arbitrary<SessionRequest> requests() {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(1, hellos()),
        net.jqwik.api.Tuple.of(1, makes()),
        net.jqwik.api.Tuple.of(4, resets()),
        net.jqwik.api.Tuple.of(8, steps()),
        net.jqwik.api.Tuple.of(1, Arbitraries.just(Requests.snapshot())),
        net.jqwik.api.Tuple.of(2, restores()),
        net.jqwik.api.Tuple.of(1, others()));
  }

  /** Whole sessions: mostly a hello and a make, then anything. */
  static Arbitrary<List<SessionRequest>> sequences() {
    Arbitrary<SessionRequest> hello =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(9, Arbitraries.just(Requests.hello())),
            net.jqwik.api.Tuple.of(1, requests()));
    Arbitrary<SessionRequest> make =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(9, makes()), net.jqwik.api.Tuple.of(1, requests()));
    return Combinators.combine(hello, make, requests().list().ofMaxSize(20))
        .as(
            (first, second, rest) -> {
              List<SessionRequest> all = new ArrayList<>(List.of(first, second));
              all.addAll(rest);
              return all;
            });
  }

  /** Bytes of nothing, and of requests that were damaged. */
  static Arbitrary<byte[]> messages() {
    Arbitrary<byte[]> garbage = Arbitraries.bytes().array(byte[].class).ofMaxSize(64);
    Arbitrary<byte[]> damaged =
        Combinators.combine(requests(), Arbitraries.longs())
            .as((request, seed) -> damaged(request.toByteArray(), new SplittableRandom(seed)));
    return Arbitraries.oneOf(garbage, damaged);
  }

  private static byte[] damaged(byte[] bytes, SplittableRandom random) {
    int faults = random.nextInt(4);
    for (int i = 0; i < faults && bytes.length > 0; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0 && bytes.length > 0
        ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length))
        : bytes;
  }

  private static Arbitrary<SessionRequest> hellos() {
    return Arbitraries.of(1, 1, 1, 0, 2, -1)
        .map(
            version ->
                SessionRequest.newBuilder()
                    .setHello(
                        HelloRequest.newBuilder()
                            .setProtocolVersion(version)
                            .setClient("\u001b[31m\n" + "x".repeat(1000)))
                    .build());
  }

  private static Arbitrary<SessionRequest> makes() {
    Arbitrary<Integer> numEnvs = Arbitraries.of(1, 3, 0, -1, 1000, Integer.MAX_VALUE);
    Arbitrary<AutoresetMode> modes =
        Arbitraries.of(
            AutoresetMode.AUTORESET_MODE_UNSPECIFIED,
            AutoresetMode.AUTORESET_MODE_SAME_STEP,
            AutoresetMode.AUTORESET_MODE_DISABLED);
    return Combinators.combine(
            Arbitraries.of(IDS), Arbitraries.of(JSON), numEnvs.injectNull(0.5), modes)
        .as(
            (id, json, rows, mode) -> {
              MakeRequest.Builder make = MakeRequest.newBuilder().setId(id).setKwargsJson(json);
              if (rows != null) {
                make.setVector(VectorSettings.newBuilder().setNumEnvs(rows).setAutoresetMode(mode));
              }
              return SessionRequest.newBuilder().setMake(make).build();
            });
  }

  private static Arbitrary<SessionRequest> resets() {
    Arbitrary<Seed> seeds =
        Arbitraries.of("", "0", "7", "-1", "x", "9".repeat(100), "9".repeat(5000), "\u0663")
            .map(digits -> Seed.newBuilder().setDigits(digits).build());
    return Combinators.combine(
            seeds,
            seeds.list().ofMaxSize(4),
            Arbitraries.integers().between(0, 3),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(4),
            Arbitraries.of(JSON))
        .as(
            (seed, rows, kind, mask, json) -> {
              ResetRequest.Builder reset = ResetRequest.newBuilder().setOptionsJson(json);
              if (kind == 1) {
                reset.setSeed(seed);
              } else if (kind == 2) {
                reset.setRowSeeds(RowSeeds.newBuilder().addAllSeeds(rows));
              } else if (kind == 3) {
                reset.setMask(ByteString.copyFrom(mask));
              }
              return SessionRequest.newBuilder().setReset(reset).build();
            });
  }

  private static Arbitrary<SessionRequest> steps() {
    Arbitrary<Input> good = Arbitraries.longs().between(-1, 4).map(a -> Requests.input(a).build());
    Arbitrary<Input> bad =
        Combinators.combine(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(200),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(50))
            .as(
                (actions, heap) ->
                    Input.newBuilder()
                        .setActions(ByteString.copyFrom(actions))
                        .setHeap(ByteString.copyFrom(heap))
                        .build());
    Arbitrary<Input> inputs =
        Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(5, good), net.jqwik.api.Tuple.of(1, bad));
    return Combinators.combine(inputs.list().ofMaxSize(3), Arbitraries.of(false, true))
        .as(
            (list, chained) ->
                SessionRequest.newBuilder()
                    .setStep(StepRequest.newBuilder().addAllInputs(list).setChained(chained))
                    .build());
  }

  /** Snapshots as they were taken, and such that were damaged and given a checksum that fits. */
  private static Arbitrary<SessionRequest> restores() {
    return Combinators.combine(Arbitraries.of(SNAPSHOTS), Arbitraries.longs())
        .as(
            (snapshot, seed) -> {
              byte[] state = damaged(snapshot.clone(), new SplittableRandom(seed));
              if (seed % 8 != 0 && state.length > Integer.BYTES) {
                sign(state);
              }
              return Requests.restore(ByteString.copyFrom(state));
            });
  }

  private static List<byte[]> snapshots() {
    List<byte[]> snapshots = new ArrayList<>();
    snapshots.add(new byte[9]);
    snapshots.add(new byte[] {'j', 'g', 'S', '1', 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0});
    for (String id : List.of("FrozenLake-v1", "CartPole-v1", "Blackjack-v1")) {
      for (VectorEnv env :
          List.of(
              Gym.makeSingle(Gym.spec(id), BatchMemory.DIRECT, Map.of()), Gym.makeVector(id, 3))) {
        env.reset(1);
        snapshots.add(env.snapshot());
        env.close();
      }
    }
    return snapshots;
  }

  /** Ends a snapshot with the checksum of what is before. */
  private static void sign(byte[] state) {
    int end = state.length - Integer.BYTES;
    CRC32 crc = new CRC32();
    crc.update(state, 0, end);
    ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN).putInt(end, (int) crc.getValue());
  }

  private static Arbitrary<SessionRequest> others() {
    return Arbitraries.of(
        SessionRequest.getDefaultInstance(),
        SessionRequest.newBuilder().setRender(RenderRequest.newBuilder().setRow(-1)).build(),
        SessionRequest.newBuilder().setRender(RenderRequest.getDefaultInstance()).build(),
        SessionRequest.newBuilder().setCall(CallRequest.newBuilder().setName("close")).build(),
        SessionRequest.newBuilder().setClose(CloseRequest.getDefaultInstance()).build());
  }
}
