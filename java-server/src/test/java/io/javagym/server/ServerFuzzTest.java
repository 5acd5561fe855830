package io.javagym.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.javagym.proto.v1.EnvironmentServiceGrpc;
import io.javagym.proto.v1.SessionRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The same over the network: every call comes to its end, and no session is left. */
class ServerFuzzTest {
  private static final long LIMIT_SECONDS = 20;

  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private static final MethodDescriptor<byte[], byte[]> SESSION =
      EnvironmentServiceGrpc.getSessionMethod().toBuilder(BYTES, BYTES).build();

  private static JavagymServer server;
  private static ManagedChannel channel;

  @BeforeContainer
  static void serve() throws IOException {
    server = JavagymServer.builder().maxSessions(8).maxMessageBytes(1 << 20).build().start();
    channel = NettyChannelBuilder.forAddress(server.host(), server.port()).usePlaintext().build();
  }

  @AfterContainer
  static void end() throws InterruptedException {
    channel.shutdownNow();
    assertThat(channel.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    server.close();
  }

  @Provide
  Arbitrary<List<byte[]>> streams() {
    return RequestArbitraries.messages().list().ofMaxSize(10);
  }

  @Provide
  Arbitrary<List<SessionRequest>> sequences() {
    return RequestArbitraries.sequences();
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void any_stream_of_bytes_comes_to_its_end(@ForAll("streams") List<byte[]> messages)
      throws Exception {
    exchange(messages);
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void any_sequence_comes_to_its_end(@ForAll("sequences") List<SessionRequest> requests)
      throws Exception {
    exchange(requests.stream().map(SessionRequest::toByteArray).toList());
  }

  private static void exchange(List<byte[]> messages) throws Exception {
    ClientCall<byte[], byte[]> call = channel.newCall(SESSION, CallOptions.DEFAULT);
    CompletableFuture<Status> end = new CompletableFuture<>();
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(byte[] message) {
            call.request(1);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            end.complete(status);
          }
        },
        new Metadata());
    call.request(1);
    messages.forEach(call::sendMessage);
    call.halfClose();
    Status status = end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (!wasResetByTheTransport(status)) {
      assertThat(status.getCode())
          .as("%s", status)
          .isNotIn(Status.Code.INTERNAL, Status.Code.UNAVAILABLE);
    }
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (server.sessions() > 0) {
      assertThat(System.nanoTime() - deadlineNanos).isNegative();
      Thread.sleep(1);
    }
  }

  /**
   * Whether the server had ended the call while the client was still writing: HTTP/2 then resets
   * the stream, and gRPC may hear of that before it hears of the end. The server's own failures
   * have no such code.
   */
  private static boolean wasResetByTheTransport(Status status) {
    String description = status.getDescription();
    return description != null && description.contains("HTTP/2 error code");
  }
}
