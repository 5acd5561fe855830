package io.javagym.client;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.javagym.Env;
import io.javagym.Gym;
import io.javagym.GymException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Python that dies, stops or isn't there. */
@RequiresPython
@Timeout(60)
class FaultsTest {
  /** Beyond the second that is promised, what a busy machine may take. */
  private static final Duration A_SECOND_AND_GRACE = Duration.ofSeconds(5);

  @ParameterizedTest
  @ValueSource(strings = {"make", "reset", "step", "nothing"})
  void a_killed_python_is_an_error_within_a_second_that_names_it(String doing) throws Exception {
    Env<Long, Long> env = Gym.make("py/Slow-v0");
    env.reset(0);
    Process python = LocalPython.shared().process();
    Runnable call =
        switch (doing) {
          case "make" -> () -> Gym.make("py/Slow-v0", Map.of("seconds", 30));
          case "reset" -> () -> env.reset(null, Map.of("seconds", 30));
          default -> () -> env.step(30L);
        };
    CompletableFuture<Void> calling = new CompletableFuture<>();
    if (!doing.equals("nothing")) {
      calling = CompletableFuture.runAsync(call);
      Thread.sleep(500);
    }
    python.destroyForcibly();
    long killedNanos = System.nanoTime();
    if (doing.equals("nothing")) {
      python.waitFor();
      calling = CompletableFuture.runAsync(call);
    }
    assertThat(calling)
        .failsWithin(A_SECOND_AND_GRACE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(ConnectionLostException.class)
        .withMessageContaining("process " + python.pid())
        .withMessageContaining("signal 9");
    assertThat(Duration.ofNanos(System.nanoTime() - killedNanos)).isLessThan(A_SECOND_AND_GRACE);
    if (!doing.equals("make")) {
      assertThatExceptionOfType(ConnectionLostException.class).isThrownBy(env::reset);
    }
    env.close();
    try (Env<Long, Long> again = Gym.make("py/Slow-v0")) {
      assertThat(again.reset(0).observation()).isZero();
    }
  }

  @Test
  void the_last_words_of_a_python_are_in_the_error() {
    Env<Long, Long> env = Gym.make("py/LastWords-v0");
    env.reset(0);
    assertThatExceptionOfType(ConnectionLostException.class)
        .isThrownBy(() -> env.step(0L))
        .withMessageContaining("exit status 7")
        .withMessageContaining("the simulator is on fire");
  }

  @Test
  void a_stopped_python_is_an_error_when_the_time_is_up() throws Exception {
    try (LocalPython python = LocalPython.start(Duration.ofSeconds(2))) {
      Env<Long, Long> env = Gym.make(python.spec("py/Slow-v0"), Map.of());
      env.reset(0);
      signal("STOP", python);
      try {
        assertThatExceptionOfType(RemoteTimeoutException.class)
            .isThrownBy(() -> env.step(0L))
            .withMessageContaining("did not answer within 2.0 s")
            .withMessageContaining("process " + python.process().pid());
        assertThatExceptionOfType(RemoteTimeoutException.class).isThrownBy(() -> env.step(0L));
        env.close();
      } finally {
        signal("CONT", python);
      }
      try (Env<Long, Long> again = Gym.make(python.spec("py/Slow-v0"), Map.of())) {
        again.reset(0);
      }
    }
  }

  private static void signal(String name, LocalPython python) throws Exception {
    long pid = python.process().pid();
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
    // The signal is on its way: a thread that runs may still answer.
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (name.equals("STOP") && !standsStill(pid)) {
      assertThat(System.nanoTime()).as("the process stands still").isLessThan(deadline);
      sleep(1);
    }
  }

  private static boolean standsStill(long pid) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList()) {
        String stat = Files.readString(thread.resolve("stat"));
        if (!stat.substring(stat.lastIndexOf(')')).startsWith(") T")) {
          return false;
        }
      }
    }
    return true;
  }

  @Test
  void an_interrupted_call_ends_at_once() throws Exception {
    Env<Long, Long> env = Gym.make("py/Slow-v0");
    env.reset(0);
    Thread caller = Thread.currentThread();
    CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(caller::interrupt);
    assertThatExceptionOfType(ConnectionLostException.class)
        .isThrownBy(() -> env.step(30L))
        .withMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    env.close();
  }

  /** A JVM that is killed leaves no Python, whatever that does. */
  @Test
  void a_python_ends_with_its_jvm() throws Exception {
    Process jvm =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Djavagym.python=" + System.getProperty("javagym.python"),
                "-cp",
                System.getProperty("java.class.path"),
                Bystander.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long pid = Long.parseLong(jvm.inputReader().readLine());
    ProcessHandle python = ProcessHandle.of(pid).orElseThrow();
    jvm.destroyForcibly();
    python.onExit().get(10, TimeUnit.SECONDS);
  }

  /** Starts a Python, says which, and is busy in it. */
  static final class Bystander {
    public static void main(String[] args) {
      Env<Long, Long> env = Gym.make("py/Slow-v0");
      env.reset(0);
      System.out.println(LocalPython.shared().process().pid());
      env.step(100L);
    }
  }

  @Test
  void a_python_that_is_not_there_is_an_error_that_says_what_to_do() {
    assertFails(
        () -> LocalPython.start(List.of("/nowhere/python"), Duration.ofSeconds(5)),
        Code.DEPENDENCY_NOT_INSTALLED,
        "/nowhere/python",
        "JAVAGYM_PYTHON");
  }

  @Test
  void a_python_without_the_package_is_an_error_that_says_what_to_do(@TempDir Path folder)
      throws IOException {
    Path program = folder.resolve("python");
    Files.writeString(
        program,
        "#!/bin/sh\nexec %s -I -S \"$@\"\n".formatted(System.getProperty("javagym.python")));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertFails(
        () -> LocalPython.start(List.of(program.toString()), Duration.ofSeconds(5)),
        Code.DEPENDENCY_NOT_INSTALLED,
        "No module named 'javagym'",
        "pip install 'javagym[grpc]'",
        program.toString());
  }

  @Test
  void another_token_is_refused() {
    Connection right = LocalPython.shared().connection();
    Address address = right.address();
    try (Connection wrong =
        new Connection(
            new Address(address.url(), "x".repeat(64), null, address.timeout()), () -> "Python")) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(wrong::list)
          .withMessageContaining("the token is not the server's");
    }
    assertThat(right.list()).isNotEmpty();
  }

  @Test
  void many_environments_dropped_without_close_leave_no_session() {
    // Each thread of a session ends with it: Python's count of them is back to what it was.
    try (LocalPython python = LocalPython.start(Duration.ofSeconds(20))) {
      Env<Long, Long> first = Gym.make(python.spec("py/Slow-v0"), Map.of());
      first.reset(0);
      long before = threads(python);
      for (int i = 0; i < 200; i++) {
        Gym.make(python.spec("py/Slow-v0"), Map.of());
      }
      for (int i = 0; i < 100 && threads(python) > before + 5; i++) {
        System.gc();
        sleep(100);
      }
      assertThat(threads(python)).isLessThanOrEqualTo(before + 5);
      first.close();
    }
  }

  private static long threads(LocalPython python) {
    String[] tasks = Path.of("/proc/%d/task".formatted(python.process().pid())).toFile().list();
    return tasks == null ? 0 : tasks.length;
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }
}
