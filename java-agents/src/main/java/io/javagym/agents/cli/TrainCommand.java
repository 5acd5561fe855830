package io.javagym.agents.cli;

import io.javagym.GymException;
import io.javagym.agents.experiments.Experiment;
import io.javagym.agents.experiments.Experiments;
import io.javagym.agents.experiments.Run;
import io.javagym.agents.training.Budget;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code train}: runs an experiment. */
@Command(
    name = "train",
    description = "Trains an agent and writes into a folder what came of it.",
    footer = {
      "",
      "The folder holds afterwards:",
      "  metrics.csv         a line for each episode",
      "  learning_curve.png  returns and their moving average",
      "  result.json         seed, steps, episodes, seconds, mean return",
      "Equal seeds give equal runs."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "NAME",
      completionCandidates = ConfigNames.class,
      converter = ConfigConverter.class,
      description = "The experiment, one of ${COMPLETION-CANDIDATES}; 'list' says more.")
  private Experiment<?, ?> config;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to write into; made where it is not there.")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "At least 0; ${DEFAULT-VALUE} unless given.")
  private long seed;

  @Option(
      names = "--env",
      paramLabel = "ID",
      description = "Another environment than the experiment's, with its default arguments.")
  private @Nullable String envId;

  @Option(
      names = "--episodes",
      paramLabel = "N",
      description = "Another number of episodes than the experiment's.")
  private @Nullable Long episodes;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "So many steps instead, whatever the episodes.")
  private @Nullable Long steps;

  @Option(
      names = "--progress",
      negatable = true,
      description = "A progress bar on stderr; on a terminal, there is one unless told.")
  private @Nullable Boolean progress;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing but errors.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    Run.Result result = execute(run());
    if (!quiet) {
      PrintWriter stdout = spec.commandLine().getOut();
      stdout.println(summary(result));
      stdout.flush();
    }
    return 0;
  }

  /** What is wrong up to here is wrong with the command line. */
  private Run<?, ?> run() {
    if (seed < 0) {
      throw bad("--seed is %d, expected at least 0".formatted(seed));
    }
    if (episodes != null && episodes < 1) {
      throw bad("--episodes is %d, expected at least 1".formatted(episodes));
    }
    if (steps != null && (steps < 1 || episodes != null)) {
      throw bad(
          episodes != null
              ? "--steps and --episodes exclude each other"
              : "--steps is %d, expected at least 1".formatted(steps));
    }
    try {
      Experiment<?, ?> experiment = config;
      if (envId != null) {
        experiment = experiment.withEnv(envId);
      }
      if (episodes != null) {
        experiment = experiment.withBudget(Budget.episodes(episodes));
      } else if (steps != null) {
        experiment = experiment.withBudget(Budget.steps(steps));
      }
      return new Run<>(experiment, seed);
    } catch (GymException | IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  private Run.Result execute(Run<?, ?> run) throws IOException {
    try {
      return run.execute(out, showsProgress() ? System.err : null);
    } catch (IOException e) {
      throw new IOException("cannot write into %s: %s".formatted(out, reason(e)), e);
    } catch (UncheckedIOException e) {
      throw new IOException("cannot write into %s: %s".formatted(out, reason(e.getCause())), e);
    }
  }

  /** In some exceptions of the file system the message is a path, and the name says the rest. */
  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return "it is no folder";
    } else if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof FileSystemException file && file.getReason() == null) {
      return "%s (%s)".formatted(file.getFile(), e.getClass().getSimpleName());
    }
    return String.valueOf(e.getMessage());
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private boolean showsProgress() {
    if (quiet) {
      return false;
    }
    return progress == null ? onTerminal() : progress;
  }

  /** Java can't ask whether stderr is a terminal; where stdin and stdout are, it mostly is. */
  @SuppressWarnings("SystemConsoleNull") // Newer JDKs are asked once more below.
  private static boolean onTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From JDK 22 on there may be a console without a terminal, and this method to tell.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException beforeJdk22) {
      return true;
    }
  }

  private String summary(Run.Result result) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s: %,d episodes, %,d steps in %.2f s, mean return of the last 100 %.2f",
                result.title(),
                result.totals().episodes(),
                result.totals().steps(),
                result.totals().wallSeconds(),
                result.meanReturn()));
    if (result.successRate() != null) {
      text.append(
          String.format(Locale.ROOT, ", success rate of the last 1000 %.3f", result.successRate()));
    }
    return text.append("; see ").append(out).toString();
  }

  /** Names in help. */
  static final class ConfigNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Experiments.all().stream().<String>map(Experiment::name).iterator();
    }
  }

  /** Finds an experiment by its name. */
  static final class ConfigConverter implements ITypeConverter<Experiment<?, ?>> {
    @Override
    public Experiment<?, ?> convert(String name) {
      try {
        return Experiments.named(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
