package io.javagym.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.client.Client;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a log at its lowest level has of a server and a client that share a token. */
class TokenLogTest {
  private static final String TOKEN = "correct-horse-battery-staple";

  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Level levelBefore = root.getLevel();
  private final InternalLoggerFactory factoryBefore = InternalLoggerFactory.getDefaultFactory();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord event) {
          logged.add(event.getLoggerName() + ": " + event.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void log_all() {
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
    root.setLevel(Level.ALL);
  }

  @AfterEach
  void log_as_before() {
    root.setLevel(levelBefore);
    root.removeHandler(handler);
    InternalLoggerFactory.setDefaultFactory(factoryBefore);
  }

  @Test
  void a_token_is_in_no_log() throws IOException {
    try (JavagymServer server = JavagymServer.builder().token(TOKEN).build().start();
        Client client =
            Client.builder("grpc://127.0.0.1:" + server.port()).token(TOKEN).connect()) {
      client.make("CartPole-v1").close();
    }
    assertThat(logged).isNotEmpty().noneMatch(line -> line.contains(TOKEN));
    assertThat(InternalLoggerFactory.getInstance("io.netty.Other").isDebugEnabled()).isTrue();
  }

  @Test
  void without_a_token_frames_are_logged_as_ever() throws IOException {
    try (JavagymServer server = JavagymServer.builder().build().start();
        Client client = Client.connect("grpc://127.0.0.1:" + server.port())) {
      client.list();
    }
    assertThat(logged)
        .anyMatch(
            line -> line.startsWith("io.grpc.netty.NettyClientHandler") && line.contains("HEADERS"))
        .anyMatch(
            line ->
                line.startsWith("io.grpc.netty.NettyServerHandler") && line.contains("HEADERS"));
  }
}
