package io.javagym.client;

import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.javagym.AutoresetMode;
import io.javagym.BatchMemory;
import io.javagym.proto.v1.EnvironmentServiceGrpc;
import io.javagym.proto.v1.EnvironmentSpec;
import io.javagym.proto.v1.ListEnvironmentsRequest;
import io.javagym.proto.v1.MakeRequest;
import io.javagym.wire.FrameLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The connection to one server, which all sessions with it share. */
final class Connection implements AutoCloseable {
  private static final Duration MOST_FOR_LIST = Duration.ofSeconds(10);

  /** A server that is stopped, or a network that swallows all, is found out in 15 s. */
  private static final Duration KEEP_ALIVE_TIME = Duration.ofSeconds(10);

  private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(5);
  private static final int FLOW_WINDOW_BYTES = 4 << 20;
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Address address;
  private final Peer peer;
  private final ManagedChannel channel;

  Connection(Address address, Peer peer) {
    this.address = address;
    this.peer = peer;
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(address.host(), address.port(), credentials(address))
            .directExecutor()
            // The server is trusted with as much as it sends; it says itself what it takes.
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .flowControlWindow(FLOW_WINDOW_BYTES)
            .keepAliveTime(KEEP_ALIVE_TIME.toNanos(), TimeUnit.NANOSECONDS)
            .keepAliveTimeout(KEEP_ALIVE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
    if (address.isLoopback()) {
      builder.proxyDetector(target -> null);
    }
    if (address.token() != null) {
      FrameLog.silence();
    }
    this.channel = builder.build();
  }

  private static ChannelCredentials credentials(Address address) {
    if (!address.isTls()) {
      return InsecureChannelCredentials.create();
    }
    if (address.tlsCa() == null) {
      return TlsChannelCredentials.create();
    }
    try {
      return TlsChannelCredentials.newBuilder().trustManager(address.tlsCa().toFile()).build();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the certificate authority %s: %s".formatted(address.tlsCa(), e.getMessage()),
          e);
    }
  }

  Address address() {
    return address;
  }

  private Metadata metadata() {
    Metadata metadata = new Metadata();
    if (address.token() != null) {
      metadata.put(AUTHORIZATION, "Bearer " + address.token());
    }
    return metadata;
  }

  /** What the server offers. */
  List<EnvironmentSpec> list() {
    channel.resetConnectBackoff(); // A server that comes back is found soon.
    long limitNanos = Math.min(MOST_FOR_LIST.toNanos(), address.timeout().toNanos());
    try {
      return ClientCalls.blockingUnaryCall(
              ClientInterceptors.intercept(
                  channel, MetadataUtils.newAttachHeadersInterceptor(metadata())),
              EnvironmentServiceGrpc.getListEnvironmentsMethod(),
              CallOptions.DEFAULT.withDeadlineAfter(limitNanos, TimeUnit.NANOSECONDS),
              ListEnvironmentsRequest.getDefaultInstance())
          .getEnvironmentsList();
    } catch (StatusRuntimeException e) {
      throw Statuses.toException(e.getStatus(), peer, "list of environments");
    }
  }

  /** Makes an environment. */
  RemoteSession open(MakeRequest make, AutoresetMode mode, BatchMemory memory) {
    channel.resetConnectBackoff();
    return new RemoteSession(
        new SessionStream(channel, metadata(), peer), address.timeout(), make, mode, memory);
  }

  /** Ends the connection, and all sessions with it. */
  @Override
  public void close() {
    channel.shutdownNow();
  }
}
