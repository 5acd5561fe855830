package io.javagym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WarningsTest {
  @Test
  void aWarningGoesToTheReceiverThatWasSetLast() {
    List<String> received = new ArrayList<>();
    Consumer<String> before = Warnings.setReceiver(received::add);
    try {
      Warnings.warn("the cart left the track");
      Consumer<String> own = Warnings.setReceiver(before);
      own.accept("directly");
    } finally {
      Warnings.setReceiver(before);
    }

    assertThat(received).containsExactly("the cart left the track", "directly");
  }
}
