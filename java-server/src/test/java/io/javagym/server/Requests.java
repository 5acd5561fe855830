package io.javagym.server;

import com.google.protobuf.ByteString;
import io.javagym.proto.v1.CloseRequest;
import io.javagym.proto.v1.HelloRequest;
import io.javagym.proto.v1.Input;
import io.javagym.proto.v1.MakeRequest;
import io.javagym.proto.v1.ResetRequest;
import io.javagym.proto.v1.RestoreRequest;
import io.javagym.proto.v1.Seed;
import io.javagym.proto.v1.SessionRequest;
import io.javagym.proto.v1.SnapshotRequest;
import io.javagym.proto.v1.StepRequest;
import io.javagym.proto.v1.VectorSettings;

/** What a client sends, for tests. */
final class Requests {
  /** The action region of one row of Discrete actions: an int64 and what aligns the next column. */
  private static final int ACTION_BYTES = 64;

  private Requests() {}

  static SessionRequest hello() {
    return hello(EnvironmentSession.PROTOCOL_VERSION);
  }

  static SessionRequest hello(int version) {
    return SessionRequest.newBuilder()
        .setHello(HelloRequest.newBuilder().setProtocolVersion(version).setClient("a test"))
        .build();
  }

  static SessionRequest make(String id) {
    return make(id, "");
  }

  static SessionRequest make(String id, String kwargsJson) {
    return SessionRequest.newBuilder()
        .setMake(MakeRequest.newBuilder().setId(id).setKwargsJson(kwargsJson))
        .build();
  }

  static SessionRequest makeVector(String id, int numEnvs) {
    return SessionRequest.newBuilder()
        .setMake(
            MakeRequest.newBuilder()
                .setId(id)
                .setVector(VectorSettings.newBuilder().setNumEnvs(numEnvs)))
        .build();
  }

  static SessionRequest reset(String seedDigits) {
    return SessionRequest.newBuilder()
        .setReset(ResetRequest.newBuilder().setSeed(Seed.newBuilder().setDigits(seedDigits)))
        .build();
  }

  static SessionRequest step(long... actions) {
    StepRequest.Builder step = StepRequest.newBuilder();
    for (long action : actions) {
      step.addInputs(input(action));
    }
    return SessionRequest.newBuilder().setStep(step).build();
  }

  static SessionRequest chained(long action) {
    return SessionRequest.newBuilder()
        .setStep(StepRequest.newBuilder().addInputs(input(action)).setChained(true))
        .build();
  }

  static Input.Builder input(long action) {
    byte[] bytes = new byte[ACTION_BYTES];
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[i] = (byte) (action >> (8 * i));
    }
    return Input.newBuilder().setActions(ByteString.copyFrom(bytes));
  }

  static SessionRequest snapshot() {
    return SessionRequest.newBuilder().setSnapshot(SnapshotRequest.getDefaultInstance()).build();
  }

  static SessionRequest restore(ByteString state) {
    return SessionRequest.newBuilder()
        .setRestore(RestoreRequest.newBuilder().setState(state))
        .build();
  }

  static SessionRequest close() {
    return SessionRequest.newBuilder().setClose(CloseRequest.getDefaultInstance()).build();
  }
}
