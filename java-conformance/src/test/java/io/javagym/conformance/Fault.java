package io.javagym.conformance;

import java.util.List;

/** What can be wrong with an environment, and the rules that find it. */
enum Fault {
  OBSERVATION_OUT_OF_BOUNDS("everyObservationIsInItsSpace"),
  OBSERVATION_OF_ANOTHER_DTYPE("everyObservationIsInItsSpace"),
  FIRST_OBSERVATION_TOO_LONG("everyObservationIsInItsSpace"),
  INFO_THAT_IS_NOT_DECLARED("everyInfoFieldIsDeclared"),
  REWARD_THAT_IS_NAN("everyRewardIsFinite"),
  RANDOMNESS_OF_ITS_OWN(
      "equalSeedsAndActionsGiveEqualTrajectories", "equalSeedsAndActionsGiveEqualRows"),
  PAST_THAT_COUNTS("aSeedForgetsThePast"),
  SEED_THAT_IS_IGNORED("differentSeedsGiveDifferentTrajectories"),
  STATE_THAT_ALL_SHARE("environmentsDoNotTouchEachOther"),
  ACTION_THAT_IS_CHANGED("anActionIsLeftAsItWas"),
  TIME_LIMIT_THAT_TERMINATES("theTimeLimitTruncates"),
  NO_GUARD(
      "aNegativeSeedIsRefused",
      "stepBeforeResetIsRefused",
      "useAfterCloseIsRefused",
      "anIllegalActionIsRefusedWithTheLegalRange",
      "aSnapshotBeforeTheFirstResetHoldsThatThereWasNone"),
  SECOND_CLOSE_THAT_THROWS("closingTwiceIsHarmless"),
  MOVES_BEFORE_IT_REFUSES("aRefusedActionChangesNothing"),
  ERROR_WITHOUT_THE_RANGE("anIllegalActionIsRefusedWithTheLegalRange"),
  ARGUMENTS_THAT_ARE_IGNORED(
      "anUnknownArgumentIsRefused", "everyRenderModeOfTheSpecDrawsAndNoOther"),
  OPTION_THAT_IS_REFUSED("anUnknownResetOptionIsPassedOver"),
  DRAWS_NOTHING("everyRenderModeOfTheSpecDrawsAndNoOther"),
  RENDER_THAT_DRAWS_A_NUMBER("renderingChangesNothing"),
  SPACES_THAT_CHANGE(
      "spacesStayAsTheyAre", "samplesAreElementsAndEqualForEqualSeeds", "spacesCrossAsJson"),
  VECTOR_OF_OTHER_SPACES("valuesCrossInABatch"),
  ONE_SEED_FOR_ALL_ROWS("rowsAreTheSingleEnvironmentsInEveryAutoresetMode"),
  ANOTHER_AUTORESET_MODE("rowsAreResetAsTheirAutoresetModeSays"),
  FIRST_STEP_THAT_IS_SKIPPED("rowsAreTheSingleEnvironmentsInEveryAutoresetMode"),
  MASK_THAT_IS_IGNORED("aMaskResetsItsRowsAlone"),
  VECTOR_THAT_TAKES_ANYTHING("misuseOfRowsIsRefused", "anIllegalActionNamesItsRow"),
  SNAPSHOT_REFUSED_WITHOUT_A_REASON("withoutSnapshotsItSaysSo"),
  SNAPSHOT_THAT_FORGETS(
      "aSnapshotGoesOnWithTheIdenticalTrajectory",
      "aSnapshotGoesOnInAnotherEnvironment",
      "aSnapshotOfRowsGoesOnInEveryAutoresetMode"),
  RESTORES_ANYTHING("bytesThatAreNoSnapshotAreRefusedAndChangeNothing"),
  THREAD_THAT_STAYS("noThreadStaysBehind"),
  STEP_THAT_HANGS("everyRewardIsFinite");

  @SuppressWarnings("ImmutableEnumChecker") // It is List.of that makes it.
  private final List<String> rules;

  Fault(String... rules) {
    this.rules = List.of(rules);
  }

  List<String> rules() {
    return rules;
  }
}
