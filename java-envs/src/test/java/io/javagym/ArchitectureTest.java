package io.javagym;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.javagym.doors.inprocess.InProcessDoor;
import io.javagym.envs.drawing.GymnasiumImages;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/** The directions of design.md: which package may know which. */
@AnalyzeClasses(packages = "io.javagym", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] ENVS_AND_DOORS = {"io.javagym.envs..", "io.javagym.doors.."};

  @ArchTest
  static final ArchRule ENVIRONMENTS_KNOW_NO_DOOR =
      noClasses()
          .that()
          .resideInAPackage("io.javagym.envs..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.javagym.doors..");

  @ArchTest
  static final ArchRule DOORS_KNOW_NO_ENVIRONMENT =
      noClasses()
          .that()
          .resideInAPackage("io.javagym.doors..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.javagym.envs..");

  /** Loading AWT takes a tenth of a second, which nobody should pay without a picture. */
  @ArchTest
  static final ArchRule ONE_CLASS_KNOWS_AWT =
      noClasses()
          .that()
          .doNotBelongToAnyOf(GymnasiumImages.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.awt..", "javax.imageio..", "javax.swing..");

  @ArchTest
  static final ArchRule RANDOMNESS_KNOWS_NOTHING_ELSE =
      noClasses()
          .that()
          .resideInAPackage("io.javagym.random..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.javagym..").and(not(resideInAPackage("io.javagym.random.."))));

  @ArchTest
  static final ArchRule SPACES_KNOW_ONLY_RANDOMNESS =
      noClasses()
          .that()
          .resideInAPackage("io.javagym.spaces..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.javagym..")
                  .and(not(resideInAnyPackage("io.javagym.spaces..", "io.javagym.random.."))));

  @ArchTest
  static final ArchRule THE_CORE_KNOWS_NO_ENVIRONMENT_AND_NO_DOOR =
      noClasses()
          .that()
          .resideInAPackage("io.javagym")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ENVS_AND_DOORS);

  @ArchTest
  static final ArchRule VECTORS_AND_WRAPPERS_KNOW_NO_ENVIRONMENT_AND_NO_DOOR =
      noClasses()
          .that()
          .resideInAnyPackage("io.javagym.vector..", "io.javagym.wrappers..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ENVS_AND_DOORS);

  /**
   * SecureRandom is not among these: it seeds what nobody has seeded. The engine of Box2D is as its
   * authors wrote it, with a helper that draws; nobody may call that.
   */
  @ArchTest
  static final ArchRule RANDOMNESS_IS_PASSED_IN =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.javagym.box2d.engine..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(Collections.class, "shuffle", List.class);

  @ArchTest
  static final ArchRule NOBODY_CALLS_THE_ENGINES_DRAWS =
      noClasses().should().callMethodWhere(target(name("randomFloat")));

  /** The watchdog at the exit is alone then: there is nobody else left to tell. */
  @ArchTest
  static final ArchRule NOBODY_PRINTS =
      noClasses().that().doNotBelongToAnyOf(InProcessDoor.class).should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule NO_STATIC_FIELD_IS_SET_TWICE =
      fields().that().areStatic().should().beFinal();
}
