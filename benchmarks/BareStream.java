import io.grpc.InsecureServerCredentials;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The peer of the remote door's benchmark: a bidirectional gRPC stream that answers each message
 * with one of a fixed size and does nothing else. Messages are bytes, not protobuf.
 *
 * <pre>java -cp 'jars' BareStream.java RESPONSE_BYTES</pre>
 */
public final class BareStream {
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

  private BareStream() {}

  /** Serves until the process is ended; the first line on stdout is the port. */
  public static void main(String[] args) throws Exception {
    byte[] response = new byte[Integer.parseInt(args[0])];
    MethodDescriptor<byte[], byte[]> method =
        MethodDescriptor.newBuilder(BYTES, BYTES)
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName("bare.Stream/Exchange")
            .build();
    ServerServiceDefinition service =
        ServerServiceDefinition.builder("bare.Stream")
            .addMethod(
                method,
                ServerCalls.asyncBidiStreamingCall(responses -> answer(responses, response)))
            .build();
    Server server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                InsecureServerCredentials.create())
            .flowControlWindow(4 << 20)
            .maxInboundMessageSize(64 << 20)
            .addService(service)
            .build()
            .start();
    System.out.println(server.getPort());
    server.awaitTermination();
  }

  private static StreamObserver<byte[]> answer(StreamObserver<byte[]> responses, byte[] response) {
    return new StreamObserver<>() {
      @Override
      public void onNext(byte[] request) {
        responses.onNext(response);
      }

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {
        responses.onCompleted();
      }
    };
  }
}
