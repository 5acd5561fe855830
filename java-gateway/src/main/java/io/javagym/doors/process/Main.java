package io.javagym.doors.process;

import io.javagym.doors.ClassPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import py4j.GatewayServer;
import py4j.reflection.ClassLoadingStrategy;
import py4j.reflection.ReflectionUtil;

/**
 * The JVM that Python starts. It reads a token from the first line of its standard input, listens
 * on a free port of the loopback address for who knows the token, says on which, and ends when its
 * standard input does.
 */
public final class Main {
  /** Names another place for shared memory than the usual one. */
  static final String PLACE_VARIABLE = "JAVAGYM_SHARED_MEMORY";

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private Main() {}

  /** Takes no arguments: a token among them could be read by every process of the machine. */
  @SuppressWarnings("SystemOut") // The one line by which Python learns the port.
  public static void main(String[] args) throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String token = input.readLine();
    if (token == null || token.isBlank()) {
      throw new IllegalStateException(
          "the first line of standard input is missing, expected a token: Python starts this"
              + " program, by gym.make(..., door=\"process\")");
    }
    SharedFolder folder = SharedFolder.create(place());
    ReflectionUtil.setClassLoadingStrategy(new AddedClasses());
    InetAddress loopback = InetAddress.getByAddress(LOOPBACK);
    GatewayServer server =
        new GatewayServer.GatewayServerBuilder(new ProcessDoor(folder))
            .javaPort(0)
            .javaAddress(loopback)
            .callbackClient(0, loopback, token)
            .authToken(token)
            .customCommands(List.of(StepCommand.class))
            .serverSocketFactory(StrangerLimits.serverSockets())
            .build();
    server.start(true);
    System.out.println("javagym: listening on 127.0.0.1:" + server.getListeningPort());
    new Parent(
            () -> {
              folder.delete();
              server.shutdown(); // A JVM waits 0.3 s for threads that wait in the kernel.
            })
        .awaitEnd(input);
  }

  private static Path place() {
    String chosen = System.getenv(PLACE_VARIABLE);
    return chosen == null || chosen.isEmpty() ? SharedFolder.defaultPlace() : Path.of(chosen);
  }

  /** Lets Python see the classes that {@code javagym.add_classpath} added. */
  private static final class AddedClasses implements ClassLoadingStrategy {
    @Override
    public Class<?> classForName(String name) throws ClassNotFoundException {
      return ClassPath.find(name);
    }

    @Override
    public ClassLoader getClassLoader() {
      return ClassPath.class.getClassLoader();
    }
  }
}
