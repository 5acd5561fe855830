package io.javagym.agents.cli;

import io.javagym.agents.experiments.Versions;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Trains agents. Exit status 0 is success, 1 a failure, 2 a command line that can't be; the last
 * two say why in one line on stderr.
 */
@Command(
    name = "javagym-agents",
    description = "Agents in Java, on the environments of javagym.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    subcommands = {TrainCommand.class, ListCommand.class})
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /** Called by the command line where no command is given. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "command missing; expected one of " + String.join(", ", spec.subcommands().keySet()));
  }

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    // Pictures go to files. With a display at hand AWT would connect to it.
    System.setProperty("java.awt.headless", "true");
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine commandLine =
        new CommandLine(new Main())
            .setParameterExceptionHandler(
                (e, args) -> {
                  say(e.getCommandLine(), e.getMessage());
                  return CommandLine.ExitCode.USAGE;
                })
            .setExecutionExceptionHandler(
                (e, command, parsed) -> {
                  say(command, e.getMessage() == null ? e.toString() : e.getMessage());
                  return CommandLine.ExitCode.SOFTWARE;
                });
    commandLine.getSubcommands().values().forEach(sub -> sub.setUsageHelpAutoWidth(true));
    return commandLine;
  }

  private static void say(CommandLine command, String message) {
    PrintWriter err = command.getErr();
    err.println(
        command
            .getColorScheme()
            .errorText(command.getCommandSpec().qualifiedName() + ": " + oneLine(message)));
    err.flush();
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** Reads the version from the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"javagym-agents " + Versions.javagym()};
    }
  }
}
