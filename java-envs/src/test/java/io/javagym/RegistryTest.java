package io.javagym;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.GymException.Code;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
  private final Registry registry = new Registry();

  private EnvSpec register(String id) {
    EnvSpec spec = EnvSpec.builder(id, kwargs -> new StubEnv()).build();
    registry.register(spec);
    return spec;
  }

  @Test
  void anIdWithoutVersionIsTheNewest() {
    register("Lake-v2");
    EnvSpec newest = register("Lake-v10");
    register("Lake-v9");
    EnvSpec other = register("team/Lake-v11");

    assertThat(registry.find("Lake")).isSameAs(newest);
    assertThat(registry.find("Lake-v9").id()).isEqualTo("Lake-v9");
    assertThat(registry.find("team/Lake")).isSameAs(other);
  }

  @Test
  void anOlderVersionThatIsNotThereIsDeprecated() {
    register("Lake-v1");
    register("Lake-v3");

    assertFails(
        () -> registry.find("Lake-v2"),
        Code.DEPRECATED_ENV,
        "version v2 of 'Lake' is deprecated; use 'Lake-v3'");
  }

  @Test
  void aNewerVersionThatIsNotThereIsNotFound() {
    register("team/Lake-v3");

    assertFails(
        () -> registry.find("team/Lake-v4"),
        Code.VERSION_NOT_FOUND,
        "version v4 of 'team/Lake' not found; use 'team/Lake-v3'");
  }

  @Test
  void anIdWithoutVersionsHasNone() {
    EnvSpec lake = register("Lake");

    assertThat(registry.find("Lake")).isSameAs(lake);
    assertFails(() -> registry.find("Lake-v0"), Code.VERSION_NOT_FOUND, "use 'Lake'");
  }

  @Test
  void anUnknownNameIsAnErrorThatSuggestsAndLists() {
    register("FrozenLake-v1");
    register("team/CartPole-v1");

    assertFails(
        () -> registry.find("FrozenLak-v1"),
        Code.NAME_NOT_FOUND,
        "environment 'FrozenLak-v1' not found (did you mean 'FrozenLake'?)",
        "known: FrozenLake-v1, team/CartPole-v1");
    // What is known in another namespace is not meant.
    assertFails(() -> registry.find("CartPole-v1"), Code.NAME_NOT_FOUND, "not found; known");
    assertFails(() -> registry.find("team/FrozenLake-v1"), Code.NAME_NOT_FOUND, "not found; known");
  }

  @Test
  void anUnknownNamespaceIsAnErrorThatSuggests() {
    register("team/Lake-v1");

    assertFails(
        () -> registry.find("tean/Lake-v1"),
        Code.NAMESPACE_NOT_FOUND,
        "namespace 'tean' of 'tean/Lake-v1' not found (did you mean 'team'?)",
        "class path");
  }

  @Test
  void aMalformedIdIsAnErrorThatSaysTheForm() {
    assertFails(() -> registry.find("a b"), Code.INVALID_ARGUMENT, "malformed environment id");
  }

  @Test
  void aNameHasVersionsOrHasNone() {
    register("Lake-v1");
    register("Pole");

    assertFails(
        () -> register("Lake"), Code.REGISTRATION, "cannot register 'Lake': 'Lake-v1' exists");
    assertFails(
        () -> register("Pole-v1"), Code.REGISTRATION, "cannot register 'Pole-v1': 'Pole' exists");
    register("team/Lake");
    assertThat(registry.all())
        .extracting(EnvSpec::id)
        .containsExactly("Lake-v1", "Pole", "team/Lake");
  }

  @Test
  void theSameIdAgainMeansTheNewEnvironment() {
    register("Lake-v1");
    EnvSpec again = register("Lake-v1");

    assertThat(registry.all()).containsExactly(again);
    assertThat(registry.find("Lake-v1")).isSameAs(again);
  }

  @Test
  void aClassLoaderGivesItsOwnProvidersAndNotThoseOfItsParents(@TempDir Path folder)
      throws IOException {
    UserProvider.folder(folder, "user/Lake-v0", 10);
    try (URLClassLoader loader = UserProvider.loader(folder)) {
      assertThat(registry.load(loader)).extracting(EnvSpec::id).containsExactly("user/Lake-v0");
    }
    assertThat(registry.all()).hasSize(1);
  }

  @Test
  void aProviderBuiltAgainReplacesTheOneBefore(@TempDir Path first, @TempDir Path second)
      throws IOException {
    UserProvider.folder(first, "user/Lake-v0", 10);
    UserProvider.folder(second, "user/Lake-v0", 20);
    try (URLClassLoader before = UserProvider.loader(first);
        URLClassLoader after = UserProvider.loader(second)) {
      registry.load(before);
      assertThat(registry.find("user/Lake-v0").maxEpisodeSteps()).isEqualTo(10);

      registry.load(after);
      assertThat(registry.find("user/Lake-v0").maxEpisodeSteps()).isEqualTo(20);
      assertThat(registry.all()).hasSize(1);
    }
  }
}
