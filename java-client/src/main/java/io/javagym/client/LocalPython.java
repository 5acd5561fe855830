package io.javagym.client;

import io.javagym.EnvSpec;
import io.javagym.GymException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A Python beside this JVM that serves Gymnasium's environments, {@code python -m
 * javagym.serving.local}. It gets its token through its standard input, and ends when that does,
 * which is when this JVM has ended by whatever way.
 *
 * <p>It is the one that the system property {@code javagym.python} or the environment variable
 * JAVAGYM_PYTHON names, or else {@code python3} or {@code python} on the path.
 */
final class LocalPython implements Peer, AutoCloseable {
  private static final String PROPERTY = "javagym.python";
  private static final String VARIABLE = "JAVAGYM_PYTHON";
  private static final String MODULE = "javagym.serving.local";
  private static final String GREETING = "listening on ";
  private static final int TOKEN_BYTES = 32;
  private static final Duration MOST_TO_START = Duration.ofSeconds(60);

  /** How long a process may take to be gone when its connection is. */
  private static final Duration MOST_TO_DIE = Duration.ofMillis(500);

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int SIGNAL_EXIT = 128;

  private static @Nullable LocalPython shared;

  private final String program;
  private final Process process;
  private final LastLines errors;
  private final Connection connection;

  /** The one that all environments of this JVM share; it is started when first needed. */
  static synchronized LocalPython shared() {
    if (shared == null || !shared.process.isAlive()) {
      if (shared != null) {
        shared.close();
      }
      shared = start(TIMEOUT);
    }
    return shared;
  }

  /**
   * Starts one.
   *
   * @param timeout that any answer may take
   */
  static LocalPython start(Duration timeout) {
    String chosen = System.getProperty(PROPERTY, "");
    if (chosen.isEmpty()) {
      String variable = System.getenv(VARIABLE);
      chosen = variable == null ? "" : variable;
    }
    return start(chosen.isEmpty() ? List.of("python3", "python") : List.of(chosen), timeout);
  }

  /** Starts the first of these programs that can be. */
  static LocalPython start(List<String> programs, Duration timeout) {
    IOException last = null;
    for (String program : programs) {
      try {
        return new LocalPython(program, new ProcessBuilder(program, "-m", MODULE).start(), timeout);
      } catch (IOException e) {
        last = e;
      }
    }
    throw new GymException(
        GymException.Code.DEPENDENCY_NOT_INSTALLED,
        ("no Python could be started (tried %s): %s; set %s to a Python 3.10 or later that has the"
                + " package javagym[grpc]")
            .formatted(
                String.join(", ", programs), last == null ? "" : last.getMessage(), VARIABLE));
  }

  private LocalPython(String program, Process process, Duration timeout) {
    this.program = program;
    this.process = process;
    this.errors = new LastLines(process.getErrorStream(), "javagym-python-stderr");
    String token = token();
    CompletableFuture<String> greeting = new CompletableFuture<>();
    Thread reader = new Thread(() -> readGreeting(process, greeting), "javagym-python-stdout");
    reader.setDaemon(true);
    reader.start();
    try {
      // Left open: its end is what tells Python that this JVM has ended.
      OutputStream input = process.getOutputStream();
      input.write((token + "\n").getBytes(StandardCharsets.US_ASCII));
      input.flush();
    } catch (IOException e) {
      // It has ended already; below is said why.
    }
    String target = await(greeting);
    this.connection =
        new Connection(new Address(Address.PLAIN + target, token, null, timeout), this);
  }

  private static String token() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    Arrays.fill(random, (byte) 0);
    return token;
  }

  private static void readGreeting(Process process, CompletableFuture<String> greeting) {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = output.readLine();
      greeting.complete(line == null ? "" : line);
    } catch (IOException e) {
      greeting.complete("");
    }
  }

  private String await(CompletableFuture<String> greeting) {
    String line = "";
    try {
      line = greeting.get(MOST_TO_START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new AssertionError("it is completed by a value alone", e);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      throw new RemoteTimeoutException(
          "%s did not start within %d s; its last words:\n%s"
              .formatted(name(), MOST_TO_START.toSeconds(), errors.text()));
    }
    if (line.startsWith(GREETING)) {
      return line.substring(GREETING.length());
    }
    String epitaph = epitaph();
    process.destroyForcibly();
    throw new GymException(
        GymException.Code.DEPENDENCY_NOT_INSTALLED,
        ("%s; it needs the package: `%s -m pip install 'javagym[grpc]'`, or set %s to a Python that"
                + " has it")
            .formatted(epitaph == null ? name() + " did not start" : epitaph, program, VARIABLE));
  }

  Connection connection() {
    return connection;
  }

  /** The spec of one of its environments. */
  EnvSpec spec(String id) {
    return RemoteSpecs.find(connection, this, id);
  }

  /** Ends it, and all environments in it. */
  @Override
  public void close() {
    connection.close();
    process.destroyForcibly();
  }

  /** For tests, which kill and stop it. */
  Process process() {
    return process;
  }

  @Override
  public String name() {
    return "the Python of this JVM (%s, process %d)".formatted(program, process.pid());
  }

  @Override
  public @Nullable String epitaph() {
    try {
      if (!process.waitFor(MOST_TO_DIE.toMillis(), TimeUnit.MILLISECONDS)) {
        return null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    int exit = process.exitValue();
    String words = errors.text();
    return "%s ended by %s%s"
        .formatted(
            name(),
            exit > SIGNAL_EXIT ? "signal " + (exit - SIGNAL_EXIT) : "exit status " + exit,
            words.isEmpty() ? "" : "; its last words:\n" + words);
  }
}
