package io.javagym.agents.cli;

import io.javagym.Env;
import io.javagym.EnvSpec;
import io.javagym.Frame;
import io.javagym.Gym;
import io.javagym.GymException;
import io.javagym.Step;
import io.javagym.agents.experiments.Evaluation;
import io.javagym.agents.experiments.Experiment;
import io.javagym.agents.experiments.RunFolder;
import io.javagym.agents.experiments.RunPlan;
import io.javagym.spaces.Discrete;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code play}: a person plays in the terminal, or an agent is shown. */
@Command(
    name = "play",
    description = {
      "Play an environment that is drawn as text, such as FrozenLake-v1, by keys: 0 to 9 are the",
      "actions, w a s d or arrows the directions where there are some, q ends it.",
      "With --agent DIR, the agent of a run plays, as text or into pictures."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false)
final class PlayCommand implements Callable<Integer> {
  private static final String ANSI = "ansi";
  private static final String RGB_ARRAY = "rgb_array";

  /** The keys of the first actions, by environment. */
  private static final Map<String, String> DIRECTIONS =
      Map.of("FrozenLake", "asdw", "CliffWalking", "wdsa", "Taxi", "swdapo");

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "ENV", description = "The environment.")
  private @Nullable String envId;

  @Option(names = "--agent", paramLabel = "DIR", description = "The folder of a run, which plays.")
  private @Nullable Path run;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Pictures of it: an animated FILE.gif, or a folder of PNGs.")
  private @Nullable Path out;

  @Option(
      names = "--episodes",
      paramLabel = "N",
      defaultValue = "1",
      description = "${DEFAULT-VALUE} unless given.")
  private int episodes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "The environment's, at least 0; ${DEFAULT-VALUE} unless given.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    if (episodes < 1 || seed < 0) {
      throw bad("%d episodes and seed %d, expected at least 1 and 0".formatted(episodes, seed));
    }
    if ((envId == null) == (run == null)) {
      throw bad("one of ENV and --agent DIR is needed, and one alone");
    }
    try {
      if (run != null) {
        showAgent(run);
      } else if (envId != null) {
        playByHand(Gym.spec(envId));
      }
      return 0;
    } catch (GymException | IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  private void showAgent(Path folder) throws IOException {
    Path config = new RunFolder(folder).config();
    if (!Files.exists(config)) {
      throw bad("%s is no folder of a run: it has no config.json".formatted(folder));
    }
    showAgent(new RunFolder(folder), RunPlan.read(config).experiment());
  }

  private <O, A> void showAgent(RunFolder folder, Experiment<O, A> plain) throws IOException {
    EnvSpec envSpec = Gym.spec(plain.envId());
    String mode = out == null ? ANSI : RGB_ARRAY;
    if (!envSpec.renderModes().contains(mode)) {
      throw bad(
          out == null
              ? "%s is not drawn as text; --out FILE.gif or --out FOLDER take pictures"
                  .formatted(envSpec.id())
              : "%s draws no pictures, only %s".formatted(envSpec.id(), envSpec.renderModes()));
    }
    Experiment<O, A> drawn = plain.withEnvKwargs(Map.of("render_mode", mode));
    try (Env<O, A> env = drawn.makeEnv();
        @Nullable Pictures pictures = pictures(envSpec.renderFps())) {
      Evaluation played =
          Evaluation.run(
              env,
              Evaluation.policy(folder, env),
              episodes,
              seed,
              shown -> show(shown.render(), pictures));
      say(
          String.format(
              Locale.ROOT,
              "%,d episodes: mean return %.2f, length %.1f",
              episodes,
              played.meanReturn(),
              played.meanLength()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private @Nullable Pictures pictures(int fps) throws IOException {
    if (out == null) {
      return null;
    }
    return out.toString().toLowerCase(Locale.ROOT).endsWith(".gif")
        ? new GifFile(out, fps)
        : new PngFolder(out);
  }

  private void show(@Nullable Frame frame, @Nullable Pictures pictures) {
    if (frame instanceof Frame.Pixels pixels && pictures != null) {
      try {
        pictures.add(pixels);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    } else if (frame != null) {
      say(frame.toString());
    }
  }

  private void playByHand(EnvSpec envSpec) throws IOException {
    if (out != null) {
      throw bad("--out shows an agent; it wants --agent DIR");
    }
    if (!envSpec.renderModes().contains(ANSI)) {
      throw bad("%s is not drawn as text, so a terminal can't show it".formatted(envSpec.id()));
    }
    try (Env<Object, Object> env = Gym.make(envSpec.id(), Map.of("render_mode", ANSI))) {
      if (!((Object) env.actionSpace() instanceof Discrete actions)) {
        throw bad("%s has no actions that keys could be".formatted(envSpec.id()));
      }
      Map<Integer, Long> keys = keys(envSpec.id(), actions);
      try (Keys pressed = Keys.open(TrainCommand.onTerminal())) {
        playByHand(env, keys, pressed);
      }
    }
  }

  private static Map<Integer, Long> keys(String id, Discrete actions) {
    Map<Integer, Long> keys = new HashMap<>();
    String directions = DIRECTIONS.getOrDefault(id.replaceFirst("-v\\d+$", ""), "");
    for (int a = 0; a < Math.min(10, actions.n()); a++) {
      keys.put('0' + a, actions.start() + a);
      if (a < directions.length()) {
        keys.put((int) directions.charAt(a), actions.start() + a);
      }
    }
    return keys;
  }

  private void playByHand(Env<Object, Object> env, Map<Integer, Long> keys, Keys pressed)
      throws IOException {
    for (int episode = 0; episode < episodes; episode++) {
      if (episode == 0) {
        env.reset(seed);
      } else {
        env.reset();
      }
      show(env.render(), null);
      double episodeReturn = 0;
      int length = 0;
      boolean done = false;
      while (!done) {
        int key = pressed.next();
        if (key == Keys.END || key == 'q') {
          return;
        }
        Long action = keys.get(key);
        if (action == null) {
          continue;
        }
        Step<Object> step = env.step(action);
        episodeReturn += step.reward();
        length++;
        done = step.done();
        show(env.render(), null);
      }
      say(String.format(Locale.ROOT, "return %.2f, %d steps", episodeReturn, length));
    }
  }

  private void say(String text) {
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.println(text);
    stdout.flush();
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
