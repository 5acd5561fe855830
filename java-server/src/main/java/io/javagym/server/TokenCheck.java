package io.javagym.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls without the server's token before any of their messages is read. It keeps a digest
 * of the token, compares in time that doesn't depend on what was sent, and writes no token
 * anywhere.
 */
final class TokenCheck implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String SCHEME = "Bearer ";

  private final byte[] digest;
  private final ServerMetrics metrics;

  TokenCheck(String token, ServerMetrics metrics) {
    this.digest = digest(token);
    this.metrics = metrics;
  }

  @Override
  public <Q, P> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
    if (HealthGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())) {
      return next.startCall(call, headers);
    }
    String complaint = complaint(headers.get(AUTHORIZATION));
    if (complaint == null) {
      return next.startCall(call, headers);
    }
    metrics.refused("token");
    call.close(Status.UNAUTHENTICATED.withDescription(complaint), new Metadata());
    return new ServerCall.Listener<>() {};
  }

  private @Nullable String complaint(@Nullable String authorization) {
    if (authorization == null) {
      return "the server asks for a token, and none was sent: expected the metadata"
          + " 'authorization: Bearer TOKEN' with the call itself";
    }
    if (!authorization.startsWith(SCHEME)) {
      return "expected the metadata 'authorization: Bearer TOKEN', got another scheme";
    }
    return MessageDigest.isEqual(digest, digest(authorization.substring(SCHEME.length())))
        ? null
        : "the token is not the server's";
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
