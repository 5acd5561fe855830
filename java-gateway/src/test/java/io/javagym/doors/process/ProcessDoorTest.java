package io.javagym.doors.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.javagym.Warnings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java side alone, with files mapped as Python maps them. */
class ProcessDoorTest {
  private static final String SETTINGS = "{\"num_envs\": 3}";

  @TempDir Path place;
  private ProcessDoor door;

  @BeforeEach
  void open() throws IOException {
    door = new ProcessDoor(SharedFolder.create(place));
  }

  @Test
  void actionsAndOutcomesLieInTheFileThatTheOpeningNames() throws IOException {
    JsonObject opened = value(door.openVector("CartPole-v1", SETTINGS, "{}"));
    int session = opened.get("session").getAsInt();
    JsonObject layout = opened.getAsJsonObject("description").getAsJsonObject("layout");
    ByteBuffer memory = mapped(opened.getAsJsonObject("memory"));
    assertThat(memory.capacity()).isGreaterThanOrEqualTo(layout.get("bytes").getAsInt());

    assertThat(door.reset(session, "7", null)).isNull();
    int observation = layout.getAsJsonObject("observation").get("offset").getAsInt();
    float before = memory.getFloat(observation);
    assertThat(before).isNotZero();
    memory.putLong(layout.getAsJsonObject("action").get("offset").getAsInt(), 1);
    assertThat(door.step(session)).isNull();
    assertThat(memory.getFloat(observation)).isNotEqualTo(before);
  }

  @Test
  void whatWasThrownIsInTheAnswer() {
    JsonObject opened = value(door.open("CartPole-v1", "{}"));
    JsonObject failure = answer(door.step(opened.get("session").getAsInt()), "failure");
    assertThat(failure.get("code").getAsString()).isEqualTo("RESET_NEEDED");
    assertThat(failure.get("message").getAsString()).contains("reset");
    assertThat(failure.get("trace").getAsString()).contains("at io.javagym");

    assertThat(answer(door.open("CartPole-v1", "{\"no\": 1}"), "failure").get("code").getAsString())
        .isEqualTo("UNKNOWN_ARGUMENT");
    assertThat(answer(door.open("Nothing-v1", "{}"), "failure").get("code").getAsString())
        .isEqualTo("NAME_NOT_FOUND");
  }

  @Test
  void warningsGoWithTheNextAnswer() {
    Warnings.warn("careful");
    JsonObject answer = JsonParser.parseString(door.javaVersion()).getAsJsonObject();
    assertThat(answer.getAsJsonArray("warnings").get(0).getAsString()).isEqualTo("careful");
    assertThat(JsonParser.parseString(door.javaVersion()).getAsJsonObject().get("warnings"))
        .hasToString("[]");
  }

  @Test
  void aPictureOfTheSameSizeIsDrawnIntoTheSameFile() {
    int session =
        value(door.open("CartPole-v1", "{\"render_mode\": \"rgb_array\"}"))
            .get("session")
            .getAsInt();
    assertThat(door.reset(session, "1", null)).isNull();
    JsonObject picture = value(door.render(session, 0));
    assertThat(picture.get("height").getAsInt()).isEqualTo(400);
    assertThat(picture.get("width").getAsInt()).isEqualTo(600);
    assertThat(picture.get("bytes").getAsInt()).isEqualTo(400 * 600 * 3);
    assertThat(value(door.render(session, 0))).isEqualTo(picture);
  }

  @Test
  void aSnapshotLiesInAFileEachWay() throws IOException {
    JsonObject opened = value(door.open("CartPole-v1", "{}"));
    int session = opened.get("session").getAsInt();
    ByteBuffer memory = mapped(opened.getAsJsonObject("memory"));
    JsonObject layout = opened.getAsJsonObject("description").getAsJsonObject("layout");
    int observation = layout.getAsJsonObject("observation").get("offset").getAsInt();
    assertThat(door.reset(session, "7", null)).isNull();
    float before = memory.getFloat(observation);
    ByteBuffer snapshot = mapped(value(door.snapshot(session)));
    door.step(session);
    assertThat(memory.getFloat(observation)).isNotEqualTo(before);

    JsonObject place = value(door.snapshotMemory(session, snapshot.capacity()));
    mapped(place).put(0, snapshot, 0, snapshot.capacity());
    assertThat(door.restore(session)).isNull();
    assertThat(memory.getFloat(observation)).isEqualTo(before);

    place = value(door.snapshotMemory(session, 10));
    assertThat(answer(door.restore(session), "failure").get("message").getAsString())
        .startsWith("these 10 bytes are no snapshot");
    assertThat(Path.of(place.get("file").getAsString())).doesNotExist();
  }

  @Test
  void aClosedSessionIsGoneWithItsFiles() {
    JsonObject opened = value(door.open("CartPole-v1", "{}"));
    int session = opened.get("session").getAsInt();
    assertThat(door.countSessions()).contains("\"value\":1");
    assertThat(door.close(session)).contains("\"value\":true");
    assertThat(door.close(session)).contains("\"value\":true");
    assertThat(door.countSessions()).contains("\"value\":0");
    assertThat(Path.of(opened.getAsJsonObject("memory").get("file").getAsString())).doesNotExist();
    assertThat(answer(door.step(session), "failure").get("code").getAsString()).isEqualTo("CLOSED");
  }

  private static JsonObject value(@Nullable String answer) {
    return answer(answer, "value");
  }

  private static JsonObject answer(@Nullable String answer, String part) {
    assertThat(answer).isNotNull();
    return JsonParser.parseString(answer).getAsJsonObject().getAsJsonObject(part);
  }

  private static ByteBuffer mapped(JsonObject memory) throws IOException {
    Path file = Path.of(memory.get("file").getAsString());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Files.delete(file);
      return channel
          .map(FileChannel.MapMode.READ_WRITE, 0, memory.get("bytes").getAsInt())
          .order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
