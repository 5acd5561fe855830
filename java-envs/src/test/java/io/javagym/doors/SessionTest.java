package io.javagym.doors;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.javagym.AutoresetMode;
import io.javagym.EpisodesEnv;
import io.javagym.GymException.Code;
import io.javagym.StubEnv;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.spaces.SpaceJson;
import io.javagym.vector.AsyncVectorEnv;
import io.javagym.vector.SyncVectorEnv;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {
  private final List<StubEnv> stubs = new ArrayList<>();
  private final VectorEnv vector =
      new SyncVectorEnv(
          VectorSettings.of(2),
          () -> {
            stubs.add(new StubEnv());
            return stubs.get(stubs.size() - 1);
          });
  private final Session session = new Session(vector);

  @Test
  void theDescriptionIsAllThatTheOtherSideNeeds() {
    EpisodesEnv env = new EpisodesEnv();
    VectorEnv vectorOfTwo =
        new SyncVectorEnv(
            VectorSettings.of(2).withAutoresetMode(AutoresetMode.SAME_STEP), EpisodesEnv::new);
    JsonObject json = JsonParser.parseString(new Session(vectorOfTwo).describe()).getAsJsonObject();

    assertThat(SpaceJson.fromJson(json.get("observation_space").toString()))
        .isEqualTo(env.observationSpace());
    assertThat(SpaceJson.fromJson(json.get("action_space").toString()))
        .isEqualTo(env.actionSpace());
    assertThat(SpaceJson.fromJson(json.get("info_space").toString())).isEqualTo(env.infoSpace());
    assertThat(json.get("layout"))
        .isEqualTo(JsonParser.parseString(vectorOfTwo.batch().describe()));
    assertThat(json.keySet())
        .containsExactly("observation_space", "action_space", "info_space", "layout", "methods");
  }

  @Test
  void actionsGoInAndAllElseComesOutThroughTheMemory() {
    session.reset("5", null);
    vector.batch().action().write(1, 1);
    session.step();

    assertThat(session.memory()).isSameAs(vector.batch().memory());
    assertThat(vector.batch().reward(1)).isEqualTo(1);
    assertThat(stubs.get(0).calls()).containsExactly("reset 5", "step 0");
    assertThat(stubs.get(1).calls()).containsExactly("reset 6", "step 1");
    assertThat(session.outputHeap()).isSameAs(vector.batch().outputHeap());
    assertThat(session.actionHeap(100).capacity()).isGreaterThanOrEqualTo(100);
  }

  @Test
  void seedsAreDecimalDigitsOfAnyLength() {
    session.reset("340282366920938463463374607431768211456", "{}");
    session.reset(null, null);
    session.resetRows(new String[] {"18446744073709551616", null}, null, null);
    session.resetRows(null, "{\"low\": 0.5}", new boolean[] {true, false});

    assertThat(stubs.get(0).calls())
        .containsExactly(
            "reset 340282366920938463463374607431768211456",
            "reset null",
            "reset 18446744073709551616",
            "reset null");
    assertThat(stubs.get(1).calls()).hasSize(3).endsWith("reset null");
  }

  @Test
  void optionsThatAreNoJsonObjectResetNothing() {
    assertFails(() -> session.reset("5", "[]"), Code.INVALID_ARGUMENT, "a JSON object, got []");
    assertThat(stubs.get(0).calls()).isEmpty();
  }

  @Test
  void aRowIsRendered() {
    session.reset("0", null);

    assertThat(session.render(1)).hasToString("1\n");
    for (int row : new int[] {-1, 2}) {
      assertFails(
          () -> session.render(row),
          Code.INVALID_ARGUMENT,
          "render of row %d, expected 0 <= row < 2".formatted(row));
    }
  }

  @Test
  void aSnapshotBringsTheMemoryBackToo() {
    Session episodes = new Session(new SyncVectorEnv(VectorSettings.of(2), EpisodesEnv::new));
    episodes.reset("5", null);
    byte[] snapshot = episodes.snapshot();
    byte[] before = bytes(episodes);
    episodes.step();
    assertThat(bytes(episodes)).isNotEqualTo(before);
    episodes.restore(snapshot);

    assertThat(bytes(episodes)).isEqualTo(before);
    assertFails(session::snapshot, Code.UNSUPPORTED, "StubEnv has no snapshots");
  }

  private static byte[] bytes(Session session) {
    byte[] bytes = new byte[session.memory().capacity()];
    session.memory().get(0, bytes);
    return bytes;
  }

  @Test
  void closingClosesTheEnvironment() {
    session.close();
    session.close();

    assertFails(session::step, Code.CLOSED, "step");
    assertThat(stubs.get(1).calls()).containsExactly("close");
  }

  @Test
  void rowsAreSentAndReceivedByTheirIndices() {
    Session async = new Session(new AsyncVectorEnv(VectorSettings.of(3), StubEnv::new));
    IntBuffer rows = async.rowIndices().asIntBuffer();
    async.resetLater("5", null);
    assertThat(async.receive(3, 10_000)).isTrue();
    assertThat(new int[] {rows.get(0), rows.get(1), rows.get(2)})
        .containsExactlyInAnyOrder(0, 1, 2);
    rows.put(0, 2);
    async.send(1);
    rows.put(0, 7);
    assertThat(async.receive(1, 10_000)).isTrue();
    assertThat(rows.get(0)).isEqualTo(2);
    async.close();

    assertFails(() -> session.send(1), Code.INVALID_ARGUMENT, "batch_size");
    assertFails(() -> session.receive(1, 0), Code.INVALID_ARGUMENT, "batch_size");
  }

  @Test
  void publicMethodsOfARowAreCalledByName() {
    session.reset("4", null);

    assertThat(session.callByName(1, "calls", "{}")).isEqualTo("[\"reset 5\"]");
    assertFails(
        () -> session.callByName(1, "speed", "{}"),
        Code.UNKNOWN_ATTRIBUTE,
        "no public method speed of 0 arguments: env=1",
        "calls(0)");
    assertFails(
        () -> session.callByName(0, "step", "{\"args\": [1]}"), Code.UNKNOWN_ATTRIBUTE, "step");
    assertFails(
        () -> session.callByName(0, "terminating_at", "{\"args\": [1.5]}"),
        Code.INVALID_ARGUMENT,
        "expected an argument of type int, got 1.5");
    assertFails(
        () -> session.set(0, "speed", "{\"args\": [1]}"), Code.UNKNOWN_ATTRIBUTE, "setSpeed");
    assertFails(() -> session.callByName(2, "calls", "{}"), Code.INVALID_ARGUMENT, "0 <= row < 2");
  }
}
