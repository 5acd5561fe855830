package io.javagym.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.javagym.AutoresetMode;
import io.javagym.Batch;
import io.javagym.Info;
import io.javagym.Trajectories;
import io.javagym.ValueText;
import io.javagym.proto.v1.Output;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Sampler;
import io.javagym.spaces.Space;
import io.javagym.spaces.SpaceArbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BatchMirrorTest {
  private static final int ROWS = 3;

  @Provide
  Arbitrary<Space<?>> spaces() {
    return SpaceArbitraries.spaces(2);
  }

  @Property(tries = 200)
  void what_one_side_holds_the_other_does(
      @ForAll("spaces") Space<?> observation,
      @ForAll("spaces") Space<?> action,
      @ForAll("spaces") Space<?> told) {
    Batch server = batch(observation, action, told);
    Batch client = batch(observation, action, told);
    BatchTransfer transfer = new BatchTransfer(server);
    BatchMirror mirror = new BatchMirror(client);
    assertThat(mirror.layout()).isEqualTo(transfer.layout());
    Sampler<?> observations = observation.sampler(1);
    Sampler<?> actions = action.sampler(2);
    Sampler<?> infos = told.sampler(3);
    for (int step = 0; step < 3; step++) {
      for (int row = 0; row < ROWS; row++) {
        client.action().write(row, actions.sample());
        server.observation().write(row, observations.sample());
        server.outcome(row, step + row, row == 1, row == 2);
        server.info().write(row, row == 0 ? Info.EMPTY : Info.of("told", infos.sample()));
        boolean over = step == 1 && row == 1;
        server.hasFinal(row, over);
        if (over) {
          server.finalObservation().write(row, observations.sample());
          server.finalInfo().write(row, Info.of("told", infos.sample()));
        }
      }
      transfer.write(mirror.actions());
      mirror.load(transfer.read(step % 2 == 0));
      assertThat(Trajectories.text(client)).isEqualTo(Trajectories.text(server));
      for (int row = 0; row < ROWS; row++) {
        assertThat(ValueText.of(server.action().read(row)))
            .isEqualTo(ValueText.of(client.action().read(row)));
      }
    }
  }

  private static Batch batch(Space<?> observation, Space<?> action, Space<?> told) {
    return Batch.builder(ROWS, observation, action)
        .info(Dict.of("told", told))
        .autoreset(AutoresetMode.SAME_STEP)
        .build();
  }

  @Test
  void regions_of_another_size_are_refused() {
    Discrete space = Discrete.of(2);
    BatchMirror mirror = new BatchMirror(Batch.builder(1, space, space).build());
    Output output = Output.newBuilder().setOutputs(ByteString.copyFrom(new byte[3])).build();
    assertThatThrownBy(() -> mirror.load(output))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("outputs has 3 bytes");
  }
}
