package io.javagym.doors.process;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.javagym.BatchMemory;
import io.javagym.Frame;
import io.javagym.Gym;
import io.javagym.GymException;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.Warnings;
import io.javagym.doors.ClassPath;
import io.javagym.doors.JsonValues;
import io.javagym.doors.Session;
import io.javagym.doors.SettingsJson;
import io.javagym.doors.SpecJson;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What Python calls through Py4J. Sessions go by numbers, and arguments that are not plain are
 * JSON; every method answers as {@link Answers} says. Nothing else crosses by Py4J: actions,
 * observations and pictures lie in shared memory.
 */
public final class ProcessDoor {
  private final SharedFolder folder;
  private final Answers answers = new Answers();
  private final Map<Integer, HeldSession> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger lastSession = new AtomicInteger();

  ProcessDoor(SharedFolder folder) {
    this.folder = folder;
    Warnings.setReceiver(answers::warn);
  }

  /** Takes the actions in the memory. */
  public @Nullable String step(int session) {
    return run("step", session, Session::step);
  }

  /** Makes memory for a {@link Mailbox}; the value is where Python finds it. */
  @Nullable String openMailbox(Consumer<ByteBuffer> receiver) {
    return answers.to(
        () -> {
          SharedBuffer buffer = SharedBuffer.allocate(folder.nextFile(), Mailbox.BYTES);
          receiver.accept(buffer.bytes());
          JsonObject opened = Mailbox.describe();
          opened.add("memory", buffer.describe());
          return opened;
        });
  }

  /** See {@link Session#reset}. */
  public @Nullable String reset(int session, @Nullable String seed, @Nullable String optionsJson) {
    return run("reset", session, held -> held.reset(seed, optionsJson));
  }

  /**
   * See {@link Session#resetRows}.
   *
   * @param seedsJson a list of decimal digits and nulls, or {@code null}
   * @param mask a byte for each row, 0 or 1, or {@code null}
   */
  public @Nullable String resetRows(
      int session,
      @Nullable String seedsJson,
      @Nullable String optionsJson,
      byte @Nullable [] mask) {
    return run(
        "reset", session, held -> held.resetRows(strings(seedsJson), optionsJson, booleans(mask)));
  }

  /** See {@link Session#resetLater}. */
  public @Nullable String resetLater(
      int session, @Nullable String seed, @Nullable String optionsJson) {
    return run("reset", session, held -> held.resetLater(seed, optionsJson));
  }

  /**
   * See {@link Session#send}.
   *
   * @param rowsJson a list of the rows' indices
   */
  public @Nullable String send(int session, String rowsJson) {
    return run(
        "send",
        session,
        held -> {
          JsonArray rows = JsonParser.parseString(rowsJson).getAsJsonArray();
          IntBuffer indices = held.rowIndices().asIntBuffer();
          if (rows.size() > indices.capacity()) {
            throw GymException.invalidArgument(
                "send of %d rows, of which there are only %d"
                    .formatted(rows.size(), indices.capacity()));
          }
          rows.forEach(row -> indices.put(row.getAsInt()));
          held.send(rows.size());
        });
  }

  /** See {@link Session#receive}. The value is a list of the rows' indices, or none yet. */
  public @Nullable String receive(int session, int count, int timeoutMillis) {
    return value(
        "recv",
        session,
        held -> {
          if (!held.receive(count, timeoutMillis)) {
            return null;
          }
          JsonArray rows = new JsonArray();
          for (int i = 0; i < count; i++) {
            rows.add(held.rowIndices().asIntBuffer().get(i));
          }
          return rows;
        });
  }

  /** See {@link Session#callByName}. */
  public @Nullable String callByName(int session, int row, String name, String argumentsJson) {
    return value(
        name, session, held -> JsonParser.parseString(held.callByName(row, name, argumentsJson)));
  }

  /** See {@link Session#call}. The value is the packed result in base 64. */
  public @Nullable String call(int session, int row, String name, byte[] arguments) {
    return value(
        name,
        session,
        held -> {
          byte[] result = held.call(row, name, arguments);
          return new JsonPrimitive(Base64.getEncoder().encodeToString(result));
        });
  }

  /** See {@link Session#set}. */
  public @Nullable String set(int session, int row, String name, String argumentsJson) {
    return run(name, session, held -> held.set(row, name, argumentsJson));
  }

  /** Opens a single environment. Its value is what Python needs to use it. */
  public @Nullable String open(String id, String kwargsJson) {
    return open(memory -> Gym.makeSingle(Gym.spec(id), memory, JsonValues.parseObject(kwargsJson)));
  }

  /** Opens a vector environment; {@link SettingsJson} says what the settings are. */
  public @Nullable String openVector(String id, String settingsJson, String kwargsJson) {
    return open(
        memory ->
            Gym.makeVector(
                Gym.spec(id), settings(settingsJson, memory), JsonValues.parseObject(kwargsJson)));
  }

  /** Opens a vector environment whose rows need not wait for each other. */
  public @Nullable String openAsync(String id, String settingsJson, String kwargsJson) {
    return open(
        memory ->
            Gym.makeAsync(
                Gym.spec(id), settings(settingsJson, memory), JsonValues.parseObject(kwargsJson)));
  }

  /** Without a limit of a call: who waits for it here is another process, and can go away. */
  private static VectorSettings settings(String json, BatchMemory memory) {
    return SettingsJson.parse(json).withMemory(memory).withCallLimit(null);
  }

  private @Nullable String open(Function<BatchMemory, VectorEnv> maker) {
    return answers.to(
        () -> {
          SharedMemory memory = new SharedMemory(folder);
          try {
            Session session = new Session(maker.apply(memory));
            int number = lastSession.incrementAndGet();
            sessions.put(number, new HeldSession(session, memory));
            JsonObject opened = new JsonObject();
            opened.addProperty("session", number);
            opened.add("description", JsonParser.parseString(session.describe()));
            opened.add("memory", memory.part(BatchMemory.Part.COLUMNS).describe());
            return opened;
          } catch (RuntimeException | Error e) {
            memory.removeNames();
            throw e;
          }
        });
  }

  /** Where the values without fixed size of everything but actions lie now. */
  public @Nullable String outputHeap(int session) {
    return answers.to(
        () -> held("step", session).memory().part(BatchMemory.Part.OUTPUT_HEAP).describe());
  }

  /** Where actions without fixed size lie, with room for so many bytes. */
  public @Nullable String actionHeap(int session, int neededBytes) {
    return answers.to(
        () -> {
          HeldSession held = held("step", session);
          held.call("step", open -> open.actionHeap(neededBytes));
          return held.memory().part(BatchMemory.Part.ACTION_HEAP).describe();
        });
  }

  /** Draws a row. The value is the text, or where the picture lies with its height and width. */
  public @Nullable String render(int session, int row) {
    return answers.to(
        () -> {
          HeldSession held = held("render", session);
          Frame frame = held.call("render", open -> open.render(row));
          if (frame instanceof Frame.Text text) {
            return new JsonPrimitive(text.text());
          }
          return frame instanceof Frame.Pixels pixels ? shared(held.memory(), pixels) : null;
        });
  }

  private static JsonObject shared(SharedMemory memory, Frame.Pixels pixels) {
    SharedBuffer buffer = memory.picture(pixels.rgb().length);
    buffer.bytes().put(0, pixels.rgb());
    JsonObject picture = buffer.describe();
    picture.addProperty("height", pixels.height());
    picture.addProperty("width", pixels.width());
    return picture;
  }

  /**
   * Releases an environment. The value tells whether it is done; if not, a call that still runs
   * will do it when it ends.
   */
  public @Nullable String close(int session) {
    return answers.to(
        () -> {
          HeldSession held = sessions.remove(session);
          return new JsonPrimitive(held == null || held.close());
        });
  }

  /** How many sessions are open. */
  public @Nullable String countSessions() {
    return answers.to(() -> new JsonPrimitive(sessions.size()));
  }

  /** Every environment known, as {@link SpecJson} writes them. */
  public @Nullable String specs() {
    return answers.to(() -> JsonParser.parseString(SpecJson.toJson(Gym.specs())));
  }

  /** Adds jars or folders of classes; the value is the environments that they bring. */
  public @Nullable String addClasspath(String pathsJson) {
    return answers.to(
        () -> {
          String[] paths = strings(pathsJson);
          return JsonParser.parseString(SpecJson.toJson(ClassPath.add(paths)));
        });
  }

  /** The Java release that runs, as in {@code "25.0.2"}. */
  public @Nullable String javaVersion() {
    return answers.to(() -> new JsonPrimitive(System.getProperty("java.version")));
  }

  /** Says nothing: that it answers is all that Python wants to know. */
  public @Nullable String ping() {
    return null;
  }

  private @Nullable String run(String name, int session, Consumer<Session> work) {
    return value(
        name,
        session,
        held -> {
          work.accept(held);
          return null;
        });
  }

  private @Nullable String value(
      String name, int session, Function<Session, @Nullable JsonElement> work) {
    return answers.to(() -> held(name, session).call(name, work));
  }

  private HeldSession held(String call, int session) {
    HeldSession held = sessions.get(session);
    if (held == null) {
      throw HeldSession.closedError(call);
    }
    return held;
  }

  private static @Nullable String @Nullable [] strings(@Nullable String json) {
    if (json == null) {
      return null;
    }
    JsonArray array = JsonParser.parseString(json).getAsJsonArray();
    @Nullable String[] strings = new String[array.size()];
    for (int i = 0; i < strings.length; i++) {
      JsonElement element = array.get(i);
      strings[i] = element.isJsonNull() ? null : element.getAsString();
    }
    return strings;
  }

  private static boolean @Nullable [] booleans(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    boolean[] flags = new boolean[bytes.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = bytes[i] != 0;
    }
    return flags;
  }
}
