package io.javagym.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions of design.md: a door knows no environment, and a client no server. */
@AnalyzeClasses(
    packages = {"io.javagym.client", "io.javagym.wire"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule A_CLIENT_KNOWS_NO_ENVIRONMENT_AND_NO_SERVER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.javagym.envs..",
              "io.javagym.vector..",
              "io.javagym.server..",
              "io.javagym.agents..");
}
