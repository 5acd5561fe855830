package io.javagym.client;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is and how it is spoken to.
 *
 * @param url as in {@code grpc://host:port}; {@code grpcs} is TLS
 * @param token the server's token; {@code null} for none
 * @param tlsCa a PEM file of the certificate authority that vouches for the server; {@code null}
 *     for the JVM's own authorities
 * @param timeout that any answer may take
 */
record Address(String url, @Nullable String token, @Nullable Path tlsCa, Duration timeout) {
  static final String PLAIN = "grpc://";
  static final String TLS = "grpcs://";

  private static final String TOKEN_VARIABLE = "JAVAGYM_TOKEN";
  private static final String TLS_CA_VARIABLE = "JAVAGYM_TLS_CA";
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  Address {
    URI uri = parse(url);
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout is %s, expected more than 0".formatted(timeout));
    }
    if (token != null && !isTls(url, tlsCa) && !isLoopback(uri)) {
      throw new IllegalArgumentException(
          ("a token would cross the network to %s for all to read: give tlsCa, or an address of"
                  + " grpcs://")
              .formatted(url));
    }
  }

  /** An address with what the environment variables JAVAGYM_TOKEN and JAVAGYM_TLS_CA say. */
  static Address of(String url) {
    String token = System.getenv(TOKEN_VARIABLE);
    String tlsCa = System.getenv(TLS_CA_VARIABLE);
    return new Address(
        url,
        token == null || token.isEmpty() ? null : token,
        tlsCa == null || tlsCa.isEmpty() ? null : Path.of(tlsCa),
        DEFAULT_TIMEOUT);
  }

  String host() {
    String host = parse(url).getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    return parse(url).getPort();
  }

  boolean isTls() {
    return isTls(url, tlsCa);
  }

  boolean isLoopback() {
    return isLoopback(parse(url));
  }

  private static boolean isTls(String url, @Nullable Path tlsCa) {
    return tlsCa != null || url.startsWith(TLS);
  }

  private static boolean isLoopback(URI uri) {
    try {
      return InetAddress.getByName(uri.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // Reaching it will say so.
    }
  }

  private static URI parse(String url) {
    try {
      URI uri = new URI(url);
      boolean known = url.startsWith(PLAIN) || url.startsWith(TLS);
      String path = uri.getPath();
      boolean bare = path == null || path.isEmpty() || path.equals("/");
      if (known
          && uri.getHost() != null
          && uri.getPort() >= 0
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && bare) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Falls through to the one message.
    }
    throw new IllegalArgumentException(
        "the address is '%s', expected grpc://host:port, or grpcs://host:port for TLS"
            .formatted(url));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return url;
  }
}
