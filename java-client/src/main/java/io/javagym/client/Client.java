package io.javagym.client;

import io.javagym.Env;
import io.javagym.EnvSpec;
import io.javagym.Gym;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server of environments, such as {@code javagym serve} or {@code javagym
 * serve-python} starts.
 *
 * <pre>{@code
 * try (Client client = Client.connect("grpc://gpu-box:50051")) {
 *   Env<float[], Long> env = client.make("py/LunarLander-v3");
 *   VectorEnv envs = client.makeVector("py/LunarLander-v3", 8);
 * }
 * }</pre>
 *
 * <p>All environments made through it share the connection. Beside {@link io.javagym.GymException},
 * which means what it means in one process, with the other side's stack trace as its cause, they
 * throw {@link ConnectionLostException}, {@link RemoteTimeoutException} and {@link
 * RefusedException}; after one of these an environment can only be closed.
 */
public final class Client implements AutoCloseable {
  private final Connection connection;
  private final Peer peer;

  private Client(Address address) {
    this.peer = () -> "the server at " + address.url();
    this.connection = new Connection(address, peer);
  }

  /**
   * Connects to {@code grpc://host:port}, or by TLS to {@code grpcs://host:port}, with the token of
   * the environment variable JAVAGYM_TOKEN and the certificate authority of JAVAGYM_TLS_CA, if they
   * are set.
   *
   * @throws ConnectionLostException if the server can't be reached
   * @throws RefusedException if the token is not the server's
   */
  public static Client connect(String url) {
    return builder(url).connect();
  }

  /** A connection of which more is to be said. */
  public static Builder builder(String url) {
    return new Builder(Address.of(url));
  }

  /** A client that has not looked whether the server is there. */
  static Client lazily(Address address) {
    return new Client(address);
  }

  /** What the server offers, by id. */
  public Map<String, EnvSpec> list() {
    Map<String, EnvSpec> specs = new LinkedHashMap<>();
    connection.list().forEach(spec -> specs.put(spec.getId(), RemoteSpecs.of(connection, spec)));
    return specs;
  }

  /**
   * The spec of an id, or of the newest version of it. What {@link Gym} makes of it is in the
   * server.
   */
  public EnvSpec spec(String id) {
    return RemoteSpecs.find(connection, peer, id);
  }

  /** Makes an environment of the server's with its default arguments. */
  public <O, A> Env<O, A> make(String id) {
    return make(id, Map.of());
  }

  /** Makes an environment of the server's, as {@link Gym#make(String, Map)} makes one here. */
  public <O, A> Env<O, A> make(String id, Map<String, ? extends @Nullable Object> kwargs) {
    return Gym.make(spec(id), kwargs);
  }

  /** Makes a vector environment of the server's, as {@link Gym#makeVector(String, int)} does. */
  public VectorEnv makeVector(String id, int numEnvs) {
    EnvSpec spec = spec(id);
    VectorSettings settings =
        VectorSettings.of(numEnvs).withMaxEpisodeSteps(spec.maxEpisodeSteps());
    return Gym.makeVector(spec, settings, Map.of());
  }

  /** Ends the connection, and with it all environments made through it. */
  @Override
  public void close() {
    connection.close();
  }

  /** Says how to connect. */
  public static final class Builder {
    private Address address;

    private Builder(Address address) {
      this.address = address;
    }

    /** The server's token. */
    public Builder token(String token) {
      address = new Address(address.url(), token, address.tlsCa(), address.timeout());
      return this;
    }

    /** A PEM file of the certificate authority that vouches for the server, which means TLS. */
    public Builder tlsCa(Path file) {
      address = new Address(address.url(), address.token(), file, address.timeout());
      return this;
    }

    /** How long the server may take for any answer; a minute unless set. */
    public Builder timeout(Duration timeout) {
      address = new Address(address.url(), address.token(), address.tlsCa(), timeout);
      return this;
    }

    /**
     * Connects.
     *
     * @throws ConnectionLostException if the server can't be reached
     * @throws RefusedException if the token is not the server's
     */
    public Client connect() {
      Client client = new Client(address);
      try {
        client.connection.list();
      } catch (RuntimeException e) {
        client.close();
        throw e;
      }
      return client;
    }
  }
}
