package io.javagym.wrappers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.javagym.Env;
import io.javagym.EpisodesEnv;
import io.javagym.Step;
import io.javagym.StubEnv;
import io.javagym.spaces.Sampler;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  @Test
  void theLastStepOfTheLimitIsTruncated() {
    Env<float[], Long> env = new TimeLimit<>(new StubEnv(), 3);
    for (int episode = 0; episode < 2; episode++) {
      env.reset(0);
      assertThat(env.step(0L).truncated()).isFalse();
      assertThat(env.step(0L).truncated()).isFalse();
      assertThat(env.step(0L).truncated()).isTrue();
      assertThat(env.step(0L).truncated()).isTrue();
    }
  }

  @Test
  void anEpisodeThatTerminatesAtTheLimitIsBoth() {
    Env<float[], Long> env = new TimeLimit<>(new StubEnv().terminatingAt(2), 2);
    env.reset(0);
    Step<float[]> first = env.step(1L);
    Step<float[]> last = env.step(1L);

    assertThat(first.done()).isFalse();
    assertThat(last.terminated()).isTrue();
    assertThat(last.truncated()).isTrue();
    assertThat(last.observation()).containsExactly(3);
    assertThat(last.reward()).isEqualTo(1);
  }

  @Test
  void anEpisodeThatTerminatesBeforeTheLimitIsNotTruncated() {
    Env<float[], Long> env = new TimeLimit<>(new StubEnv().terminatingAt(1), 2);
    env.reset(0);
    Step<float[]> step = env.step(0L);

    assertThat(step.terminated()).isTrue();
    assertThat(step.truncated()).isFalse();
  }

  /** What the environment says of termination is never changed, and of truncation only added to. */
  @Test
  void terminationAndTruncationNeverMerge() {
    int limit = 6;
    EpisodesEnv inner = new EpisodesEnv();
    Env<Map<String, Object>, Long> limited = new TimeLimit<>(new EpisodesEnv(), limit);
    Sampler<Long> actions = inner.actionSpace().sampler(3);
    inner.reset(7);
    limited.reset(7);
    int elapsedSteps = 0;
    for (int i = 0; i < 2000; i++) {
      long action = actions.sample();
      Step<Map<String, Object>> expected = inner.step(action);
      Step<Map<String, Object>> step = limited.step(action);
      elapsedSteps++;
      assertThat(step.terminated()).isEqualTo(expected.terminated());
      assertThat(step.truncated()).isEqualTo(expected.truncated() || elapsedSteps >= limit);
      assertThat(step.reward()).isEqualTo(expected.reward());
      assertThat(step.info()).isEqualTo(expected.info());
      if (step.done()) {
        inner.reset();
        limited.reset();
        elapsedSteps = 0;
      }
    }
  }

  @Test
  void aLimitOfNoStepsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimeLimit<>(new StubEnv(), 0))
        .withMessage("maxEpisodeSteps is 0, expected at least 1");
  }

  @Test
  void allElsePassesThrough() {
    StubEnv inner = new StubEnv();
    Env<float[], Long> env = new TimeLimit<>(inner, 1);

    assertThat(env.observationSpace()).isSameAs(inner.observationSpace());
    assertThat(env.actionSpace()).isSameAs(inner.actionSpace());
    assertThat(env.infoSpace()).isSameAs(inner.infoSpace());
    assertThat(env.renderMode()).isSameAs(inner.renderMode());
    assertThat(env.unwrapped()).isSameAs(inner);
    assertThat(env.render()).hasToString("0\n");
    env.close();
    assertThat(inner.calls()).containsExactly("close");
  }
}
