package io.javagym.doors.inprocess;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.javagym.Gym;
import io.javagym.GymException.Code;
import io.javagym.UserProvider;
import io.javagym.Warnings;
import io.javagym.doors.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InProcessDoorTest {
  private static JsonObject layout(Session session) {
    return JsonParser.parseString(session.describe()).getAsJsonObject().getAsJsonObject("layout");
  }

  private static boolean truncated(Session session, int row) {
    return session.memory().get(layout(session).get("truncated_offset").getAsInt() + row) != 0;
  }

  @Test
  void everyEnvironmentIsListed() {
    JsonArray specs = JsonParser.parseString(InProcessDoor.specs()).getAsJsonArray();

    assertThat(specs)
        .extracting(spec -> spec.getAsJsonObject().get("id").getAsString())
        .contains("CartPole-v1", "FrozenLake-v1");
  }

  @Test
  void aSingleEnvironmentIsOpenedWithItsArguments() {
    Session session = InProcessDoor.open("FrozenLake-v1", "{\"map_name\": \"8x8\"}");
    session.reset("1", null);
    session.step();

    assertThat(session.describe()).contains("\"n\":64").contains("\"num_envs\":1");
    session.close();
    assertFails(
        () -> InProcessDoor.open("FrozenLake-v1", "{\"map_nam\": \"8x8\"}"),
        Code.UNKNOWN_ARGUMENT,
        "'map_nam' (did you mean 'map_name'?)");
    assertFails(
        () -> InProcessDoor.open("FrozenLake-v9", "{}"), Code.VERSION_NOT_FOUND, "FrozenLake-v1");
    assertFails(() -> InProcessDoor.open("FrozenLake-v1", "{"), Code.INVALID_ARGUMENT, "got {");
  }

  @Test
  void aVectorHasTheModeAndTheLimitThatItIsAskedFor() {
    Session limited =
        InProcessDoor.openVector(
            "FrozenLake-v1",
            "{\"num_envs\": 3, \"max_episode_steps\": 1, \"autoreset_mode\": \"SameStep\"}",
            "{}");
    limited.reset("0", null);
    limited.step();
    assertThat(truncated(limited, 2)).isTrue();
    assertThat(layout(limited).has("final_observation")).isTrue();

    Session unlimited =
        InProcessDoor.openVector(
            "CartPole-v1", "{\"num_envs\": 3, \"max_episode_steps\": null}", "{}");
    unlimited.reset("0", null);
    unlimited.step();
    assertThat(truncated(unlimited, 2)).isFalse();
    assertThat(layout(unlimited).has("final_observation")).isFalse();
    limited.close();
    unlimited.close();
  }

  @Test
  void aClassPathEntryThatIsNotThereIsAnErrorThatNamesIt(@TempDir Path folder) {
    assertFails(
        () -> InProcessDoor.addClasspath(folder.resolve("missing.jar").toString()),
        Code.INVALID_ARGUMENT,
        "class path entry '" + folder.resolve("missing.jar") + "' does not exist",
        "a jar or a folder");
  }

  @Test
  void aFileThatIsNoJarIsAnErrorThatNamesIt(@TempDir Path folder) throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.jar"));
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
    for (Path file : List.of(empty, text)) {
      assertFails(
          () -> InProcessDoor.addClasspath(folder.toString(), file.toString()),
          Code.INVALID_ARGUMENT,
          "class path entry '" + file + "' is not a jar");
    }
  }

  @Test
  void aFolderWithoutProvidersAddsNothing(@TempDir Path folder) {
    assertThat(InProcessDoor.addClasspath(folder.toString())).isEqualTo("[]");
    assertThat(InProcessDoor.addClasspath()).isEqualTo("[]");
  }

  @Test
  void aJarAddsItsEnvironmentsAndANewerOneReplacesThem(@TempDir Path folder) throws IOException {
    UserProvider.folder(folder, "gymtest/User-v0", 10);
    assertThat(InProcessDoor.addClasspath(folder.toString()))
        .contains("\"id\":\"gymtest/User-v0\",\"max_episode_steps\":10");
    InProcessDoor.open("gymtest/User-v0", "{}").close();

    UserProvider.folder(folder, "gymtest/User-v0", 20);
    Path jar = UserProvider.jar(folder, folder.resolve("user.jar"));
    assertThat(InProcessDoor.addClasspath(jar.toString()))
        .contains("\"id\":\"gymtest/User-v0\",\"max_episode_steps\":20");
    assertThat(Gym.spec("gymtest/User-v0").maxEpisodeSteps()).isEqualTo(20);
  }

  @Test
  void warningsGoToPython() {
    Consumer<String> before = Warnings.setReceiver(message -> {});
    try {
      List<String> received = new ArrayList<>();
      InProcessDoor.setWarningReceiver(received::add);
      Warnings.warn("beyond its bounds");
      assertThat(received).containsExactly("beyond its bounds");
    } finally {
      Warnings.setReceiver(before);
    }
  }

  @Test
  void theJavaVersionIsThatOfThisProcess() {
    assertThat(InProcessDoor.javaVersion()).isEqualTo(System.getProperty("java.version"));
  }
}
