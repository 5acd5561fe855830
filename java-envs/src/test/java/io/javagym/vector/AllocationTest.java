package io.javagym.vector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.javagym.Gym;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import java.lang.management.ManagementFactory;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step of a batch-native environment makes no object, whichever thread takes it. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static long allocatedBytes() {
    long[] ids =
        IntStream.concat(
                Workers.alive().stream().mapToInt(thread -> (int) thread.getId()),
                IntStream.of((int) Thread.currentThread().getId()))
            .asLongStream()
            .toArray();
    long sum = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(ids)) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void stepsOfManyCartsMakeNothing(int numThreads) {
    VectorSettings settings =
        VectorSettings.of(8192).withMaxEpisodeSteps(30).withNumThreads(numThreads);
    try (VectorEnv carts = Gym.makeVector(Gym.spec("CartPole-v1"), settings, Map.of())) {
      carts.reset(0);
      LongBuffer actions = carts.batch().action().bytes().asLongBuffer();
      for (int i = 0; i < actions.capacity(); i++) {
        actions.put(i, i % 3 % 2);
      }
      // The threads start and find their scratch memory, and the code is compiled.
      step(carts, 300);
      long nothing = allocatedBytes();
      nothing = allocatedBytes() - nothing; // what the measurement itself makes
      long before = allocatedBytes();
      step(carts, 300);
      assertThat(allocatedBytes() - before - nothing).isLessThan(300);
    }
  }

  private static void step(VectorEnv envs, int times) {
    for (int i = 0; i < times; i++) {
      envs.step();
    }
  }
}
