package io.javagym.server;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.javagym.GymException;
import io.javagym.proto.v1.EnvironmentServiceGrpc;
import io.javagym.wire.FrameLog;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the environments of this process to other processes and machines, over gRPC.
 *
 * <pre>{@code
 * try (JavagymServer server = JavagymServer.builder().port(0).build().start()) {
 *   System.out.println("grpc://127.0.0.1:" + server.port());
 *   server.awaitTermination();
 * }
 * }</pre>
 *
 * <p>Loopback is served without a token. Any other address asks for TLS and a token: whoever can
 * call the server can make environments, which is to run their code.
 */
public final class JavagymServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JavagymServer.class);

  /** Beside one for each session, for calls that hold no thread for long. */
  private static final int SPARE_THREADS = 8;

  /** What one stream, and one connection, may have on its way without being asked for. */
  private static final int FLOW_WINDOW_BYTES = 4 << 20;

  private static final Duration KEEP_ALIVE_TIME = Duration.ofSeconds(20);
  private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LEAST_CLIENT_KEEP_ALIVE = Duration.ofSeconds(5);
  private static final int HANDSHAKE_SECONDS = 10;
  private static final int MAX_METADATA_BYTES = 16384;
  private static final long SHUTDOWN_SECONDS = 5;

  private final InetAddress host;
  private final Duration idleTimeout;
  private final Server server;
  private final EnvironmentEndpoint endpoint;
  private final HealthStatusManager health;
  private final ThreadPoolExecutor workers;
  private final ScheduledExecutorService clock;
  private @Nullable ScheduledFuture<?> idleCheck;
  private final ServerMetrics metrics;
  private final @Nullable InetSocketAddress metricsAddress;
  private @Nullable HTTPServer metricsServer;

  private JavagymServer(Builder builder) {
    this.host = builder.address();
    this.idleTimeout = builder.idleTimeout;
    MemoryBudget budget = new MemoryBudget(builder.maxMemoryBytes);
    this.metrics = new ServerMetrics(budget);
    this.endpoint =
        new EnvironmentEndpoint(
            new Offer(builder.offered, new KwargsRule(builder.allowedKwargs, builder.deniedKwargs)),
            new SessionLimits(builder.maxMessageBytes, builder.maxEnvs),
            builder.maxSessions,
            budget,
            metrics,
            builder.name());
    this.health = new HealthStatusManager();
    this.clock = Executors.newSingleThreadScheduledExecutor(JavagymServer::clockThread);
    this.workers = workers(builder.maxSessions);
    this.metricsAddress = builder.metricsAddress;
    this.server = server(builder);
  }

  private Server server(Builder builder) {
    NettyServerBuilder netty =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(host, builder.port), builder.credentials())
            .executor(workers)
            .maxInboundMessageSize(builder.maxMessageBytes)
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .maxConcurrentCallsPerConnection(builder.maxSessions + SPARE_THREADS)
            .flowControlWindow(FLOW_WINDOW_BYTES)
            .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTime(KEEP_ALIVE_TIME.toNanos(), TimeUnit.NANOSECONDS)
            .keepAliveTimeout(KEEP_ALIVE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)
            .permitKeepAliveTime(LEAST_CLIENT_KEEP_ALIVE.toNanos(), TimeUnit.NANOSECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addService(endpoint)
            .addService(health.getHealthService())
            .addService(ProtoReflectionServiceV1.newInstance());
    if (builder.token != null) {
      FrameLog.silence();
      netty.intercept(new TokenCheck(builder.token, metrics));
    }
    return netty.build();
  }

  /**
   * Threads on which environments run, each session on one at a time. The one that was last at work
   * takes the next task, so that a session that is stepped finds it awake; a queue would wake one
   * after the other. What comes when all are at work, which only calls without a session can bring
   * about, waits for the clock's thread.
   */
  private ThreadPoolExecutor workers(int maxSessions) {
    AtomicInteger count = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        maxSessions + SPARE_THREADS,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> daemon(task, "javagym-session-" + count.incrementAndGet()),
        (task, pool) -> clock.execute(task));
  }

  private static Thread clockThread(Runnable task) {
    return daemon(task, "javagym-clock");
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** A server with defaults, to be narrowed by the builder's methods. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Begins to listen.
   *
   * @throws IOException if the port is taken or may not be used
   */
  public JavagymServer start() throws IOException {
    RequestWarnings.install();
    try {
      server.start();
      if (metricsAddress != null) {
        metricsServer =
            HTTPServer.builder()
                .hostname(metricsAddress.getHostString())
                .port(metricsAddress.getPort())
                .registry(metrics.registry())
                .buildAndStart();
      }
    } catch (IOException e) {
      close();
      throw new IOException(
          "cannot listen: %s; choose another port, or 0 for any that is free"
              .formatted(e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          e);
    }
    health.setStatus("", ServingStatus.SERVING);
    health.setStatus(EnvironmentServiceGrpc.SERVICE_NAME, ServingStatus.SERVING);
    long period = Math.max(1, Math.min(1000, idleTimeout.toMillis() / 4));
    idleCheck = clock.scheduleWithFixedDelay(this::endIdle, period, period, TimeUnit.MILLISECONDS);
    LOG.atInfo().addKeyValue("host", host()).addKeyValue("port", port()).log("listening");
    return this;
  }

  private void endIdle() {
    endpoint.endIdle(
        idleTimeout.toNanos(),
        Status.ABORTED.withDescription(
            "the session did nothing for %s s (--idle-timeout)"
                .formatted(idleTimeout.toMillis() / 1e3)));
  }

  /** The address that it listens on. */
  public String host() {
    return host.getHostAddress();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getPort();
  }

  /** The port of {@code /metrics}; -1 if it is not served. */
  public int metricsPort() {
    return metricsServer == null ? -1 : metricsServer.getPort();
  }

  /** How many sessions are open. */
  public int sessions() {
    return endpoint.sessions();
  }

  /**
   * Ends the server gracefully: from now on new sessions are refused, and health tells so; those
   * that run may go on for so long, and are ended then.
   */
  public void drain(Duration limit) {
    LOG.atInfo().addKeyValue("sessions", sessions()).log("draining");
    health.enterTerminalState();
    endpoint.drain();
    long deadlineNanos = System.nanoTime() + limit.toNanos();
    try {
      while (endpoint.sessions() > 0 && System.nanoTime() - deadlineNanos < 0) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  /** Ends the server and its sessions at once. Closing twice is harmless. */
  @Override
  public void close() {
    endpoint.drain();
    endpoint.endIdle(0, Status.UNAVAILABLE.withDescription("the server was shut down"));
    server.shutdown();
    try {
      if (!server.awaitTermination(1, TimeUnit.SECONDS)) {
        server.shutdownNow();
        server.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    if (idleCheck != null) {
      idleCheck.cancel(false);
    }
    clock.shutdownNow();
    workers.shutdown();
    if (metricsServer != null) {
      metricsServer.close();
    }
  }

  /** Waits until the server has ended. */
  public void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }

  /** Builds a {@link JavagymServer}. */
  public static final class Builder {
    private String host = "127.0.0.1";
    private int port;
    private @Nullable File certificateChain;
    private @Nullable File privateKey;
    private @Nullable String token;
    private int maxSessions = 64;
    private int maxEnvs = 65_536;
    private int maxMessageBytes = 64 << 20;
    private long maxMemoryBytes = Runtime.getRuntime().maxMemory() / 2;
    private Duration idleTimeout = Duration.ofMinutes(10);
    private @Nullable InetSocketAddress metricsAddress;
    private final Set<String> offered = new HashSet<>();
    private final Set<String> allowedKwargs = new HashSet<>();
    private final Set<String> deniedKwargs = new HashSet<>();

    private Builder() {}

    /** The address to listen on; loopback unless set. */
    public Builder host(String name) {
      host = name;
      return this;
    }

    /** The port to listen on; 0, which is the default, for any that is free. */
    public Builder port(int number) {
      port = requireRange("port", number, 0, 65_535);
      return this;
    }

    /** Speaks TLS only, with a certificate chain and its key (PKCS #8), both in PEM. */
    public Builder tls(File chain, File key) {
      certificateChain = chain;
      privateKey = key;
      return this;
    }

    /** What every call must carry, at least 16 characters of ASCII. */
    public Builder token(String secret) {
      if (secret.length() < 16 || !secret.chars().allMatch(c -> c > ' ' && c < 127)) {
        throw new IllegalArgumentException(
            "the token has %d characters; expected at least 16, of printable ASCII, without spaces"
                .formatted(secret.length()));
      }
      token = secret;
      return this;
    }

    /** How many sessions there may be at a time; 64 unless set. */
    public Builder maxSessions(int sessions) {
      maxSessions = requireRange("max_sessions", sessions, 1, 10_000);
      return this;
    }

    /** How many environments a session may have; 65,536 unless set. */
    public Builder maxEnvs(int envs) {
      maxEnvs = requireRange("max_envs", envs, 1, Integer.MAX_VALUE);
      return this;
    }

    /** How large a message may be, in either direction; 64 MiB unless set. */
    public Builder maxMessageBytes(int bytes) {
      maxMessageBytes = requireRange("max_message_bytes", bytes, 4096, Integer.MAX_VALUE);
      return this;
    }

    /** How large all sessions' batches may be together; half of the heap's limit unless set. */
    public Builder maxMemoryBytes(long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException(
            "max_memory is %d, expected at least 1".formatted(bytes));
      }
      maxMemoryBytes = bytes;
      return this;
    }

    /** After how long without a request a session is ended; ten minutes unless set. */
    public Builder idleTimeout(Duration timeout) {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException(
            "idle_timeout is %s, expected more than 0".formatted(timeout));
      }
      idleTimeout = timeout;
      return this;
    }

    /** Serves {@code /metrics} for Prometheus on loopback; port 0 for any that is free. */
    public Builder metricsPort(int number) {
      return metrics("127.0.0.1", number);
    }

    /** Serves {@code /metrics} on an address. It asks for no token: keep it from strangers. */
    public Builder metrics(String address, int number) {
      metricsAddress =
          new InetSocketAddress(address, requireRange("metrics_port", number, 0, 65_535));
      return this;
    }

    /** Offers these environments only, and not every one that is registered. */
    public Builder offer(String... ids) {
      offered.addAll(List.of(ids));
      return this;
    }

    /** Lets clients give an argument although its name looks like that of a file or folder. */
    public Builder allowKwarg(String name) {
      allowedKwargs.add(name);
      return this;
    }

    /** Refuses an argument of this name from clients. */
    public Builder denyKwarg(String name) {
      deniedKwargs.add(name);
      return this;
    }

    /**
     * The server, not yet listening.
     *
     * @throws IllegalArgumentException if it would let strangers in, or the certificate can't be
     *     read
     * @throws GymException if an environment to offer is not registered
     */
    public JavagymServer build() {
      if (!address().isLoopbackAddress() && (token == null || certificateChain == null)) {
        throw new IllegalArgumentException(
            "%s is not a loopback address, and whoever reaches the server can run environments: it"
                    .formatted(host)
                + " needs %s"
                    .formatted(
                        token == null && certificateChain == null
                            ? "TLS (--tls-cert and --tls-key) and a token (--token-file)"
                            : token == null
                                ? "a token (--token-file)"
                                : "TLS (--tls-cert and --tls-key)"));
      }
      return new JavagymServer(this);
    }

    private InetAddress address() {
      try {
        return InetAddress.getByName(host);
      } catch (IOException e) {
        throw new IllegalArgumentException("unknown host '%s'".formatted(host), e);
      }
    }

    private ServerCredentials credentials() {
      if (certificateChain == null || privateKey == null) {
        return InsecureServerCredentials.create();
      }
      try {
        return TlsServerCredentials.create(certificateChain, privateKey);
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "cannot read the certificate %s and its key %s: %s"
                .formatted(certificateChain, privateKey, e.getMessage()),
            e);
      }
    }

    private String name() {
      String version = JavagymServer.class.getPackage().getImplementationVersion();
      return "javagym%s, Java %s"
          .formatted(version == null ? "" : " " + version, Runtime.version().feature());
    }

    private static int requireRange(String name, int value, int least, int greatest) {
      if (value < least || value > greatest) {
        throw new IllegalArgumentException(
            "%s is %d, expected %d <= %s <= %d".formatted(name, value, least, name, greatest));
      }
      return value;
    }
  }
}
