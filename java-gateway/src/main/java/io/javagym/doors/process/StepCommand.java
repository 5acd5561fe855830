package io.javagym.doors.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import py4j.Protocol;
import py4j.ReturnObject;
import py4j.commands.AbstractCommand;

/**
 * A step by the shortest way that Py4J offers: a command of its own, whose arguments are the
 * session's number and that of the step. Py4J's call by name reads three lines more and looks the
 * method up.
 *
 * <p>After a step this connection's thread looks for a moment into its {@link Mailbox}, if Python
 * asked for one by the argument {@code mailbox}, before it waits in the kernel again.
 */
public final class StepCommand extends AbstractCommand {
  private static final String NAME = "javagym.step";
  private static final String MAILBOX_ARGUMENT = "mailbox";
  private static final String NOTHING = output(null);

  /** Longer than an agent of tables takes for its part, and shorter than anybody notices. */
  private static final long LOOK_NANOS = 100_000;

  /** Looks between two that let other threads have the processor. */
  private static final int LOOKS_PER_YIELD = 64;

  /** Who looks in vain looks again after 1, 2, 4 ... steps, and at the latest after so many. */
  private static final int MOST_STEPS_UNSEEN = 64;

  private @Nullable Mailbox mailbox;
  private int stepsUnseen = 1;
  private int stepsToLook;
  private int lastRequest = Mailbox.NONE;
  private @Nullable String lastAnswer;

  /** Called by Py4J, for each connection. */
  public StepCommand() {
    commandName = NAME;
  }

  @Override
  public void execute(String name, BufferedReader reader, BufferedWriter writer)
      throws IOException {
    ProcessDoor door = (ProcessDoor) gateway.getEntryPoint();
    String session = reader.readLine();
    if (session.equals(MAILBOX_ARGUMENT)) {
      say(writer, door.openMailbox(words -> mailbox = new Mailbox(words)));
      return;
    }
    int request = Integer.parseInt(reader.readLine());
    if (request != lastRequest) { // else it was taken from the mailbox
      take(door, Integer.parseInt(session), request);
    }
    Mailbox looked = willLook() ? mailbox : null;
    if (looked != null) {
      looked.open();
    }
    say(writer, lastAnswer);
    if (looked != null) {
      look(looked, door);
    }
  }

  private boolean willLook() {
    return mailbox != null && --stepsToLook <= 0;
  }

  // The scheduler decides only how soon an answer comes: what waits for long is sent anyway.
  @SuppressWarnings("ThreadPriorityCheck")
  private void look(Mailbox looked, ProcessDoor door) {
    boolean found = false;
    try {
      long deadlineNanos = System.nanoTime() + LOOK_NANOS;
      for (int looks = 1; ; looks++) {
        int request = looked.request();
        if (request == Mailbox.COME_BACK) {
          break;
        }
        if (request != Mailbox.NONE && request != lastRequest) {
          found = true;
          long begunNanos = System.nanoTime();
          take(door, looked.session(), request);
          looked.answer(request, lastAnswer == null);
          long doneNanos = System.nanoTime();
          if (lastAnswer != null || doneNanos - begunNanos > LOOK_NANOS) {
            break; // Python has gone over to the connection.
          }
          deadlineNanos = doneNanos + LOOK_NANOS;
        } else if (looks % LOOKS_PER_YIELD != 0) {
          Thread.onSpinWait();
        } else if (System.nanoTime() < deadlineNanos) {
          Thread.yield();
        } else {
          break;
        }
      }
    } finally {
      looked.close();
    }
    stepsUnseen = found ? 1 : Math.min(2 * stepsUnseen, MOST_STEPS_UNSEEN);
    stepsToLook = stepsUnseen;
  }

  private void take(ProcessDoor door, int session, int request) {
    lastRequest = request;
    lastAnswer = door.step(session);
  }

  private static void say(BufferedWriter writer, @Nullable String answer) throws IOException {
    writer.write(answer == null ? NOTHING : output(answer));
    writer.flush();
  }

  private static String output(@Nullable String answer) {
    return Protocol.getOutputCommand(
        answer == null
            ? ReturnObject.getNullReturnObject()
            : ReturnObject.getPrimitiveReturnObject(answer));
  }
}
