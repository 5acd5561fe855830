package io.javagym.wire;

import io.javagym.proto.v1.Dtype;
import io.javagym.spaces.DType;
import java.util.Locale;

/** A dtype as the contract says it: NumPy's name in capitals. */
final class DtypeProto {
  private static final String PREFIX = "DTYPE_";

  private DtypeProto() {}

  static Dtype toProto(String numpyName) {
    return Dtype.valueOf(PREFIX + numpyName.toUpperCase(Locale.ROOT));
  }

  static Dtype toProto(DType<?> dtype) {
    return toProto(dtype.numpyName());
  }

  static DType<?> fromProto(Dtype dtype) {
    if (dtype == Dtype.DTYPE_UNSPECIFIED || dtype == Dtype.UNRECOGNIZED) {
      throw new IllegalArgumentException(
          "the dtype is missing, or one that this side doesn't know");
    }
    return DType.of(numpyName(dtype));
  }

  static String numpyName(Dtype dtype) {
    return dtype.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT);
  }
}
