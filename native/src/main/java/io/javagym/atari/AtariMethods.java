package io.javagym.atari;

import io.javagym.EnvMethod;
import io.javagym.atari.Emulator.Source;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Sequence;
import io.javagym.spaces.Text;
import io.javagym.spaces.Tuple;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What {@link AtariEnv} can do beside {@code reset} and {@code step}, by the names of ale-py, so
 * that Python's wrappers for Atari find what they look for.
 */
final class AtariMethods {
  private static final Discrete TRUTH = Discrete.of(2);
  private static final Discrete COUNT = Discrete.of(1L << 31);
  private static final Discrete WORD = Discrete.of(1L << 32);
  private static final Discrete BYTE = Discrete.of(256);
  private static final Sequence NUMBERS = Sequence.of(COUNT);
  private static final Text STATE = Text.of(0, 1 << 20, AtariState.CHARACTERS);
  private static final Text NAME = Text.of(1, 32, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

  private AtariMethods() {}

  static Map<String, EnvMethod> of(
      AtariEnv<?, ?> env, Emulator emulator, Supplier<Long> randomSeed, FrameSkip frameSkip) {
    Map<String, EnvMethod> methods = ofRow(emulator, env::actionMeanings, frameSkip);
    methods.put("np_random_seed", EnvMethod.of(WORD, randomSeed));
    // ALE reads a state without doubting it, so a stranger's must not come to it.
    methods.put(
        "clone_state",
        EnvMethod.of(
                Tuple.of(TRUTH), STATE, arguments -> env.cloneState(isTrue(arguments)).toText())
            .sealed());
    methods.put(
        "restore_state",
        EnvMethod.action(
                Tuple.of(STATE),
                arguments -> env.restoreState(AtariState.ofText((String) arguments.get(0))))
            .sealed());
    return methods;
  }

  /** What a row of the vector form can do: all that asks the emulator. */
  static Map<String, EnvMethod> ofRow(
      Emulator emulator, Supplier<List<String>> actionMeanings, FrameSkip frameSkip) {
    Map<String, EnvMethod> methods = new LinkedHashMap<>();
    methods.put("get_action_meanings", EnvMethod.of(Sequence.of(NAME), actionMeanings));
    methods.put("_frameskip", frameSkip(frameSkip));
    methods.put("ale.lives", EnvMethod.of(COUNT, () -> (long) emulator.lives()));
    methods.put("ale.game_over", EnvMethod.of(TRUTH, () -> emulator.gameOver() ? 1L : 0L));
    methods.put(
        "ale.game_truncated", EnvMethod.of(TRUTH, () -> emulator.gameTruncated() ? 1L : 0L));
    methods.put("ale.getFrameNumber", EnvMethod.of(COUNT, () -> (long) emulator.frameNumber()));
    methods.put(
        "ale.getEpisodeFrameNumber",
        EnvMethod.of(COUNT, () -> (long) emulator.episodeFrameNumber()));
    methods.put("ale.getScreenRGB", image(emulator, Source.RGB));
    methods.put("ale.getScreenGrayscale", image(emulator, Source.GRAYSCALE));
    methods.put("ale.getScreen", image(emulator, Source.COLOURS));
    methods.put("ale.getRAM", image(emulator, Source.RAM));
    methods.put("ale.getAudio", image(emulator, Source.SOUND));
    methods.put(
        "ale.setRAM",
        EnvMethod.action(
            Tuple.of(Discrete.of(emulator.sizeBytes(Source.RAM)), BYTE),
            arguments ->
                emulator.setRam(
                    ((Long) arguments.get(0)).intValue(), ((Long) arguments.get(1)).byteValue())));
    methods.put("ale.getMinimalActionSet", numbers(emulator::minimalActions));
    methods.put("ale.getLegalActionSet", numbers(emulator::legalActions));
    methods.put("ale.getAvailableModes", numbers(emulator::modes));
    methods.put("ale.getAvailableDifficulties", numbers(emulator::difficulties));
    return methods;
  }

  /** A number, or two where each step draws its own. */
  private static EnvMethod frameSkip(FrameSkip frameSkip) {
    if (frameSkip.high() == frameSkip.low() + 1) {
      return EnvMethod.constant(COUNT, (long) frameSkip.low());
    }
    return EnvMethod.constant(
        Tuple.of(COUNT, COUNT), List.of((long) frameSkip.low(), (long) frameSkip.high()));
  }

  private static boolean isTrue(List<?> arguments) {
    return arguments.get(0).equals(1L);
  }

  private static EnvMethod image(Emulator emulator, Source source) {
    Observer.Image image = new Observer.Image(emulator, source);
    return EnvMethod.of(image.space(), image::observe);
  }

  private static EnvMethod numbers(Supplier<int[]> numbers) {
    return EnvMethod.of(
        NUMBERS, () -> Arrays.stream(numbers.get()).mapToObj(number -> (long) number).toList());
  }
}
