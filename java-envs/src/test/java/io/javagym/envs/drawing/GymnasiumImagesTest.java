package io.javagym.envs.drawing;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.Env;
import io.javagym.Frame;
import io.javagym.Gym;
import io.javagym.GymException.Code;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GymnasiumImagesTest {
  @TempDir Path folder;

  @BeforeEach
  void setProperty() {
    System.setProperty(GymnasiumImages.PROPERTY, folder.toString());
  }

  @AfterEach
  void clearProperty() {
    System.clearProperty(GymnasiumImages.PROPERTY);
  }

  @Test
  void aMissingImageIsNamedWithWhatToSet() {
    assertFails(
        () -> GymnasiumImages.read("toy_text/img/agent.png"),
        Code.DEPENDENCY_NOT_INSTALLED,
        "toy_text/img/agent.png",
        "javagym.assets",
        "JAVAGYM_ASSETS",
        new File(folder.toString(), "toy_text/img/agent.png") + " does not exist");
  }

  @Test
  void whatIsNoImageIsRefused() throws IOException {
    Files.writeString(folder.resolve("agent.png"), "no image");

    assertFails(
        () -> GymnasiumImages.read("agent.png"), Code.DEPENDENCY_NOT_INSTALLED, "is no image");
  }

  @Test
  void shapesNeedNoImages() {
    try (Env<float[], Long> env = Gym.make("CartPole-v1", Map.of("render_mode", "rgb_array"))) {
      env.reset(1);

      assertThat(env.render())
          .isInstanceOfSatisfying(
              Frame.Pixels.class,
              frame -> {
                assertThat(frame.width()).isEqualTo(600);
                assertThat(frame.height()).isEqualTo(400);
                assertThat(frame.rgb()).hasSize(600 * 400 * 3);
              });
    }
  }

  @Test
  void onlyAPictureOfImagesNeedsThem() {
    try (Env<Long, Long> env = Gym.make("Taxi-v4", Map.of("render_mode", "rgb_array"))) {
      env.reset(1);
      env.step(1L);

      assertFails(env::render, Code.DEPENDENCY_NOT_INSTALLED, "taxi");
    }
  }
}
