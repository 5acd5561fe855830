package io.javagym.doors.process;

import com.google.gson.JsonObject;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A few words of shared memory in which Python leaves the next step while the thread of its
 * connection still looks there: waking a thread that waits in the kernel takes longer than most
 * steps. What is left here while nobody looks is sent over the connection too, with its number, by
 * which it is known again.
 *
 * <p>Each word has one writer at a time. What Python writes lies apart from what Java writes, so
 * that the two do not take a cache line from each other. {@code javagym.doors.mailbox} is its other
 * side.
 */
final class Mailbox {
  /** The number of the step, written by Python when all else is; int32. */
  private static final int REQUEST_OFFSET = 0;

  /** The session that is to step; int32. */
  private static final int SESSION_OFFSET = REQUEST_OFFSET + Integer.BYTES;

  private static final int CACHE_LINES_BYTES = 128;

  /** The number of the step that was taken, written by Java when all else is; int32. */
  private static final int ANSWER_OFFSET = CACHE_LINES_BYTES;

  /** 1 if the step went well and there is nothing to say of it; int32. */
  private static final int SILENT_OFFSET = ANSWER_OFFSET + Integer.BYTES;

  /** 1 while somebody looks; int32. */
  private static final int LOOKING_OFFSET = SILENT_OFFSET + Integer.BYTES;

  static final int BYTES = ANSWER_OFFSET + CACHE_LINES_BYTES;

  /** No request, or none any more. */
  static final int NONE = 0;

  /** Instead of a request: something waits in the connection. */
  static final int COME_BACK = -1;

  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final ByteBuffer words;

  /** A mailbox in memory of {@link #BYTES} bytes. */
  Mailbox(ByteBuffer words) {
    this.words = words;
  }

  /** Where its words are, in bytes, for Python to find them. */
  static JsonObject describe() {
    JsonObject json = new JsonObject();
    json.addProperty("request_offset", REQUEST_OFFSET);
    json.addProperty("session_offset", SESSION_OFFSET);
    json.addProperty("answer_offset", ANSWER_OFFSET);
    json.addProperty("silent_offset", SILENT_OFFSET);
    json.addProperty("looking_offset", LOOKING_OFFSET);
    json.addProperty("come_back", COME_BACK);
    return json;
  }

  /** Begins to look. To be called before Python learns that the step before is done. */
  void open() {
    INT.set(words, REQUEST_OFFSET, NONE);
    INT.setVolatile(words, LOOKING_OFFSET, 1);
  }

  /** Looks no longer. */
  void close() {
    INT.setVolatile(words, LOOKING_OFFSET, 0);
  }

  /** What lies there: the number of a step, {@link #NONE} or {@link #COME_BACK}. */
  int request() {
    return (int) INT.getAcquire(words, REQUEST_OFFSET);
  }

  /** The session of the step that lies there. */
  int session() {
    return (int) INT.get(words, SESSION_OFFSET);
  }

  /** Tells Python that a step was taken, and whether that is all there is to say. */
  void answer(int request, boolean isSilent) {
    INT.set(words, SILENT_OFFSET, isSilent ? 1 : 0);
    INT.setRelease(words, ANSWER_OFFSET, request);
  }
}
