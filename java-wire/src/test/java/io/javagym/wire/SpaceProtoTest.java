package io.javagym.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.javagym.proto.v1.BoxSpace;
import io.javagym.proto.v1.Dtype;
import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import io.javagym.spaces.SpaceArbitraries;
import io.javagym.spaces.SpaceJson;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SpaceProtoTest {
  @Provide
  Arbitrary<Space<?>> spaces() {
    return SpaceArbitraries.spaces(2);
  }

  @Property(tries = 500)
  void every_space_comes_back_as_it_went(@ForAll("spaces") Space<?> space)
      throws InvalidProtocolBufferException {
    byte[] bytes = SpaceProto.toProto(space).toByteArray();
    Space<?> back = SpaceProto.fromProto(io.javagym.proto.v1.Space.parseFrom(bytes));
    assertThat(back).isEqualTo(space);
    // What equals() passes over: whether a bound of an integer counts, the order of a dict.
    assertThat(SpaceJson.toJson(back)).isEqualTo(SpaceJson.toJson(space));
  }

  @Test
  void the_greatest_numbers_come_back() {
    Space<?> space = Discrete.of(Long.MAX_VALUE, 0);
    assertThat(SpaceProto.fromProto(SpaceProto.toProto(space))).isEqualTo(space);
    Box<?> box = Box.of(DType.UINT64, new long[] {0}, new long[] {-1}, 1);
    assertThat(SpaceProto.fromProto(SpaceProto.toProto(box))).isEqualTo(box);
  }

  @Test
  void equal_bounds_cross_once() {
    BoxSpace box = SpaceProto.toProto(Box.uint8(0, 255, 210, 160, 3)).getBox();
    assertThat(box.getLow().size()).isEqualTo(1);
    assertThat(box.getHigh().size()).isEqualTo(1);
  }

  @Test
  void bounds_of_the_wrong_size_are_refused() {
    BoxSpace.Builder box =
        BoxSpace.newBuilder()
            .setDtype(Dtype.DTYPE_FLOAT32)
            .addShape(3)
            .setLow(ByteString.copyFrom(new byte[8]))
            .setHigh(ByteString.copyFrom(new byte[4]));
    assertThatThrownBy(
            () -> SpaceProto.fromProto(io.javagym.proto.v1.Space.newBuilder().setBox(box).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("low has 8 bytes, expected 12");
  }

  @Test
  void a_shape_that_nobody_could_hold_is_refused_before_memory_is_taken() {
    BoxSpace.Builder box =
        BoxSpace.newBuilder()
            .setDtype(Dtype.DTYPE_UINT8)
            .addShape(1 << 30)
            .setLow(ByteString.copyFrom(new byte[1]))
            .setHigh(ByteString.copyFrom(new byte[1]));
    assertThatThrownBy(
            () -> SpaceProto.fromProto(io.javagym.proto.v1.Space.newBuilder().setBox(box).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("elements");
  }

  @Test
  void a_space_of_an_unknown_kind_is_refused() {
    assertThatThrownBy(() -> SpaceProto.fromProto(io.javagym.proto.v1.Space.getDefaultInstance()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
