package io.javagym.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.GymException;
import io.javagym.proto.v1.ErrorCode;
import io.javagym.proto.v1.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureProtoTest {
  @ParameterizedTest
  @EnumSource(GymException.Code.class)
  void every_code_has_its_namesake(GymException.Code code) {
    assertThat(FailureProto.code(code).name()).isEqualTo("ERROR_CODE_" + code.name());
  }

  @Test
  void an_environments_own_exception_says_its_type_and_where_it_was_thrown() {
    Failure failure = FailureProto.of(new ArithmeticException("/ by zero"));
    assertThat(failure.getCode()).isEqualTo(ErrorCode.ERROR_CODE_ENV_FAILED);
    assertThat(failure.getMessage()).isEqualTo("java.lang.ArithmeticException: / by zero");
    assertThat(failure.getStackTrace()).contains("FailureProtoTest");
  }

  @Test
  void a_message_of_any_length_becomes_one_that_can_be_sent() {
    Failure failure = FailureProto.of(GymException.invalidArgument("x".repeat(1 << 20)));
    assertThat(failure.getSerializedSize()).isLessThan(1 << 15);
  }
}
