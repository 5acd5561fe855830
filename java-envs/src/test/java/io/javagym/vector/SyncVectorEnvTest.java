package io.javagym.vector;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.AutoresetMode;
import io.javagym.EpisodesEnv;
import io.javagym.GymException.Code;
import io.javagym.StubEnv;
import io.javagym.VectorSettings;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SyncVectorEnvTest {
  private final List<StubEnv> stubs = new ArrayList<>();
  private final SyncVectorEnv vector = vector(AutoresetMode.NEXT_STEP);

  private SyncVectorEnv vector(AutoresetMode mode) {
    stubs.clear();
    return new SyncVectorEnv(
        VectorSettings.of(3).withAutoresetMode(mode),
        () -> {
          stubs.add(new StubEnv());
          return stubs.get(stubs.size() - 1);
        });
  }

  @AfterEach
  void close() {
    vector.close();
  }

  private List<List<String>> calls() {
    return stubs.stream().map(StubEnv::calls).toList();
  }

  @Test
  void aSeedIsThatOfRowZeroAndTheOthersFollow() {
    vector.reset(BigInteger.TWO.pow(64).subtract(BigInteger.ONE), Map.of());

    assertThat(calls())
        .containsExactly(
            List.of("reset 18446744073709551615"),
            List.of("reset 18446744073709551616"),
            List.of("reset 18446744073709551617"));
  }

  @Test
  void eachRowMayHaveASeedOfItsOwnOrNone() {
    vector.reset(Arrays.asList(BigInteger.TEN, null, BigInteger.ONE), Map.of(), null);
    vector.reset(null, Map.of());

    assertThat(calls())
        .containsExactly(
            List.of("reset 10", "reset null"),
            List.of("reset null", "reset null"),
            List.of("reset 1", "reset null"));
  }

  @Test
  void aNegativeSeedIsRefusedBeforeAnyRowIsReset() {
    vector.reset(0);

    assertFails(
        () -> vector.reset(-1), Code.INVALID_ARGUMENT, "seed is -1, expected a non-negative");
    assertFails(
        () ->
            vector.reset(
                List.of(BigInteger.ONE, BigInteger.ONE, BigInteger.TEN.negate()), Map.of(), null),
        Code.INVALID_ARGUMENT,
        "seed is -10",
        "env=2");
    assertThat(calls()).containsExactly(List.of("reset 0"), List.of("reset 1"), List.of("reset 2"));
    vector.step();
  }

  @Test
  void aMaskResetsItsRowsAndLeavesTheOthersAsTheyAre() {
    vector.reset(0);
    vector.batch().action().write(0, 1);
    vector.step();
    vector.reset(null, Map.of(), new boolean[] {false, true, false});

    assertThat(calls())
        .containsExactly(
            List.of("reset 0", "step 1"),
            List.of("reset 1", "step 0", "reset null"),
            List.of("reset 2", "step 0"));
    assertThat(vector.batch().observation().read(0)).isEqualTo(new float[] {2});
    assertThat(vector.batch().reward(0)).isEqualTo(1);
    assertThat(vector.batch().observation().read(1)).isEqualTo(new float[] {3});
  }

  @Test
  void aMaskBeforeTheFirstResetOfAllIsAnError() {
    assertFails(
        () -> vector.reset(null, Map.of(), new boolean[] {true, false, true}),
        Code.RESET_NEEDED,
        "env=1");
    assertThat(calls()).allSatisfy(calls -> assertThat(calls).isEmpty());
    vector.reset(null, Map.of(), new boolean[] {true, true, true});
    vector.step();
  }

  @Test
  void seedsAndMasksOfAnotherLengthAreErrors() {
    assertFails(
        () -> vector.reset(List.of(BigInteger.ONE), Map.of(), null),
        Code.INVALID_ARGUMENT,
        "seeds has length 1, expected num_envs=3");
    assertFails(
        () -> vector.reset(null, Map.of(), new boolean[4]),
        Code.INVALID_ARGUMENT,
        "mask has length 4, expected num_envs=3");
  }

  @Test
  void aStepBeforeTheFirstResetIsAnErrorThatMovesNothing() {
    assertFails(vector::step, Code.RESET_NEEDED, "step before the first reset", "env=0");
    assertThat(calls()).allSatisfy(calls -> assertThat(calls).isEmpty());
  }

  @Test
  void aBadActionNamesItsRowAndMovesNothing() {
    vector.reset(0);
    vector.batch().actionBytes().putLong(2 * Long.BYTES, 7);

    assertFails(vector::step, Code.INVALID_ACTION, "env=2, action=7, expected 0 <= action < 2");
    assertThat(calls()).allSatisfy(calls -> assertThat(calls).hasSize(1));
    vector.batch().action().write(2, 1);
    vector.step();
    assertThat(calls()).allSatisfy(calls -> assertThat(calls).hasSize(2));
  }

  @Test
  void nextStepDoesNotLookAtTheActionOfARowThatItResets() {
    vector.reset(0);
    stubs.get(1).terminatingAt(1);
    vector.step();
    vector.batch().actionBytes().putLong(Long.BYTES, 7);
    vector.step();

    assertThat(stubs.get(1).calls()).containsExactly("reset 1", "step 0", "reset null");
    assertThat(vector.batch().terminated(1)).isFalse();
  }

  @Test
  void disabledStepsNoRowBeyondTheEndOfItsEpisode() {
    try (SyncVectorEnv disabled = vector(AutoresetMode.DISABLED)) {
      stubs.get(2).terminatingAt(1);
      disabled.reset(0);
      disabled.step();

      assertFails(
          disabled::step, Code.RESET_NEEDED, "step after the end of an episode: env=2", "DISABLED");
      assertThat(calls()).allSatisfy(calls -> assertThat(calls).hasSize(2));
      disabled.reset(null, Map.of(), new boolean[] {false, false, true});
      disabled.step();
    }
  }

  @Test
  void useAfterCloseIsAnErrorAndClosingAgainIsNothing() {
    vector.reset(0);
    vector.close();
    vector.close();

    assertFails(vector::step, Code.CLOSED, "step after the vector environment was closed");
    assertFails(() -> vector.reset(0), Code.CLOSED, "reset after");
    assertFails(vector::render, Code.CLOSED, "render after");
    assertThat(calls()).allSatisfy(calls -> assertThat(calls).endsWith("close").hasSize(2));
  }

  @Test
  void everyRowIsRendered() {
    vector.reset(0);
    vector.reset(null, Map.of(), new boolean[] {false, false, true});

    assertThat(vector.render()).extracting(String::valueOf).containsExactly("1\n", "1\n", "2\n");
  }

  @Test
  void aThousandRowsTakeTheMemoryOfTheirColumnsAndNoMoreWithTime() {
    int numEnvs = 1000;
    try (SyncVectorEnv many = new SyncVectorEnv(VectorSettings.of(numEnvs), EpisodesEnv::new)) {
      many.reset(0);
      // 8 action, 12 + 16 observation, 8 + 2 outcome, 8 + 16 + 8 + 3 info.
      assertThat(many.batch().memory().capacity()).isBetween(81 * numEnvs, 82 * numEnvs);
      for (int i = 0; i < 100; i++) {
        many.step();
      }
      // A word of 40 characters takes 64 bytes, a note of 9 takes 16.
      ByteBuffer heap = many.batch().outputHeap();
      assertThat(heap.capacity()).isLessThanOrEqualTo(2 * (16 + 32 + 64 + 16) * numEnvs);
      for (int i = 0; i < 100; i++) {
        many.step();
      }
      assertThat(many.batch().outputHeap()).isSameAs(heap);
    }
  }
}
