package io.javagym.agents.cli;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code serve}: the server, where it is on the class path; it is a jar of its own. */
@Command(
    name = "serve",
    description = {
      "Serves environments over gRPC.",
      "The server is a jar of its own. With it on the class path,",
      "  java -cp javagym-server.jar:javagym-agents.jar io.javagym.agents.cli.Main serve",
      "is the same as java -jar javagym-server.jar, which takes all other options; --help of",
      "that one tells them."
    })
final class ServeCommand implements Callable<Integer> {
  private static final String SERVER = "io.javagym.server.cli.Main";

  @Spec private CommandSpec spec;

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Class<?> server;
    try {
      server = Class.forName(SERVER);
    } catch (ClassNotFoundException e) {
      throw new ParameterException(
          spec.commandLine(),
          "the server is not on the class path: run java -jar javagym-server.jar, which is in java-server/target");
    }
    try {
      server
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments.toArray(String[]::new));
      return 0;
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
