package io.javagym.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Passes on what a process says on standard error, and keeps the last of it for messages. */
final class LastLines {
  private static final int MOST_LINES = 20;
  private static final int MOST_CHARACTERS = 500;

  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread reader;

  LastLines(InputStream stream, String threadName) {
    this.reader = new Thread(() -> read(stream), threadName);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream stream) {
    try (BufferedReader text =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        System.err.println(line);
        keep(line);
      }
    } catch (IOException e) {
      keep("(" + e.getMessage() + ")");
    }
  }

  private synchronized void keep(String line) {
    if (lines.size() == MOST_LINES) {
      lines.removeFirst();
    }
    lines.addLast(line.length() > MOST_CHARACTERS ? line.substring(0, MOST_CHARACTERS) : line);
  }

  /** The last lines of a process that has ended. */
  String text() {
    try {
      reader.join(200); // Until the last have come through.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      return String.join("\n", lines);
    }
  }
}
