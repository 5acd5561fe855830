package io.javagym.agents.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.random.NumpyGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReplayBufferTest {

  /** Step i has everything made from i, so that what belongs together can be told. */
  @Property(tries = 200)
  void whatIsSampledIsOneOfTheLastStepsAndWhole(
      @ForAll @IntRange(min = 1, max = 50) int capacity,
      @ForAll @IntRange(min = 1, max = 120) int steps,
      @ForAll boolean bytes) {
    ReplayBuffer replay = new ReplayBuffer(capacity, 2, bytes);
    for (int i = 0; i < steps; i++) {
      replay.add(features(i), i, i / 2f, features(i + 1), i % 3 == 0);
    }
    assertThat(replay.size()).isEqualTo(Math.min(capacity, steps));

    Transitions batch = new Transitions(40, 2);
    replay.sample(NumpyGenerator.seeded(steps), batch);
    for (int row = 0; row < batch.size(); row++) {
      int i = batch.a()[row];
      assertThat(i).isBetween(Math.max(0, steps - capacity), steps - 1);
      assertThat(batch.step()[row]).isEqualTo(i);
      assertThat(batch.s()[row]).isEqualTo(features(i));
      assertThat(batch.next()[row]).isEqualTo(features(i + 1));
      assertThat(batch.r()[row]).isEqualTo(i / 2f);
      assertThat(batch.terminated()[row]).isEqualTo(i % 3 == 0);
    }
  }

  @Test
  void allStepsAreEquallyLikely() {
    ReplayBuffer replay = new ReplayBuffer(10, 2, false);
    for (int i = 0; i < 25; i++) {
      replay.add(features(i), i, 0, features(i), false);
    }
    int draws = 100_000;
    Transitions batch = new Transitions(draws, 2);
    replay.sample(NumpyGenerator.seeded(1), batch);
    int[] counts = new int[25];
    for (int i : batch.a()) {
      counts[i]++;
    }
    double chiSquare = 0;
    for (int i = 15; i < 25; i++) {
      double expected = draws / 10.0;
      chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    assertThat(chiSquare).isLessThan(27.9); // exceeded by one fair run in a thousand
  }

  @Test
  void theCallersArraysAreCopied() {
    ReplayBuffer replay = new ReplayBuffer(1, 2, false);
    float[] s = features(3);
    replay.add(s, 0, 0, s, false);
    s[0] = -1;
    Transitions batch = new Transitions(1, 2);
    replay.sample(NumpyGenerator.seeded(0), batch);
    assertThat(batch.s()[0]).isEqualTo(features(3));
  }

  @Test
  void nothingToSampleAndNoRoomAreErrors() {
    assertThatThrownBy(
            () ->
                new ReplayBuffer(1, 1, false)
                    .sample(NumpyGenerator.seeded(0), new Transitions(1, 1)))
        .hasMessage("the replay buffer is empty; add a step before sampling");
    assertThatThrownBy(() -> new ReplayBuffer(0, 1, false))
        .hasMessage("capacity is 0, expected at least 1");
  }

  /** Bytes over 255, which both ways of keeping them give back as they were. */
  private static float[] features(int i) {
    return new float[] {(i & 0xff) / 255f, (255 - (i & 0xff)) / 255f};
  }
}
