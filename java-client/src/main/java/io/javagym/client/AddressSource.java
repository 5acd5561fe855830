package io.javagym.client;

import io.javagym.EnvSource;
import io.javagym.EnvSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Environments of servers, by ids such as {@code grpc://host:port/CartPole-v1}. */
public final class AddressSource implements EnvSource {
  /** One connection to each server, for as long as the JVM lives. */
  private static final Map<String, Client> CLIENTS = new ConcurrentHashMap<>();

  /** For the service loader. */
  public AddressSource() {}

  @Override
  public boolean owns(String id) {
    return id.startsWith(Address.PLAIN) || id.startsWith(Address.TLS);
  }

  @Override
  public EnvSpec spec(String id) {
    int path = id.indexOf('/', id.indexOf("://") + "://".length());
    if (path < 0 || path == id.length() - 1) {
      throw new IllegalArgumentException(
          "the id is '%s', expected grpc://host:port/ID, as in grpc://localhost:50051/CartPole-v1"
              .formatted(id));
    }
    String url = id.substring(0, path);
    return CLIENTS
        .computeIfAbsent(url, address -> Client.lazily(Address.of(address)))
        .spec(id.substring(path + 1));
  }
}
