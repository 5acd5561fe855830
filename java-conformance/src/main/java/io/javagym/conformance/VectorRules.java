package io.javagym.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.GymException.Code;
import io.javagym.VectorEnv;
import io.javagym.conformance.IllegalActions.Illegal;
import io.javagym.spaces.Sampler;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;

/** What every vector environment does, made of single ones or not. */
final class VectorRules {
  private VectorRules() {}

  static void rowsAreResetAsTheModeSays(EnvConformance test, AutoresetMode mode) {
    VectorEnv envs = test.openVector(RowRules.settings(mode));
    Sampler<?> actions = envs.batch().actionSpace().sampler(11);
    require(mode + ", autoresetMode()", mode, envs.autoresetMode());
    envs.reset(1);
    boolean[] over = new boolean[envs.numEnvs()];
    requireFlags(envs, mode + ", reset", over);
    for (int step = 1; step <= test.steps(); step++) {
      String where = "%s, step %d".formatted(mode, step);
      if (mode == AutoresetMode.DISABLED && any(over)) {
        Errors.require(
            "with DISABLED a row that ended is not stepped",
            where,
            envs::step,
            Code.RESET_NEEDED,
            "env=" + first(over));
        envs.reset(null, Map.of(), over);
        requireFlags(envs, where + ", after the reset by a mask", new boolean[over.length]);
      }
      RowRules.sampleActions(envs, actions);
      envs.step();
      for (int row = 0; row < over.length; row++) {
        requireRow(envs.batch(), mode, row, where + ", row " + row, over[row]);
      }
      over = RowRules.ended(envs);
    }
  }

  private static void requireFlags(VectorEnv envs, String where, boolean[] expected) {
    require(where + ", ended rows", Values.text(expected), Values.text(RowRules.ended(envs)));
  }

  private static void requireRow(
      Batch batch, AutoresetMode mode, int row, String where, boolean overBefore) {
    requireIn(batch, where + ", observation", batch.observation().read(row));
    boolean over = batch.terminated(row) || batch.truncated(row);
    if (mode == AutoresetMode.NEXT_STEP && overBefore) {
      require(where + ", reward of the step that is a reset", 0.0, batch.reward(row));
      require(where + ", ended in the step that is a reset", false, over);
    }
    require(
        where + ", whether there is a final observation",
        mode == AutoresetMode.SAME_STEP && over,
        batch.hasFinal(row));
    if (batch.hasFinal(row)) {
      requireIn(batch, where + ", final observation", batch.finalObservation().read(row));
    }
  }

  private static void requireIn(Batch batch, String where, Object observation) {
    String explanation = batch.observationSpace().explain(observation);
    if (explanation != null) {
      throw Breach.of(
          "every observation is an element of observationSpace()",
          where,
          batch.observationSpace(),
          explanation);
    }
  }

  private static void require(String where, Object expected, Object got) {
    if (!expected.equals(got)) {
      throw Breach.of("rows are reset as their autoreset mode says", where, expected, got);
    }
  }

  private static boolean any(boolean[] flags) {
    return first(flags) < flags.length;
  }

  private static int first(boolean[] flags) {
    int i = 0;
    while (i < flags.length && !flags[i]) {
      i++;
    }
    return i;
  }

  static void equalSeedsAndActionsGiveEqualRows(EnvConformance test, AutoresetMode mode) {
    assumeTrue(test.isDeterministic(), "equal seeds may give different trajectories");
    Trajectory first = rows(test.openVector(RowRules.settings(mode)), test.steps());
    Trajectory second = rows(test.openVector(RowRules.settings(mode)), test.steps());
    first.requireSame("equal seeds and actions give equal rows: " + mode, second);
  }

  private static Trajectory rows(VectorEnv envs, int steps) {
    envs.reset(7);
    Trajectory rows = new Trajectory();
    tell(rows, envs.batch(), "reset");
    goOn(rows, envs, steps);
    return rows;
  }

  /** Takes so many steps of all rows, and notes all that the batch tells. */
  static void goOn(Trajectory rows, VectorEnv envs, int steps) {
    Sampler<?> actions = envs.batch().actionSpace().sampler(9);
    for (int step = 1; step <= steps; step++) {
      boolean[] ended = RowRules.ended(envs);
      if (envs.autoresetMode() == AutoresetMode.DISABLED && any(ended)) {
        envs.reset(null, Map.of(), ended);
        tell(rows, envs.batch(), "reset before step " + step);
      }
      RowRules.sampleActions(envs, actions);
      envs.step();
      tell(rows, envs.batch(), "step " + step);
    }
  }

  /** Notes all that a batch tells. */
  static void tell(Trajectory rows, Batch batch, String when) {
    for (int row = 0; row < batch.numEnvs(); row++) {
      String where = when + ", row " + row + ", ";
      rows.tell(where + "observation", batch.observation().read(row));
      rows.tell(where + "reward", batch.reward(row));
      rows.tell(where + "terminated", batch.terminated(row));
      rows.tell(where + "truncated", batch.truncated(row));
      rows.tell(where + "info", batch.info().read(row).fields());
      if (batch.hasFinal(row)) {
        rows.tell(where + "final observation", batch.finalObservation().read(row));
        if (!batch.plainRows()) {
          rows.tell(where + "final info", batch.finalInfo().read(row).fields());
        }
      }
    }
  }

  static void aMaskResetsItsRowsAlone(EnvConformance test) {
    VectorEnv envs = test.openVector(RowRules.settings(AutoresetMode.DISABLED));
    Batch batch = envs.batch();
    envs.reset(1);
    RowRules.sampleActions(envs, batch.actionSpace().sampler(3));
    envs.step();
    for (int kept = 0; kept < envs.numEnvs(); kept++) {
      String before = Values.text(batch.observation().read(kept));
      boolean[] mask = new boolean[envs.numEnvs()];
      Arrays.fill(mask, true);
      mask[kept] = false;
      envs.reset(null, Map.of("nonsense", 1L), mask);
      String after = Values.text(batch.observation().read(kept));
      if (!before.equals(after)) {
        throw Breach.of(
            "a reset with a mask leaves the other rows as they are",
            "row " + kept + " of " + Arrays.toString(mask),
            before,
            after);
      }
    }
  }

  static void misuseOfRowsIsRefused(EnvConformance test) {
    String rule = "misuse of a vector environment is refused";
    VectorEnv envs = test.openVector(RowRules.settings(AutoresetMode.NEXT_STEP));
    int numEnvs = envs.numEnvs();
    RowRules.sampleActions(envs, envs.batch().actionSpace().sampler(1));
    Errors.require(rule, "step before reset", envs::step, Code.RESET_NEEDED, "step");
    if (test.masksNeedAReset()) {
      Errors.require(
          rule,
          "a mask before the first reset of all",
          () -> envs.reset(null, Map.of(), new boolean[numEnvs]),
          Code.RESET_NEEDED,
          "mask");
    }
    envs.reset(0);
    Errors.require(
        rule,
        "one seed too many",
        () -> envs.reset(Collections.nCopies(numEnvs + 1, null), Map.of(), null),
        Code.INVALID_ARGUMENT,
        String.valueOf(numEnvs));
    Errors.require(
        rule,
        "a mask that is too short",
        () -> envs.reset(null, Map.of(), new boolean[numEnvs - 1]),
        Code.INVALID_ARGUMENT,
        String.valueOf(numEnvs));
    Errors.require(
        rule,
        "a negative seed",
        () -> envs.reset(BigInteger.valueOf(-3), Map.of()),
        Code.INVALID_ARGUMENT,
        "-3");
    envs.step();
    envs.close();
    Errors.require(rule, "step after close", envs::step, Code.CLOSED, "close");
    Errors.require(rule, "reset after close", () -> envs.reset(0), Code.CLOSED, "close");
    envs.close();
  }

  static void anIllegalActionNamesItsRow(EnvConformance test) {
    assumeTrue(test.isDeterministic(), "equal seeds may give different trajectories");
    Trajectory expected = rows(test.openVector(RowRules.settings(AutoresetMode.NEXT_STEP)), 5);
    VectorEnv envs = test.openVector(RowRules.settings(AutoresetMode.NEXT_STEP));
    Batch batch = envs.batch();
    Sampler<?> legal = batch.actionSpace().sampler(4);
    int last = envs.numEnvs() - 1;
    Trajectory got = new Trajectory();
    envs.reset(7);
    tell(got, batch, "reset");
    for (Illegal illegal : IllegalActions.of(batch.actionSpace())) {
      RowRules.sampleActions(envs, legal);
      if (IllegalActions.put(batch, last, illegal)) {
        Errors.require(
            "an illegal action is refused, and the message tells its row and what is legal",
            "row %d, action %s".formatted(last, Values.text(illegal.action())),
            envs::step,
            Code.INVALID_ACTION,
            "env=" + last,
            illegal.texts().get(0));
      }
    }
    goOn(got, envs, 5);
    expected.requireSame("an illegal action of one row moves none", got);
  }
}
