package io.javagym;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.spaces.Dict;
import io.javagym.spaces.Sampler;
import io.javagym.spaces.Space;
import io.javagym.spaces.SpaceArbitraries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for a batch of any spaces. */
class BatchPropertyTest {
  private static final int ALIGNMENT_BYTES = 64;
  private static final int HEADER_BYTES = 8;

  @Provide
  Arbitrary<Space<?>> spaces() {
    return SpaceArbitraries.spaces(2);
  }

  private static Batch batch(
      int numEnvs, Space<?> observation, Space<?> action, Space<?> info, AutoresetMode mode) {
    return Batch.builder(numEnvs, observation, action)
        .info(Dict.of("some", info, "other", action))
        .autoreset(mode)
        .build();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void everyColumnGivesBackWhatWasWritten(
      @ForAll("spaces") Space<?> space, @ForAll @LongRange(min = 0) long seed) {
    int numEnvs = 3;
    Batch batch = batch(numEnvs, space, space, space, AutoresetMode.SAME_STEP);
    Sampler<?> sampler = space.sampler(seed);
    List<Columns<?>> columns =
        List.of(batch.action(), batch.observation(), batch.finalObservation());
    // Twice, so that cells of the heap are written over.
    for (int round = 0; round < 2; round++) {
      List<Object> written = new ArrayList<>();
      List<Object> read = new ArrayList<>();
      for (int row = 0; row < numEnvs; row++) {
        for (Columns<?> each : columns) {
          Object sample = sampler.sample();
          written.add(sample);
          each.write(row, sample);
        }
        Info info = Info.of("some", sampler.sample());
        Info finalInfo = Info.of("other", sampler.sample(), "some", sampler.sample());
        written.add(info.fields());
        written.add(finalInfo.fields());
        batch.info().write(row, info);
        batch.finalInfo().write(row, finalInfo);
      }
      for (int row = 0; row < numEnvs; row++) {
        for (Columns<?> each : columns) {
          read.add(each.read(row));
        }
        read.add(batch.info().read(row).fields());
        read.add(batch.finalInfo().read(row).fields());
      }
      assertThat(ValueText.of(read)).isEqualTo(ValueText.of(written));
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void aSampleOfTheActionSpaceIsAnAction(
      @ForAll("spaces") Space<?> space, @ForAll @LongRange(min = 0) long seed) {
    Batch batch = batch(2, space, space, space, AutoresetMode.DISABLED);
    Object action = space.sampler(seed).sample();
    batch.action().write(1, action);

    assertThat(batch.readAction(1)).usingRecursiveComparison().isEqualTo(action);
    assertThat(ActionCheck.explain(space, action)).isNull();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void columnsAreAlignedAndDoNotOverlap(
      @ForAll("spaces") Space<?> observation,
      @ForAll("spaces") Space<?> action,
      @ForAll("spaces") Space<?> info,
      @ForAll @IntRange(min = 1, max = 70) int numEnvs,
      @ForAll AutoresetMode mode) {
    Batch batch = batch(numEnvs, observation, action, info, mode);
    LayoutJson layout = LayoutJson.of(batch);

    assertThat(batch.memory().alignmentOffset(0, ALIGNMENT_BYTES)).isZero();
    List<LayoutJson.Column> columns = new ArrayList<>();
    columns.add(new LayoutJson.Column("header", 0, HEADER_BYTES));
    for (String region : List.of("action", "output", "final")) {
      int[] range = layout.region(region);
      assertThat(layout.columns(region))
          .allSatisfy(column -> assertThat(column.offset()).isBetween(range[0], range[1]))
          .allSatisfy(
              column -> assertThat(column.end()).isBetween((long) range[0], (long) range[1]))
          .allSatisfy(column -> assertThat(column.offset() % ALIGNMENT_BYTES).isZero());
      columns.addAll(layout.columns(region));
    }
    columns.removeIf(column -> column.bytes() == 0);
    columns.sort(Comparator.comparingInt(LayoutJson.Column::offset));
    for (int i = 1; i < columns.size(); i++) {
      assertThat(columns.get(i - 1).end())
          .as("%s before %s", columns.get(i - 1), columns.get(i))
          .isLessThanOrEqualTo(columns.get(i).offset());
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void theRegionsCoverAllButTheHeader(
      @ForAll("spaces") Space<?> observation,
      @ForAll("spaces") Space<?> action,
      @ForAll @IntRange(min = 1, max = 70) int numEnvs,
      @ForAll AutoresetMode mode) {
    Batch batch = batch(numEnvs, observation, action, Dict.EMPTY, mode);
    LayoutJson layout = LayoutJson.of(batch);
    int[] actions = layout.region("action");
    int[] outputs = layout.region("output");
    int[] finals = layout.region("final");

    assertThat(actions[0]).isEqualTo(ALIGNMENT_BYTES);
    assertThat(outputs[0]).isEqualTo(actions[1]);
    assertThat(finals[0]).isEqualTo(outputs[1]);
    assertThat(finals[1]).isEqualTo(layout.bytes()).isEqualTo(batch.memory().capacity());
    assertThat(batch.actionBytes().capacity()).isEqualTo(actions[1] - actions[0]);
    assertThat(batch.outputBytes().capacity()).isEqualTo(outputs[1] - outputs[0]);
    assertThat(batch.finalBytes().capacity()).isEqualTo(finals[1] - finals[0]);
    assertThat(batch.finalBytes().hasRemaining()).isEqualTo(mode == AutoresetMode.SAME_STEP);
  }
}
