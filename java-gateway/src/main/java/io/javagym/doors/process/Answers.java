package io.javagym.doors.process;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.javagym.GymException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a call says to Python, as JSON: its {@code value}, what it threw as {@code failure}, and the
 * {@code warnings} since the last answer; {@code null} where there is none of them, so that a plain
 * step says nothing.
 */
final class Answers {
  /** More than these at once tell nobody anything. */
  private static final int MOST_WARNINGS = 100;

  private final BlockingQueue<String> warnings = new ArrayBlockingQueue<>(MOST_WARNINGS);

  /** A warning that goes with the next answer. */
  void warn(String message) {
    warnings.offer(message);
  }

  /** Does the work and says how it went. */
  @Nullable String to(Callable<@Nullable JsonElement> work) {
    JsonElement value = null;
    JsonObject failure = null;
    try {
      value = work.call();
    } catch (Throwable e) { // Errors too: whatever it was, Python is to know, and the door stays.
      failure = describe(e);
    }
    if (value == null && failure == null && warnings.isEmpty()) {
      return null;
    }
    JsonObject answer = new JsonObject();
    answer.add("value", value);
    answer.add("failure", failure);
    JsonArray messages = new JsonArray();
    for (String message = warnings.poll(); message != null; message = warnings.poll()) {
      messages.add(message);
    }
    answer.add("warnings", messages);
    return answer.toString();
  }

  private static JsonObject describe(Throwable e) {
    GymException known = e instanceof GymException gym ? gym : null;
    JsonObject json = new JsonObject();
    json.addProperty("code", (known == null ? GymException.Code.ENV_FAILED : known.code()).name());
    json.addProperty("message", known == null ? e.toString() : known.getMessage());
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    json.addProperty("trace", trace.toString());
    return json;
  }
}
