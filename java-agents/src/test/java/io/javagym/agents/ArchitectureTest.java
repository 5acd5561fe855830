package io.javagym.agents;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/** The directions of design.md: agents use what every user of the environments may use. */
@AnalyzeClasses(
    packages = {"io.javagym.agents", "io.javagym.nn", "io.javagym.replay", "io.javagym.training"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] OWN = {
    "io.javagym.agents..", "io.javagym.nn..", "io.javagym.replay..", "io.javagym.training.."
  };

  /** Tables of an MDP are public: planning works on them, not on steps. */
  private static final String[] PUBLIC_API = {
    "io.javagym",
    "io.javagym.spaces",
    "io.javagym.random",
    "io.javagym.wrappers",
    "io.javagym.envs.tabular",
  };

  @ArchTest
  static final ArchRule AGENTS_USE_ONLY_THE_PUBLIC_API =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.javagym..")
                  .and(not(resideInAnyPackage(OWN)))
                  .and(not(resideInAnyPackage(PUBLIC_API))));

  @ArchTest
  static final ArchRule RANDOMNESS_IS_PASSED_IN =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(Collections.class, "shuffle", List.class);

  @ArchTest
  static final ArchRule NO_STATIC_FIELD_IS_SET_TWICE =
      fields().that().areStatic().should().beFinal();
}
