package io.javagym.agents.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** What a person presses: without waiting for a line on a terminal, else as stdin has it. */
final class Keys implements AutoCloseable {
  /** No more keys. */
  static final int END = -1;

  private static final int ESCAPE = 27;
  private static final Map<Integer, Character> ARROWS =
      Map.of((int) 'A', 'w', (int) 'B', 's', (int) 'C', 'd', (int) 'D', 'a');

  private final InputStream in;
  private final @Nullable Terminal terminal;
  private final @Nullable Attributes before;

  private Keys(InputStream in, @Nullable Terminal terminal) {
    this.in = in;
    this.terminal = terminal;
    this.before = terminal == null ? null : terminal.enterRawMode();
  }

  static Keys open(boolean onTerminal) throws IOException {
    if (!onTerminal) {
      return new Keys(System.in, null);
    }
    // Signals stay the system's, so Ctrl-C ends the game.
    Terminal terminal =
        TerminalBuilder.builder().system(true).nativeSignals(false).dumb(true).build();
    return new Keys(terminal.input(), terminal);
  }

  /** The next key; an arrow is the one of w, a, s, d that lies there. */
  int next() throws IOException {
    int key = in.read();
    while (Character.isWhitespace(key)) {
      key = in.read();
    }
    if (key == ESCAPE && in.read() == '[') {
      Character arrow = ARROWS.get(in.read());
      return arrow == null ? ESCAPE : arrow;
    }
    return key;
  }

  @Override
  public void close() throws IOException {
    if (terminal != null) {
      terminal.setAttributes(before);
      terminal.close();
    }
  }
}
