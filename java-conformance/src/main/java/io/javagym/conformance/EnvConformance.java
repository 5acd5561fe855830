package io.javagym.conformance;

import io.javagym.AutoresetMode;
import io.javagym.Env;
import io.javagym.EnvSpec;
import io.javagym.Gym;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every environment must do, as tests. A class of yours extends this and has them all:
 *
 * <pre>{@code
 * class WarehouseTest extends EnvConformance {
 *   @Override
 *   protected Env<?, ?> make() {
 *     return new Warehouse(Kwargs.empty());
 *   }
 * }
 * }</pre>
 *
 * <p>or, for one that {@link Gym#make} knows, with its spec, its arguments and its render modes:
 *
 * <pre>{@code
 * class WarehouseTest extends EnvConformance {
 *   WarehouseTest() {
 *     super("Warehouse-v0", Map.of("rows", 5));
 *   }
 * }
 * }</pre>
 *
 * <p>The id may be of any door, such as {@code py/CartPole-v1} or {@code grpc://host:port/...}. A
 * failure tells the rule, the step, what was expected and what came. A rule that does not apply,
 * such as that of snapshots for an environment that has none, is skipped and says why.
 */
@ExtendWith(WithinLimit.class)
public abstract class EnvConformance {
  /** The name of an environment that has no id of its own. */
  private static final String NAMELESS = "Env-v0";

  private final @Nullable String id;
  private final Map<String, @Nullable Object> kwargs;
  private final List<AutoCloseable> opened = new ArrayList<>();

  /** The conformance of what {@link #make()} makes. */
  protected EnvConformance() {
    this.id = null;
    this.kwargs = Map.of();
  }

  /** The conformance of an environment with its default arguments. */
  protected EnvConformance(String id) {
    this(id, Map.of());
  }

  /** The conformance of an environment with these arguments. */
  protected EnvConformance(String id, Map<String, ? extends @Nullable Object> kwargs) {
    this.id = id;
    this.kwargs = new LinkedHashMap<>(kwargs);
  }

  /**
   * Makes a new environment, each time alike. The tests see it as {@link Gym#make} gives one to its
   * callers: guarded against calls in the wrong order and illegal actions. Override this unless you
   * give an id to the constructor.
   */
  protected Env<?, ?> make() {
    throw new IllegalStateException(
        "%s says neither what to make, by overriding make(), nor an id in its constructor"
            .formatted(getClass().getName()));
  }

  /** What is known of the environment: that of the id, or one around {@link #make()}. */
  protected EnvSpec spec() {
    return id != null ? Gym.spec(id) : EnvSpec.builder(NAMELESS, ignored -> make()).build();
  }

  /**
   * Makes an environment as its callers get it. Override this where they get it by another way than
   * {@link Gym#make}.
   *
   * @param more arguments over those of the constructor
   */
  protected Env<?, ?> makeSingle(Map<String, ? extends @Nullable Object> more) {
    return Gym.make(spec(), with(more));
  }

  /** Makes a vector environment as its callers get it; the counterpart of {@link #makeSingle}. */
  protected VectorEnv makeVector(VectorSettings settings) {
    return Gym.makeVector(spec(), settings, kwargs);
  }

  /** Whether equal seeds and actions give equal trajectories; what the spec says. */
  protected boolean isDeterministic() {
    return !spec().nondeterministic();
  }

  /** Whether anything of a trajectory depends on the seed. Almost always. */
  protected boolean seedsMatter() {
    return true;
  }

  /** Whether a seed gives the same trajectory in an environment that has been used before. */
  protected boolean seedsForgetThePast() {
    return true;
  }

  /**
   * Whether row {@code i} of a vector environment is the single environment of {@code seed + i}. A
   * vector form of the environment's own may draw all rows from one stream instead.
   */
  protected boolean rowsEqualSingles() {
    return spec().vectorEntryPoint() == null;
  }

  /**
   * Whether a vector environment refuses a mask before the first reset of all rows. The vector
   * forms of Gymnasium's own, as CartPole's in Python, do not.
   */
  protected boolean masksNeedAReset() {
    return true;
  }

  /** Whether the environment has snapshots; by default they are tested if it has them. */
  protected boolean hasSnapshots() {
    return SnapshotRules.areSupported(this);
  }

  /** How many steps a trajectory is compared for. */
  protected int steps() {
    return 300;
  }

  /** How long one test may take until it counts as hanging. */
  protected Duration limit() {
    return Duration.ofSeconds(60);
  }

  // --- the contract ------------------------------------------------------------------------------

  @Test
  final void everyObservationIsInItsSpace() {
    ContractRules.everyObservationIsInItsSpace(this);
  }

  @Test
  final void everyInfoFieldIsDeclared() {
    ContractRules.everyInfoFieldIsDeclared(this);
  }

  @Test
  final void everyRewardIsFinite() {
    ContractRules.everyRewardIsFinite(this);
  }

  @Test
  final void equalSeedsAndActionsGiveEqualTrajectories() {
    SeedRules.equalSeedsAndActionsGiveEqualTrajectories(this);
  }

  @Test
  final void aSeedForgetsThePast() {
    SeedRules.aSeedForgetsThePast(this);
  }

  @Test
  final void differentSeedsGiveDifferentTrajectories() {
    SeedRules.differentSeedsGiveDifferentTrajectories(this);
  }

  @Test
  final void aNegativeSeedIsRefused() {
    SeedRules.aNegativeSeedIsRefused(this);
  }

  @Test
  final void environmentsDoNotTouchEachOther() {
    SeedRules.environmentsDoNotTouchEachOther(this);
  }

  @Test
  final void anActionIsLeftAsItWas() {
    ContractRules.anActionIsLeftAsItWas(this);
  }

  @Test
  final void theTimeLimitTruncates() {
    ContractRules.theTimeLimitTruncates(this);
  }

  @Test
  final void stepBeforeResetIsRefused() {
    OrderRules.stepBeforeResetIsRefused(this);
  }

  @Test
  final void useAfterCloseIsRefused() {
    OrderRules.useAfterCloseIsRefused(this);
  }

  @Test
  final void closingTwiceIsHarmless() {
    OrderRules.closingTwiceIsHarmless(this);
  }

  @Test
  final void anIllegalActionIsRefusedWithTheLegalRange() {
    OrderRules.anIllegalActionIsRefusedWithTheLegalRange(this);
  }

  @Test
  final void aRefusedActionChangesNothing() {
    OrderRules.aRefusedActionChangesNothing(this);
  }

  @Test
  final void anUnknownArgumentIsRefused() {
    OrderRules.anUnknownArgumentIsRefused(this);
  }

  @Test
  final void anUnknownResetOptionIsPassedOver() {
    ContractRules.anUnknownResetOptionIsPassedOver(this);
  }

  // --- pictures ----------------------------------------------------------------------------------

  @Test
  final void everyRenderModeOfTheSpecDrawsAndNoOther() {
    RenderRules.everyRenderModeOfTheSpecDrawsAndNoOther(this);
  }

  @Test
  final void renderingChangesNothing() {
    RenderRules.renderingChangesNothing(this);
  }

  // --- spaces ------------------------------------------------------------------------------------

  @Test
  final void spacesStayAsTheyAre() {
    SpaceRules.spacesStayAsTheyAre(this);
  }

  @Test
  final void samplesAreElementsAndEqualForEqualSeeds() {
    SpaceRules.samplesAreElementsAndEqualForEqualSeeds(this);
  }

  @Test
  final void spacesCrossAsJson() {
    SpaceRules.spacesCrossAsJson(this);
  }

  @Test
  final void valuesCrossInABatch() {
    SpaceRules.valuesCrossInABatch(this);
  }

  // --- vector environments -----------------------------------------------------------------------

  @Test
  final void rowsAreTheSingleEnvironmentsInEveryAutoresetMode() {
    for (AutoresetMode mode : AutoresetMode.values()) {
      RowRules.rowsAreTheSingleEnvironments(this, mode);
    }
  }

  @Test
  final void rowsAreResetAsTheirAutoresetModeSays() {
    for (AutoresetMode mode : AutoresetMode.values()) {
      VectorRules.rowsAreResetAsTheModeSays(this, mode);
    }
  }

  @Test
  final void equalSeedsAndActionsGiveEqualRows() {
    for (AutoresetMode mode : AutoresetMode.values()) {
      VectorRules.equalSeedsAndActionsGiveEqualRows(this, mode);
    }
  }

  @Test
  final void aMaskResetsItsRowsAlone() {
    VectorRules.aMaskResetsItsRowsAlone(this);
  }

  @Test
  final void misuseOfRowsIsRefused() {
    VectorRules.misuseOfRowsIsRefused(this);
  }

  @Test
  final void anIllegalActionNamesItsRow() {
    VectorRules.anIllegalActionNamesItsRow(this);
  }

  // --- snapshots ---------------------------------------------------------------------------------

  @Test
  final void withoutSnapshotsItSaysSo() {
    SnapshotRules.withoutSnapshotsItSaysSo(this);
  }

  @Test
  final void aSnapshotGoesOnWithTheIdenticalTrajectory() {
    SnapshotRules.aSnapshotGoesOnWithTheIdenticalTrajectory(this);
  }

  @Test
  final void aSnapshotGoesOnInAnotherEnvironment() {
    SnapshotRules.aSnapshotGoesOnInAnotherEnvironment(this);
  }

  @Test
  final void aSnapshotBeforeTheFirstResetHoldsThatThereWasNone() {
    SnapshotRules.aSnapshotBeforeTheFirstResetHoldsThatThereWasNone(this);
  }

  @Test
  final void bytesThatAreNoSnapshotAreRefusedAndChangeNothing() {
    SnapshotRules.bytesThatAreNoSnapshotAreRefusedAndChangeNothing(this);
  }

  @Test
  final void aSnapshotOfRowsGoesOnInEveryAutoresetMode() {
    for (AutoresetMode mode : AutoresetMode.values()) {
      SnapshotRules.aSnapshotOfRowsGoesOn(this, mode);
    }
  }

  // --- leaks -------------------------------------------------------------------------------------

  @Test
  final void noThreadStaysBehind() {
    ThreadRules.noThreadStaysBehind(this);
  }

  // --- what the rules use ------------------------------------------------------------------------

  /** A new environment, closed after the test. */
  final Env<Object, Object> open() {
    return open(Map.of());
  }

  /** The same with more arguments. */
  @SuppressWarnings("unchecked") // The actions and observations are those of its own spaces.
  final Env<Object, Object> open(Map<String, ? extends @Nullable Object> more) {
    Env<Object, Object> env = (Env<Object, Object>) makeSingle(more);
    opened.add(env);
    return env;
  }

  /** A new vector environment, closed after the test. */
  final VectorEnv openVector(VectorSettings settings) {
    VectorEnv env = makeVector(settings);
    opened.add(env);
    return env;
  }

  /** Whether the environment is made by an id, with arguments by name. */
  final boolean hasId() {
    return id != null;
  }

  private Map<String, @Nullable Object> with(Map<String, ? extends @Nullable Object> more) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(kwargs);
    all.putAll(more);
    return all;
  }

  @AfterEach
  final void closeAll() throws Exception {
    for (AutoCloseable env : opened) {
      env.close();
    }
  }
}
