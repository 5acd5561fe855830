package io.javagym.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.GymException;
import io.javagym.GymException.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * The test of an environment: what it opens is closed. The contract that every environment keeps is
 * tested by the module of conformance.
 */
public abstract class EnvTest {
  private final String id;
  private final Map<String, @Nullable Object> kwargs;
  private final List<Env<Object, Object>> opened = new ArrayList<>();

  /** The test of an environment with these arguments. */
  protected EnvTest(String id, Map<String, @Nullable Object> kwargs) {
    this.id = id;
    this.kwargs = kwargs;
  }

  /** The environment under test, closed after the test. */
  protected final Env<Object, Object> open() {
    return open(Map.of());
  }

  /** The environment under test with more arguments. */
  protected final Env<Object, Object> open(Map<String, ? extends @Nullable Object> more) {
    Map<String, @Nullable Object> all = new HashMap<>(kwargs);
    all.putAll(more);
    Env<Object, Object> env = Gym.make(id, all);
    opened.add(env);
    return env;
  }

  @AfterEach
  final void closeAll() {
    opened.forEach(Env::close);
  }

  /** That a call fails with an error of a kind whose message holds these texts. */
  protected static void assertFails(ThrowingCallable call, Code code, String... texts) {
    assertThatExceptionOfType(GymException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.getMessage()).contains(texts));
  }
}
