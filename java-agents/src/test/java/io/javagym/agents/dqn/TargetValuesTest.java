package io.javagym.agents.dqn;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.agents.nn.Activation;
import io.javagym.agents.nn.Architecture;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.nn.Network;
import io.javagym.agents.replay.ReplayBuffer;
import io.javagym.agents.replay.Transitions;
import io.javagym.random.NumpyGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TargetValuesTest {
  private static final Architecture SHAPE = Architecture.mlp(Activation.RELU, 3, 16, 2);

  /** Whatever is added, sampled and changed in between, and in whatever order. */
  @Property(tries = 100)
  void whatIsLookedUpIsWhatTheNetworkSays(
      @ForAll @IntRange(min = 1, max = 30) int capacity,
      @ForAll @IntRange(min = 1, max = 9) int batchSize,
      @ForAll @IntRange(max = 1000) int seed) {
    NumpyGenerator random = NumpyGenerator.seeded(seed);
    Network target = Backend.JAVA.create(SHAPE, random);
    Network witness = Backend.JAVA.create(SHAPE, random);
    TargetValues values = new TargetValues(target, capacity, batchSize);
    ReplayBuffer replay = new ReplayBuffer(capacity, 3, false);
    Transitions batch = new Transitions(batchSize, 3);
    witness.approach(target, 1);
    for (int turn = 0; turn < 60; turn++) {
      float[] next = new float[3];
      for (int i = 0; i < 3; i++) {
        next[i] = (float) random.standardNormal();
      }
      replay.add(next, 0, 0, next, false);
      replay.sample(random, batch);
      if (random.random() < 0.1) {
        target.approach(Backend.JAVA.create(SHAPE, random), 0.5);
        witness.approach(target, 1);
        values.changed();
      }
      float[][] looked = values.of(batch);
      float[][] said = witness.predict(batch.next(), batchSize);
      for (int row = 0; row < batchSize; row++) {
        assertThat(looked[row]).isEqualTo(said[row]);
      }
    }
  }
}
