package io.javagym.agents.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import com.google.gson.ToNumberPolicy;
import io.javagym.Gym;
import io.javagym.GymException;
import io.javagym.agents.algorithms.Algorithm;
import io.javagym.agents.checkpoints.CheckpointException;
import io.javagym.agents.experiments.Experiment;
import io.javagym.agents.experiments.Run;
import io.javagym.agents.experiments.RunFailures;
import io.javagym.agents.experiments.RunFolder;
import io.javagym.agents.experiments.RunOptions;
import io.javagym.agents.experiments.RunPlan;
import io.javagym.agents.training.Budget;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code train}: runs an experiment, or an agent on an environment, or goes on with a run. */
@Command(
    name = "train",
    description = "Trains an agent and writes into a folder what came of it.",
    footer = {
      "",
      "train --agent NAME --help tells the hyperparameters of an agent.",
      "",
      "The folder holds afterwards:",
      "  config.json         all that is needed to run it again",
      "  metrics.csv         a line for each episode",
      "  events.out.*        the same for tensorboard --logdir",
      "  checkpoints         where --resume goes on from: the last two",
      "  policy.safetensors  what was learned, for 'evaluate' and Python",
      "  learning_curve.png  returns and their moving average",
      "  result.json         seed, steps, episodes, seconds, mean return",
      "Equal seeds give equal runs, also where one is stopped and resumed, and on any",
      "number of threads. Ctrl-C saves and stops, a second one stops at once."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {
  private static final long USUAL_STEPS = 100_000;
  private static final Gson GSON =
      new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE).create();

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "NAME",
      completionCandidates = ConfigConverter.Names.class,
      converter = ConfigConverter.class,
      description = "The experiment, one of ${COMPLETION-CANDIDATES}; 'list' says more.")
  private @Nullable Experiment<?, ?> config;

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      completionCandidates = AgentConverter.Names.class,
      converter = AgentConverter.class,
      description =
          "Instead of an experiment, an agent: one of ${COMPLETION-CANDIDATES}. It wants --env.")
  private @Nullable Algorithm<?> agent;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder to write into; made where it is not there.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Goes on with the run of a folder, from its last checkpoint, or from that of a file in its folder checkpoints. --episodes or --steps say another end.")
  private @Nullable Path resume;

  @Option(names = "--seed", paramLabel = "N", description = "At least 0; 0 unless given.")
  private @Nullable Long seed;

  @Option(
      names = "--env",
      paramLabel = "ID",
      description =
          "Another environment than the experiment's, with its default arguments, such as CartPole-v1. With the client on the class path also py/CartPole-v1 and grpc://host:port/CartPole-v1.")
  private @Nullable String envId;

  @Option(
      names = "--kwarg",
      paramLabel = "NAME=VALUE",
      description = "An argument of the environment, the value in JSON; may be repeated.")
  private Map<String, String> kwargs = new LinkedHashMap<>();

  @Option(
      names = "--num-envs",
      paramLabel = "N",
      description = "How many environments to learn on at once; 1 unless given.")
  private @Nullable Integer numEnvs;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many threads may step them; 1 unless given.")
  private @Nullable Integer threads;

  @Option(
      names = {"-p", "--set"},
      paramLabel = "NAME=VALUE",
      description = "A hyperparameter, as in -p learning_rate=1e-3; may be repeated.")
  private Map<String, String> hyperparameters = new LinkedHashMap<>();

  @Option(
      names = "--episodes",
      paramLabel = "N",
      description = "Another number of episodes than the experiment's.")
  private @Nullable Long episodes;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "So many steps instead, whatever the episodes; of an agent, 100000 unless given.")
  private @Nullable Long steps;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "STEPS",
      description = "Steps between checkpoints; unless given, there is one a minute.")
  private long checkpointEvery;

  @Option(
      names = "--progress",
      negatable = true,
      description = "A progress bar on stderr; on a terminal, there is one unless told.")
  private @Nullable Boolean progress;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing but errors.")
  private boolean quiet;

  /** What the agent can be told, for help. */
  String hyperparameterHelp() {
    if (agent != null) {
      return HyperparameterHelp.text(agent.configured());
    }
    return config == null || config.configured() == null
        ? ""
        : HyperparameterHelp.text(config.configured());
  }

  @Override
  public Integer call() throws IOException {
    if (checkpointEvery < 0) {
      throw bad("--checkpoint-every is %d, expected at least 0".formatted(checkpointEvery));
    }
    requireAtLeast("--episodes", episodes, 1);
    requireAtLeast("--steps", steps, 1);
    if (steps != null && episodes != null) {
      throw bad("--steps and --episodes exclude each other");
    }
    requireAtLeast("--seed", seed, 0);
    requireAtLeast("--num-envs", numEnvs, 1);
    requireAtLeast("--threads", threads, 1);
    return resume == null ? begin() : goOn(resume);
  }

  private int begin() throws IOException {
    Path folder = out;
    if (folder == null) {
      throw bad("Missing required option: '--out=DIR'");
    }
    Run run;
    try {
      run = new Run(plan());
    } catch (GymException | IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
    return execute(run, folder);
  }

  /** What is wrong up to here is wrong with the command line. */
  private RunPlan plan() {
    Experiment<?, ?> experiment = experiment().withHyperparameters(hyperparameters);
    Map<String, Object> arguments = new LinkedHashMap<>();
    kwargs.forEach((name, value) -> arguments.put(name, fromJson(value)));
    if (!arguments.isEmpty()) {
      experiment = experiment.withEnvKwargs(arguments);
    }
    Budget budget = budget();
    if (budget != null) {
      experiment = experiment.withBudget(budget);
    }
    return new RunPlan(
        experiment,
        seed == null ? 0 : seed,
        numEnvs == null ? 1 : numEnvs,
        threads == null ? 1 : threads);
  }

  private Experiment<?, ?> experiment() {
    Experiment<?, ?> experiment = config;
    Algorithm<?> algorithm = agent;
    if ((experiment == null) == (algorithm == null)) {
      throw bad("one of --config, --agent and --resume is needed, and one alone");
    }
    if (algorithm != null) {
      if (envId == null) {
        throw bad("--agent wants an environment: --env ID; 'list' shows them");
      }
      return Experiment.of(
          algorithm.name(),
          algorithm.description(),
          Gym.spec(envId).id(),
          Map.of(),
          null,
          Budget.steps(USUAL_STEPS),
          algorithm.configured());
    }
    return envId == null ? experiment : experiment.withEnv(envId);
  }

  private @Nullable Budget budget() {
    if (episodes != null) {
      return Budget.episodes(episodes);
    }
    return steps == null ? null : Budget.steps(steps);
  }

  private static Object fromJson(String value) {
    try {
      Object parsed = GSON.fromJson(value, Object.class);
      return parsed == null ? value : parsed;
    } catch (JsonSyntaxException e) {
      return value;
    }
  }

  private int goOn(Path from) throws IOException {
    if (config != null
        || agent != null
        || out != null
        || seed != null
        || envId != null
        || numEnvs != null
        || !kwargs.isEmpty()
        || !hyperparameters.isEmpty()) {
      throw bad(
          "a run that is resumed stays what it is: beside --resume there may be --episodes, --steps, --threads, --checkpoint-every, --progress and --quiet");
    }
    boolean isFile = Files.isRegularFile(from);
    Path folder = isFile ? from.toAbsolutePath().getParent().getParent() : from;
    RunFolder run = new RunFolder(folder);
    if (!Files.exists(run.config())) {
      throw bad("--resume: %s is no folder of a run: it has no config.json".formatted(folder));
    }
    RunPlan plan = RunPlan.read(run.config());
    Budget budget = budget();
    if (budget != null) {
      plan = plan.withBudget(budget);
    }
    if (threads != null) {
      plan = plan.withThreads(threads);
    }
    Path checkpoint = isFile ? from : run.checkpoints().newest();
    if (checkpoint == null) {
      throw bad("--resume: %s has no checkpoint; begin anew".formatted(folder));
    }
    if (Files.exists(run.result()) && budget == null && !isFile) {
      throw bad(
          "--resume: the run in %s is over; --episodes or --steps say a later end"
              .formatted(folder));
    }
    Run resumed;
    try {
      resumed = Run.resumed(plan, checkpoint);
    } catch (GymException | IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
    return execute(resumed, folder);
  }

  private int execute(Run run, Path folder) throws IOException {
    Run.Result result;
    try (Interrupts interrupts = Interrupts.listen()) {
      RunOptions options =
          new RunOptions(
              showsProgress() ? System.err : null,
              quiet ? null : System.err,
              checkpointEvery,
              interrupts::isStopWanted);
      result = run.execute(folder, options);
    } catch (CheckpointException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("cannot write into %s: %s".formatted(folder, RunFailures.reason(e)), e);
    } catch (UncheckedIOException e) {
      throw new IOException(
          "cannot write into %s: %s".formatted(folder, RunFailures.reason(e.getCause())), e);
    }
    if (!result.isOver()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(stopped(result, folder));
      err.flush();
      return Interrupts.EXIT_STATUS;
    }
    if (!quiet) {
      PrintWriter stdout = spec.commandLine().getOut();
      stdout.println(summary(result, folder));
      stdout.flush();
    }
    return 0;
  }

  private static String stopped(Run.Result result, Path folder) {
    return String.format(
        Locale.ROOT,
        "stopped at step %,d; %s",
        result.totals().steps(),
        result.checkpoint() == null
            ? "there is nothing to go on from"
            : "go on with: train --resume " + folder);
  }

  private void requireAtLeast(String option, @Nullable Number value, long least) {
    if (value != null && value.longValue() < least) {
      throw bad("%s is %d, expected at least %d".formatted(option, value.longValue(), least));
    }
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
  static boolean onTerminal() {
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

  private static String summary(Run.Result result, Path folder) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s: %,d episodes, %,d steps in %.2f s",
                result.title(),
                result.totals().episodes(),
                result.totals().steps(),
                result.totals().wallSeconds()));
    if (!Double.isNaN(result.meanReturn())) { // a worked example may end within its first episode
      text.append(
          String.format(Locale.ROOT, ", mean return of the last 100 %.2f", result.meanReturn()));
    }
    if (result.successRate() != null) {
      text.append(
          String.format(Locale.ROOT, ", success rate of the last 1000 %.3f", result.successRate()));
    }
    return text.append("; see ").append(folder).toString();
  }
}
