package io.javagym.doors;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.AutoresetMode;
import io.javagym.GymException.Code;
import io.javagym.VectorSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsJsonTest {
  @Test
  void everySettingIsRead() {
    VectorSettings settings =
        SettingsJson.parse(
            """
            {"num_envs": 3, "max_episode_steps": 7, "autoreset_mode": "SameStep",
             "num_threads": 2, "step_timeout": 0.25}\
            """);
    assertThat(settings.numEnvs()).isEqualTo(3);
    assertThat(settings.maxEpisodeSteps()).isEqualTo(7);
    assertThat(settings.autoresetMode()).isEqualTo(AutoresetMode.SAME_STEP);
    assertThat(settings.numThreads()).isEqualTo(2);
    assertThat(settings.stepTimeout()).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.callLimit()).isNotNull();
  }

  @Test
  void nullAndNothingMeanTheDefaults() {
    VectorSettings settings =
        SettingsJson.parse(
            """
            {"num_envs": 2, "max_episode_steps": null, "num_threads": null,
             "step_timeout": null}\
            """);
    assertThat(settings).isEqualTo(SettingsJson.parse("{\"num_envs\": 2}"));
    assertThat(settings.maxEpisodeSteps()).isNull();
    assertThat(settings.stepTimeout()).isNull();
    assertThat(settings.autoresetMode()).isEqualTo(AutoresetMode.NEXT_STEP);
    assertThat(settings.numThreads()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"num_envs\": 0} | num_envs is 0, expected at least 1",
        "{\"max_episode_steps\": 0} | max_episode_steps is 0, expected at least 1",
        "{\"num_threads\": 0} | num_threads is 0, expected at least 1",
        "{\"step_timeout\": 0} | step_timeout is 0.0 s, expected more than 0",
        "{\"step_timeout\": NaN} | step_timeout is NaN s, expected more than 0",
        "{\"step_timeout\": \"1\"} | 'step_timeout': expected a number",
        "{\"autoreset_mode\": \"NEXT_STEP\"} | expected one of [NextStep, SameStep, Disabled]"
      })
  void aValueThatIsNotAllowedSaysWhatIs(String json, String message) {
    assertFails(() -> SettingsJson.parse(json), Code.INVALID_ARGUMENT, message);
  }

  @Test
  void anUnknownSettingIsAnError() {
    assertFails(
        () -> SettingsJson.parse("{\"num_thread\": 2}"), Code.UNKNOWN_ARGUMENT, "num_threads");
  }
}
