package io.javagym.doors.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** What Python finds by the offsets that it is told. */
class MailboxTest {
  private static final int SESSION = 5;
  private static final int REQUEST = 8;

  private final ByteBuffer words =
      ByteBuffer.allocateDirect(Mailbox.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final Mailbox mailbox = new Mailbox(words);
  private final JsonObject description = Mailbox.describe();

  @Test
  void whatPythonLeavesIsFound() {
    assertThat(mailbox.request()).isEqualTo(Mailbox.NONE);

    words.putInt(offset("session"), SESSION).putInt(offset("request"), REQUEST);

    assertThat(mailbox.request()).isEqualTo(REQUEST);
    assertThat(mailbox.session()).isEqualTo(SESSION);
  }

  @Test
  void pythonSeesWhetherSomebodyLooksAndWhatCameOfAStep() {
    words.putInt(offset("request"), REQUEST);
    mailbox.open();
    assertThat(mailbox.request()).as("what lay there before is none of ours").isZero();
    assertThat(words.getInt(offset("looking"))).isEqualTo(1);

    mailbox.answer(REQUEST, true);
    assertThat(words.getInt(offset("answer"))).isEqualTo(REQUEST);
    assertThat(words.getInt(offset("silent"))).isEqualTo(1);
    mailbox.answer(REQUEST + 1, false);
    assertThat(words.getInt(offset("answer"))).isEqualTo(REQUEST + 1);
    assertThat(words.getInt(offset("silent"))).isZero();

    mailbox.close();
    assertThat(words.getInt(offset("looking"))).isZero();
  }

  @Test
  void whatEachSideWritesLiesInCacheLinesOfItsOwn() {
    assertThat(offset("answer") - offset("session")).isGreaterThan(64);
  }

  private int offset(String word) {
    return description.get(word + "_offset").getAsInt();
  }
}
