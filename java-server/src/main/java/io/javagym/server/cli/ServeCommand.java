package io.javagym.server.cli;

import ch.qos.logback.classic.Level;
import io.javagym.GymException;
import io.javagym.doors.ClassPath;
import io.javagym.server.JavagymServer;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Starts a server, says where it listens, and drains it when the process is told to end. */
@Command(
    name = "serve",
    description = {
      "Serves environments until it is told to end (SIGTERM, SIGINT).",
      "The first line on stdout is 'listening on HOST:PORT'; the log is on stderr."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ServeCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on (${DEFAULT-VALUE}); any but loopback needs TLS and a token.")
  private String host = "";

  @Option(
      names = "--port",
      defaultValue = "50051",
      description = "Port to listen on (${DEFAULT-VALUE}); 0 picks one that is free.")
  private int port;

  @Option(names = "--tls-cert", description = "Certificate chain, PEM.")
  private @Nullable File tlsCert;

  @Option(names = "--tls-key", description = "Its private key, PKCS #8, PEM.")
  private @Nullable File tlsKey;

  @Option(
      names = "--token-file",
      description = "File whose first line is the token that every call must carry.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--max-sessions",
      defaultValue = "64",
      description = "Sessions at a time (${DEFAULT-VALUE}).")
  private int maxSessions;

  @Option(
      names = "--max-envs",
      defaultValue = "65536",
      description = "Environments in a session (${DEFAULT-VALUE}).")
  private int maxEnvs;

  @Option(
      names = "--max-message-bytes",
      defaultValue = "64m",
      converter = Bytes.class,
      description = "Size of a message in either direction (${DEFAULT-VALUE}).")
  private long maxMessageBytes;

  @Option(
      names = "--max-memory",
      converter = Bytes.class,
      description = "Size of all batches together (half of the heap's limit, -Xmx).")
  private @Nullable Long maxMemory;

  @Option(
      names = "--idle-timeout",
      defaultValue = "600",
      description = "Seconds without a request after which a session is ended (${DEFAULT-VALUE}).")
  private double idleTimeoutSeconds;

  @Option(
      names = "--drain-timeout",
      defaultValue = "30",
      description = "Seconds that sessions may go on after SIGTERM (${DEFAULT-VALUE}).")
  private double drainTimeoutSeconds;

  @Option(
      names = "--metrics-port",
      description = "Serve /metrics for Prometheus on this port; 0 picks one that is free.")
  private @Nullable Integer metricsPort;

  @Option(
      names = "--metrics-host",
      defaultValue = "127.0.0.1",
      description = "Address of /metrics (${DEFAULT-VALUE}). It asks for no token.")
  private String metricsHost = "";

  @Option(
      names = "--classpath",
      description = "A jar of your own, or a folder of classes; may be repeated.")
  private List<String> classpath = new ArrayList<>();

  @Option(
      names = "--env",
      description = "Offer this environment and not every one that is registered; may be repeated.")
  private List<String> envs = new ArrayList<>();

  @Option(
      names = "--allow-kwarg",
      description =
          "Let clients give this argument though its name looks like a file's or folder's.")
  private List<String> allowedKwargs = new ArrayList<>();

  @Option(names = "--deny-kwarg", description = "Refuse this argument from clients.")
  private List<String> deniedKwargs = new ArrayList<>();

  @Option(
      names = "--log-format",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private ServerLog.Format logFormat = ServerLog.Format.text;

  @Option(
      names = "--log-level",
      defaultValue = "info",
      description = "debug, info, warn, error or off (${DEFAULT-VALUE}).")
  private String logLevel = "";

  @Override
  public Integer call() throws InterruptedException {
    ServerLog.configure(logFormat, Level.toLevel(logLevel, Level.INFO));
    JavagymServer server;
    try {
      if (!classpath.isEmpty()) {
        ClassPath.add(classpath.toArray(String[]::new));
      }
      server = builder().build();
    } catch (IllegalArgumentException | GymException e) {
      throw new ParameterException(commandLine().commandLine(), String.valueOf(e.getMessage()), e);
    }
    try {
      server.start();
    } catch (IOException e) {
      commandLine().commandLine().getErr().println(e.getMessage());
      return 1;
    }
    Duration drainLimit = duration("--drain-timeout", drainTimeoutSeconds);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> server.drain(drainLimit), "javagym-drain"));
    PrintWriter out = commandLine().commandLine().getOut();
    out.printf("listening on %s:%d%n", shown(server.host()), server.port());
    if (server.metricsPort() >= 0) {
      out.printf("metrics on http://%s:%d/metrics%n", shown(metricsHost), server.metricsPort());
    }
    out.flush();
    server.awaitTermination();
    return 0;
  }

  private JavagymServer.Builder builder() {
    JavagymServer.Builder builder =
        JavagymServer.builder()
            .host(host)
            .port(port)
            .maxSessions(maxSessions)
            .maxEnvs(maxEnvs)
            .maxMessageBytes((int) Math.min(maxMessageBytes, Integer.MAX_VALUE))
            .idleTimeout(duration("--idle-timeout", idleTimeoutSeconds))
            .offer(envs.toArray(String[]::new));
    if ((tlsCert == null) != (tlsKey == null)) {
      throw new IllegalArgumentException("--tls-cert and --tls-key go together");
    }
    if (tlsCert != null && tlsKey != null) {
      builder.tls(tlsCert, tlsKey);
    }
    if (tokenFile != null) {
      builder.token(token(tokenFile));
    }
    if (maxMemory != null) {
      builder.maxMemoryBytes(maxMemory);
    }
    if (metricsPort != null) {
      builder.metrics(metricsHost, metricsPort);
    }
    allowedKwargs.forEach(builder::allowKwarg);
    deniedKwargs.forEach(builder::denyKwarg);
    return builder;
  }

  private static String token(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the token file %s: %s".formatted(file, e), e);
    }
  }

  private static Duration duration(String option, double seconds) {
    if (!(seconds >= 0 && seconds <= 1e9)) {
      throw new IllegalArgumentException(
          "%s is %s, expected 0 <= seconds <= 1e9".formatted(option, seconds));
    }
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private static String shown(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }

  private CommandSpec commandLine() {
    if (spec == null) {
      throw new AssertionError("picocli sets it");
    }
    return spec;
  }

  /** Reads {@code 4096}, {@code 64m}, {@code 2g}. */
  static final class Bytes implements ITypeConverter<Long> {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([kmg]?)");

    @Override
    public Long convert(String text) {
      Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
      if (!matcher.matches()) {
        throw new TypeConversionException("expected bytes such as 4096, 64m or 2g, got " + text);
      }
      int shift = "kmg".indexOf(matcher.group(2)) * 10 + 10;
      return Long.parseLong(matcher.group(1)) << (matcher.group(2).isEmpty() ? 0 : shift);
    }
  }
}
