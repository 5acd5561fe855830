package io.javagym.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.javagym.Env;
import io.javagym.Kwargs;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Each rule finds its fault, and finds none where there is none. */
class EnvConformanceTest {
  /** The conformance of a walk without an id, and without a fault. */
  static class PlainWalk extends EnvConformance {
    @Override
    protected Env<?, ?> make() {
      return new Walk(null, Kwargs.empty(), FaultyWalk.end);
    }
  }

  /** Says neither what to make nor an id. */
  static class Nothing extends EnvConformance {}

  @AfterEach
  void endThreadsThatStayed() {
    FaultyWalk.end.countDown();
    FaultyWalk.fault = null;
  }

  static List<String> rules() {
    return Arrays.stream(EnvConformance.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(method -> method.getName())
        .toList();
  }

  static Stream<Arguments> faultsAndRules() {
    return Arrays.stream(Fault.values())
        .flatMap(fault -> fault.rules().stream().map(rule -> Arguments.of(fault, rule)));
  }

  @ParameterizedTest
  @MethodSource("faultsAndRules")
  void aFaultIsFoundAndTold(Fault fault, String rule) {
    FaultyWalk.end = new CountDownLatch(1);
    FaultyWalk.fault = fault;

    EngineExecutionResults results = run(selectMethod(FaultyWalk.class, rule));

    assertThat(messages(results))
        .singleElement()
        .asString()
        .containsPattern("(?s); .*: expected .*, got |nothing hangs");
  }

  @Test
  void everyRuleFindsAFault() {
    assertThat(faultsAndRules().map(arguments -> arguments.get()[1]).distinct())
        .containsExactlyInAnyOrderElementsOf(rules());
  }

  @Test
  void nothingIsFoundWhereNothingIsWrong() {
    for (Class<?> test : List.of(FaultyWalk.class, PlainWalk.class)) {
      EngineExecutionResults results = run(selectClass(test));

      assertThat(messages(results)).isEmpty();
      assertThat(results.testEvents().succeeded().count()).isGreaterThan(rules().size() - 4);
    }
  }

  @Test
  void aFailureTellsTheRuleTheStepAndBothValues() {
    FaultyWalk.fault = Fault.SNAPSHOT_THAT_FORGETS;

    EngineExecutionResults results =
        run(selectMethod(FaultyWalk.class, "aSnapshotGoesOnWithTheIdenticalTrajectory"));

    assertThat(messages(results))
        .singleElement()
        .asString()
        .matches(
            "a restored environment goes on with the same trajectory: after \\d+ steps;"
                + " step 1, observation: expected float\\[\\S+, \\S+\\],"
                + " got float\\[\\S+, \\S+\\]");
  }

  @Test
  void aClassThatSaysNothingIsToldWhatToSay() {
    EngineExecutionResults results = run(selectMethod(Nothing.class, "everyRewardIsFinite"));

    assertThat(messages(results)).singleElement().asString().contains("overriding make()", "an id");
  }

  private static EngineExecutionResults run(DiscoverySelector what) {
    return EngineTestKit.engine("junit-jupiter").selectors(what).execute();
  }

  private static List<String> messages(EngineExecutionResults results) {
    return results.testEvents().failed().stream()
        .map(EnvConformanceTest::result)
        .map(result -> String.valueOf(result.getThrowable().orElseThrow()))
        .map(text -> text.replaceFirst("^[\\w.]+: ", ""))
        .toList();
  }

  private static TestExecutionResult result(Event event) {
    return event.getRequiredPayload(TestExecutionResult.class);
  }
}
