package io.javagym.doors.process;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions of design.md: a door knows no environment. */
@AnalyzeClasses(
    packages = "io.javagym.doors.process",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule THE_DOOR_KNOWS_NO_ENVIRONMENT =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.javagym.envs..");

  @ArchTest
  static final ArchRule FEW_CLASSES_KNOW_PY4J =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Main.class, StepCommand.class)
          .should()
          .dependOnClassesThat(resideInAPackage("py4j.."));

  @ArchTest
  static final ArchRule ONLY_THE_MAIN_CLASS_SPEAKS_ON_STANDARD_STREAMS =
      noClasses().that().doNotBelongToAnyOf(Main.class).should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule NO_STATIC_FIELD_IS_SET_TWICE =
      fields().that().areStatic().should().beFinal();
}
