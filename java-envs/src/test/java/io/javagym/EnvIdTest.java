package io.javagym;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.GymException.Code;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvIdTest {
  @ParameterizedTest
  @CsvSource({
    "CartPole-v1, , CartPole, 1",
    "CartPole, , CartPole, ",
    "java/CartPole-v1, java, CartPole, 1",
    "my:team-x/A.b:c_d-e-v12, my:team-x, A.b:c_d-e, 12",
    "Half-v, , Half-v, ",
    "Half-v1a, , Half-v1a, ",
    "Two-v1-v2, , Two-v1, 2",
    "-v3, , -v3, ",
  })
  void anIdHasNamespaceNameAndVersion(
      String id, @Nullable String namespace, String name, @Nullable Integer version) {
    EnvId parsed = EnvId.parse(id);

    assertThat(parsed).isEqualTo(new EnvId(namespace, name, version));
    assertThat(parsed).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "a/", "/a-v1", "a/b/c-v1", "a b-v1", "a-v1 ", "\u00e9-v1", "a\n"})
  void whatIsNoIdIsAnErrorThatSaysTheForm(String id) {
    assertFails(
        () -> EnvId.parse(id),
        Code.INVALID_ARGUMENT,
        "'" + id + "'",
        "expected [namespace/]name[-vN]");
  }

  @Test
  void anotherVersionIsAnotherId() {
    assertThat(EnvId.parse("a/b-v1").withVersion(2)).hasToString("a/b-v2");
    assertThat(EnvId.parse("a/b-v1").withVersion(null)).hasToString("a/b");
  }
}
