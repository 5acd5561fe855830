package io.javagym;

import static io.javagym.GymErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.GymException.Code;
import io.javagym.spaces.Box;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Text;
import io.javagym.spaces.Tuple;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvMethodTest {
  private static final Tuple TWO_DIGITS = Tuple.of(Discrete.of(10), Discrete.of(10));

  private final EnvMethod sum =
      EnvMethod.of(
          TWO_DIGITS,
          Discrete.of(19),
          arguments -> (Long) arguments.get(0) + (Long) arguments.get(1));

  @Test
  void argumentsGoInAndTheResultComesOut() {
    assertThat(sum.call(List.of(4L, 9L))).isEqualTo(13L);
    assertThat(sum.parameters()).isEqualTo(TWO_DIGITS);
    assertThat(sum.result()).isEqualTo(Discrete.of(19));
  }

  @Test
  void packedArgumentsGiveAPackedResult() {
    byte[] arguments =
        ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(4).putLong(9).array();
    byte[] result = sum.callPacked(arguments);
    assertThat(result).hasSize(8);
    assertThat(ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN).getLong()).isEqualTo(13);
  }

  @Test
  void argumentsOutsideTheParametersAreRefused() {
    assertFails(() -> sum.call(List.of(4L, 10L)), Code.INVALID_ARGUMENT, "[4, 10]", "10");
    assertFails(() -> sum.call(List.of(4L)), Code.INVALID_ARGUMENT, "[4]");
    assertFails(() -> sum.callPacked(new byte[15]), Code.INVALID_ARGUMENT, "15 bytes");
    assertFails(() -> sum.callPacked(new byte[17]), Code.INVALID_ARGUMENT, "1 bytes are left over");
  }

  @Test
  void aResultOutsideItsSpaceBreaksTheContract() {
    EnvMethod tooLong = EnvMethod.of(Box.uint8(0, 255, 2), () -> new byte[3]);
    assertFails(() -> tooLong.call(List.of()), Code.BROKEN_CONTRACT, "the result is not in");
  }

  @Test
  void anActionReturnsNothing() {
    List<Object> seen = new ArrayList<>();
    EnvMethod remember = EnvMethod.action(TWO_DIGITS, seen::addAll);
    assertThat(remember.call(List.of(1L, 2L))).isEqualTo(List.of());
    assertThat(remember.callPacked(new byte[16])).isEmpty();
    assertThat(seen).containsExactly(1L, 2L, 0L, 0L);
  }

  @Test
  void aConstantIsOne() {
    assertThat(sum.isConstant()).isFalse();
    EnvMethod four = EnvMethod.constant(Discrete.of(5), 4L);
    assertThat(four.isConstant()).isTrue();
    assertThat(four.call(List.of())).isEqualTo(4L);
  }

  /** Quotes instead of a code. */
  private static final EnvMethod.Seal QUOTES =
      new EnvMethod.Seal() {
        @Override
        public String seal(String text) {
          return "'" + text + "'";
        }

        @Override
        public String open(String sealed) {
          if (!sealed.startsWith("'")) {
            throw GymException.invalidArgument("no quotes: " + sealed);
          }
          return sealed.substring(1, sealed.length() - 1);
        }
      };

  @Test
  void textsOfASealedMethodAreSealedForThoseWhoAreNotTrusted() {
    Text text = Text.of(0, 20, "ab'");
    EnvMethod twice =
        EnvMethod.of(Tuple.of(text), text, arguments -> arguments.get(0) + "" + arguments.get(0));
    byte[] bare = packed(text, "ab");
    byte[] quoted = packed(text, "'ab'");
    assertThat(twice.isSealed()).isFalse();
    assertThat(twice.callPacked(bare, QUOTES)).isEqualTo(packed(text, "abab"));
    EnvMethod sealed = twice.sealed();
    assertThat(sealed.isSealed()).isTrue();
    assertThat(sealed.callPacked(bare)).isEqualTo(packed(text, "abab"));
    assertThat(sealed.callPacked(quoted, QUOTES)).isEqualTo(packed(text, "'abab'"));
    assertFails(() -> sealed.callPacked(bare, QUOTES), Code.INVALID_ARGUMENT, "no quotes: ab");
  }

  private static byte[] packed(Text space, String text) {
    PackedValues.Writer writer = new PackedValues.Writer();
    writer.write(space, text);
    return writer.toArray();
  }
}
