package io.javagym.doors.inprocess;

import io.javagym.BatchMemory;
import io.javagym.Gym;
import io.javagym.Warnings;
import io.javagym.doors.ClassPath;
import io.javagym.doors.JsonValues;
import io.javagym.doors.Session;
import io.javagym.doors.SettingsJson;
import io.javagym.doors.SpecJson;
import java.util.List;
import java.util.function.Consumer;

/** What Python calls, in the JVM that it holds in its own process. */
public final class InProcessDoor {
  private InProcessDoor() {}

  /** Every environment known, as {@link SpecJson} writes them. */
  public static String specs() {
    return SpecJson.toJson(Gym.specs());
  }

  /**
   * Adds jars or folders of classes, and the environments that their providers name.
   *
   * @return the environments that were added, as {@link SpecJson} writes them
   */
  public static String addClasspath(String... paths) {
    return SpecJson.toJson(ClassPath.add(paths));
  }

  /** Opens a single environment. */
  public static Session open(String id, String kwargsJson) {
    return new Session(
        Gym.makeSingle(Gym.spec(id), BatchMemory.DIRECT, JsonValues.parseObject(kwargsJson)));
  }

  /** Opens a vector environment; {@link SettingsJson} says what the settings are. */
  public static Session openVector(String id, String settingsJson, String kwargsJson) {
    return new Session(
        Gym.makeVector(
            Gym.spec(id), SettingsJson.parse(settingsJson), JsonValues.parseObject(kwargsJson)));
  }

  /** Opens a vector environment whose rows need not wait for each other. */
  public static Session openAsync(String id, String settingsJson, String kwargsJson) {
    return new Session(
        Gym.makeAsync(
            Gym.spec(id), SettingsJson.parse(settingsJson), JsonValues.parseObject(kwargsJson)));
  }

  /** Sends {@link Warnings} to Python. */
  public static void setWarningReceiver(Consumer<String> receiver) {
    Warnings.setReceiver(receiver);
  }

  /** The Java release that runs, as in {@code "25.0.2"}. */
  public static String javaVersion() {
    return System.getProperty("java.version");
  }

  /**
   * Ends the process, with a message and status 1, if it still lives so many seconds from now. The
   * end of a JVM waits for every thread that is no daemon, and an environment may have left one.
   */
  public static void haltUnlessExitedWithin(int seconds) {
    Thread watchdog = new Thread(() -> haltAfter(seconds), "javagym-exit");
    watchdog.setDaemon(true);
    watchdog.start();
  }

  @SuppressWarnings("SystemOut") // The process ends here: there is nobody else left to tell.
  private static void haltAfter(int seconds) {
    try {
      Thread.sleep(seconds * 1000L);
    } catch (InterruptedException e) {
      return;
    }
    List<String> names =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !thread.isDaemon() && thread != Thread.currentThread())
            .map(Thread::getName)
            .filter(name -> !name.equals("DestroyJavaVM") && !name.equals("main"))
            .sorted()
            .toList();
    System.err.printf(
        "javagym: ending the process, %d s after it was to exit: Java threads still run: %s. An"
            + " environment must end its threads in close(), or make them daemons.%n",
        seconds, names);
    System.err.flush();
    Runtime.getRuntime().halt(1);
  }
}
