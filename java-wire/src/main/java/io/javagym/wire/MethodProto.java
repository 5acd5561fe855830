package io.javagym.wire;

import io.javagym.EnvMethod;
import io.javagym.proto.v1.Method;

/** What an environment can be called for, as the contract says it. */
public final class MethodProto {
  private MethodProto() {}

  /** The message that declares a method. */
  public static Method toProto(String name, EnvMethod method) {
    return Method.newBuilder()
        .setName(name)
        .setParameters(SpaceProto.toProto(method.parameters()))
        .setResult(SpaceProto.toProto(method.result()))
        .setConstant(method.isConstant())
        .setSealed(method.isSealed())
        .build();
  }
}
