package io.javagym.vector;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.javagym.AutoresetMode;
import io.javagym.Env;
import io.javagym.GymException;
import io.javagym.GymException.Code;
import io.javagym.StubEnv;
import io.javagym.VectorSettings;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A row that fails: the others go on, the error names it, and it comes back with a reset. */
class RowFailureTest {
  private static final boolean[] ROW_1 = {false, true, false};

  private final List<StubEnv> stubs = List.of(new StubEnv(), new StubEnv(), new StubEnv());

  private SyncVectorEnv vector(AutoresetMode mode) {
    Iterator<StubEnv> rows = stubs.iterator();
    return new SyncVectorEnv(VectorSettings.of(3).withAutoresetMode(mode), rows::next);
  }

  private List<List<String>> calls() {
    return stubs.stream().map(StubEnv::calls).toList();
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("conveyor jammed"),
        new StackOverflowError("conveyor jammed"),
        new NoClassDefFoundError("conveyor jammed"),
        new AssertionError("conveyor jammed"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aStepThatFailsNamesItsRowAndTheOthersAreStepped(Throwable failure) {
    try (SyncVectorEnv vector = vector(AutoresetMode.NEXT_STEP)) {
      vector.reset(0);
      stubs.get(1).failing("step", failure);

      assertThatExceptionOfType(GymException.class)
          .isThrownBy(vector::step)
          .withCause(failure)
          .withMessageContainingAll("step of io.javagym.StubEnv failed: env=1", "conveyor jammed")
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.ENV_FAILED));
      assertThat(calls()).allSatisfy(calls -> assertThat(calls).hasSize(2));
      assertThat(vector.batch().observation().read(0)).isEqualTo(new float[] {2});
      assertThat(vector.batch().observation().read(2)).isEqualTo(new float[] {2});
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRowThatFailedIsOutOfUseUntilItIsReset(AutoresetMode mode) {
    try (SyncVectorEnv vector = vector(mode)) {
      vector.reset(0);
      stubs.get(1).failing("step", new IllegalStateException("conveyor jammed"));
      assertFails(vector::step, Code.ENV_FAILED, "env=1");

      for (int i = 0; i < 2; i++) {
        assertFails(vector::step, Code.RESET_NEEDED, "env=1", "reset it first");
        assertThat(calls()).allSatisfy(calls -> assertThat(calls).hasSize(2));
      }
      vector.reset(null, Map.of(), ROW_1);
      vector.step();
      assertThat(calls())
          .containsExactly(
              List.of("reset 0", "step 0", "step 0"),
              List.of("reset 1", "step 0", "reset null", "step 0"),
              List.of("reset 2", "step 0", "step 0"));
      assertThat(vector.batch().observation().read(1)).isEqualTo(new float[] {4});
    }
  }

  @Test
  void aResetThatFailsNamesItsRowAndTheOthersAreReset() {
    try (SyncVectorEnv vector = vector(AutoresetMode.NEXT_STEP)) {
      stubs.get(1).failing("reset", new IllegalStateException("no map"));

      assertFails(
          () -> vector.reset(0), Code.ENV_FAILED, "reset of io.javagym.StubEnv failed: env=1");
      assertThat(calls()).allSatisfy(calls -> assertThat(calls).hasSize(1));
      assertFails(vector::step, Code.RESET_NEEDED, "env=1");
      vector.reset(null, Map.of(), ROW_1);
      vector.step();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = AutoresetMode.class,
      names = {"NEXT_STEP", "SAME_STEP"})
  void anAutoresetThatFailsIsAFailureOfItsRow(AutoresetMode mode) {
    try (SyncVectorEnv vector = vector(mode)) {
      vector.reset(0);
      stubs.get(1).terminatingAt(1).failing("reset", new IllegalStateException("no map"));

      assertFails(
          () -> {
            vector.step();
            vector.step();
          },
          Code.ENV_FAILED,
          "reset of",
          "env=1");
      assertFails(vector::step, Code.RESET_NEEDED, "env=1");
      vector.reset(null, Map.of(), ROW_1);
      vector.step();
    }
  }

  @Test
  void theFirstOfSeveralFailuresIsThrownWithTheOthers() {
    try (SyncVectorEnv vector = vector(AutoresetMode.NEXT_STEP)) {
      vector.reset(0);
      stubs.get(0).failing("step", new IllegalStateException("zero"));
      stubs.get(2).failing("step", new IllegalStateException("two"));

      assertThatExceptionOfType(GymException.class)
          .isThrownBy(vector::step)
          .withMessageContaining("env=0")
          .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1))
          .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("env=2"));
      vector.reset(null, Map.of(), new boolean[] {true, false, true});
      vector.step();
    }
  }

  @Test
  void whatAnEnvironmentSaysItselfPassesAsItIs() {
    GymException refusal = GymException.invalidArgument("option 'map': no such map");
    try (SyncVectorEnv vector = vector(AutoresetMode.NEXT_STEP)) {
      vector.reset(0);
      stubs.get(1).failing("reset", refusal);

      assertThatExceptionOfType(GymException.class)
          .isThrownBy(() -> vector.reset(0))
          .isSameAs(refusal);
      vector.step();
    }
  }

  @Test
  void closingClosesAllEvenIfOneFails() {
    SyncVectorEnv vector = vector(AutoresetMode.NEXT_STEP);
    stubs.get(0).failing("close", new IllegalStateException("zero"));
    stubs.get(1).failing("close", new IllegalStateException("one"));

    assertThatIllegalStateException()
        .isThrownBy(vector::close)
        .withMessage("zero")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    vector.close();
    assertThat(calls()).allSatisfy(calls -> assertThat(calls).containsExactly("close"));
  }

  @Test
  void aConstructorThatFailsClosesTheRowsBeforeIt() {
    stubs.get(0).failing("close", new IllegalStateException("zero"));
    Iterator<StubEnv> rows = stubs.subList(0, 2).iterator();
    Supplier<Env<?, ?>> factory =
        () -> {
          if (!rows.hasNext()) {
            throw new IllegalArgumentException("no third license");
          }
          return rows.next();
        };

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new SyncVectorEnv(VectorSettings.of(3), factory))
        .withMessage("no third license")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(calls()).containsExactly(List.of("close"), List.of("close"), List.of());
  }

  @Test
  void rowsOfUnequalSpacesAreAnErrorThatNamesTheRowAndClosesAll() {
    stubs.get(2).taking(Discrete.of(3));
    assertFails(
        () -> vector(AutoresetMode.NEXT_STEP),
        Code.BROKEN_CONTRACT,
        "env=2 has the action space Discrete(3), but env=0 has Discrete(2)");
    assertThat(calls()).allSatisfy(calls -> assertThat(calls).containsExactly("close"));

    stubs.get(1).seeing(Box.float32(0, 2, 1));
    assertFails(
        () -> vector(AutoresetMode.NEXT_STEP),
        Code.BROKEN_CONTRACT,
        "env=1 has the observation space Box(0.0, 2.0, (1,), float32), but env=0 has Box");
  }
}
