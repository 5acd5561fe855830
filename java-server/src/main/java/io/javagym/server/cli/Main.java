package io.javagym.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code java -jar javagym-server.jar serve}. */
@Command(
    name = "javagym-server",
    description = "Serves Java environments to other processes and machines.",
    subcommands = ServeCommand.class,
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main {
  private Main() {}

  /** Runs the program and ends the process with its exit status. */
  public static void main(String[] args) {
    // The last one counts, so that a script can put its own options behind those of another.
    System.exit(new CommandLine(new Main()).setOverwrittenOptionsAllowed(true).execute(args));
  }

  /** Reads the version from the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"javagym-server " + (version == null ? "development" : version)};
    }
  }
}
