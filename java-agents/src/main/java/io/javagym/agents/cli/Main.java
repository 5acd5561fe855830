package io.javagym.agents.cli;

import io.javagym.agents.experiments.Versions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Trains agents, and shows what they learned. Exit status 0 is success, 1 a failure, 2 a command
 * line that can't be; the last two say why in one line on stderr.
 */
@Command(
    name = "javagym-agents",
    description = "Agents in Java, on the environments of javagym.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      PlayCommand.class,
      ListCommand.class,
      ServeCommand.class
    })
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
    addHyperparameters(commandLine.getSubcommands().get("train"));
    return commandLine;
  }

  /** Help of an agent that is named beside it. */
  private static void addHyperparameters(CommandLine train) {
    String section = "hyperparameters";
    train
        .getHelpSectionMap()
        .put(
            section, help -> ((TrainCommand) help.commandSpec().userObject()).hyperparameterHelp());
    List<String> keys = new ArrayList<>(train.getHelpSectionKeys());
    keys.add(keys.indexOf(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING), section);
    train.setHelpSectionKeys(keys);
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
