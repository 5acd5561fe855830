package io.javagym.envs;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.Env;
import io.javagym.EpisodesEnv;
import io.javagym.Gym;
import io.javagym.GymException;
import io.javagym.GymException.Code;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.Warnings;
import io.javagym.spaces.Sampler;
import io.javagym.vector.SyncVectorEnv;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;

/**
 * Snapshots by someone who means ill, with a checksum that is right: whatever they hold, they are
 * refused and change nothing, or the environment goes on in some way of its own.
 */
class SnapshotFuzzTest {
  private static final int MAGIC_BYTES = Integer.BYTES;
  private static final int CHECKSUM_BYTES = Integer.BYTES;
  private static final byte[] EDGES = {0, 1, 2, 3, 127, -128, -1};

  private static final Map<String, byte[]> SNAPSHOTS = new HashMap<>();

  /** What is odd about a state is no news here. */
  private final Consumer<String> receiver = Warnings.setReceiver(warning -> {});

  @AfterProperty
  void restoreReceiver() {
    Warnings.setReceiver(receiver);
  }

  @Provide
  static Arbitrary<String> anyId() {
    List<String> ids = new ArrayList<>();
    new BuiltInEnvs().specs().forEach(spec -> ids.add(spec.id()));
    return Arbitraries.of(ids);
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void whatASnapshotHoldsIsRefusedOrLivedWith(
      @ForAll("anyId") String id,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int changes) {
    try (Env<Object, Object> env = Gym.make(id)) {
      byte[] snapshot = SNAPSHOTS.computeIfAbsent(id, SnapshotFuzzTest::snapshot);
      env.restore(snapshot);
      byte[] hostile = changed(snapshot, new Random(seed), changes);
      try {
        env.restore(hostile);
      } catch (GymException e) {
        assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(env.snapshot()).isEqualTo(snapshot);
      }
      goOn(env);
    }
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void soIsWhatASnapshotOfRowsHolds(
      @ForAll AutoresetMode mode,
      @ForAll boolean carts,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int changes) {
    VectorSettings settings = VectorSettings.of(3).withMaxEpisodeSteps(5);
    try (VectorEnv env =
        carts
            ? Gym.makeVector(Gym.spec("CartPole-v1"), settings, Map.of())
            : new SyncVectorEnv(settings.withAutoresetMode(mode), true, EpisodesEnv::new)) {
      env.reset(seed >>> 1);
      step(env, 3);
      byte[] snapshot = env.snapshot();
      try {
        env.restore(changed(snapshot, new Random(seed), changes));
      } catch (GymException e) {
        assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(env.snapshot()).isEqualTo(snapshot);
      }
      try {
        read(env.batch());
        step(env, 10);
      } catch (GymException e) {
        // Of a value that never was, there can be no bytes.
        assertThat(e.code()).isIn(Code.RESET_NEEDED, Code.INVALID_ARGUMENT);
      }
      env.reset(5);
      step(env, 1);
    }
  }

  private static void step(VectorEnv env, int steps) {
    for (int i = 0; i < steps; i++) {
      if (env.autoresetMode() == AutoresetMode.DISABLED && i > 0) {
        env.reset(null, Map.of());
      }
      for (int row = 0; row < env.numEnvs(); row++) {
        env.batch().action().write(row, 0L);
      }
      env.step();
    }
  }

  private static void read(Batch batch) {
    for (int row = 0; row < batch.numEnvs(); row++) {
      assertThat(batch.observation().read(row)).isNotNull();
      assertThat(batch.info().read(row)).isNotNull();
      if (batch.hasFinal(row)) {
        assertThat(batch.finalObservation().read(row)).isNotNull();
        assertThat(batch.finalInfo().read(row)).isNotNull();
      }
    }
  }

  private static byte[] snapshot(String id) {
    try (Env<Object, Object> env = Gym.make(id)) {
      Sampler<Object> actions = env.actionSpace().sampler(1);
      env.reset(1);
      int steps = 0;
      while (steps < 60 && !env.step(actions.sample()).done()) {
        steps++;
      }
      return env.snapshot();
    }
  }

  /** Other bytes in some places, a piece taken out, or some bytes put in. */
  private static byte[] changed(byte[] snapshot, Random random, int changes) {
    byte[] bytes = snapshot.clone();
    for (int i = 0; i < changes; i++) {
      int at = MAGIC_BYTES + random.nextInt(bytes.length - MAGIC_BYTES - CHECKSUM_BYTES);
      bytes[at] =
          random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : (byte) random.nextInt();
    }
    if (random.nextInt(10) == 0) {
      int at = MAGIC_BYTES + random.nextInt(bytes.length - MAGIC_BYTES - CHECKSUM_BYTES);
      int length = random.nextInt(20) - 10;
      byte[] other = new byte[Math.max(MAGIC_BYTES + CHECKSUM_BYTES, bytes.length + length)];
      System.arraycopy(bytes, 0, other, 0, Math.min(at, other.length));
      for (int i = at; i < other.length; i++) {
        other[i] = bytes[Math.max(0, Math.min(bytes.length - 1, i - length))];
      }
      bytes = other;
    }
    return withChecksum(bytes);
  }

  private static byte[] withChecksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length - CHECKSUM_BYTES);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(bytes.length - CHECKSUM_BYTES, (int) crc.getValue());
    return bytes;
  }

  /** A call may be refused, as that of a step before the first reset; a reset puts all right. */
  private static void goOn(Env<Object, Object> env) {
    Sampler<Object> actions = env.actionSpace().sampler(2);
    try {
      int steps = 0;
      while (steps < 20 && !env.step(actions.sample()).done()) {
        steps++;
      }
    } catch (GymException e) {
      assertThat(e.code()).isEqualTo(Code.RESET_NEEDED);
    }
    env.reset(5);
    env.step(actions.sample());
  }
}
