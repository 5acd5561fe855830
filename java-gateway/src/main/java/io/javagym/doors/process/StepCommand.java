package io.javagym.doors.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import py4j.Protocol;
import py4j.ReturnObject;
import py4j.commands.AbstractCommand;

/**
 * A step by the shortest way that Py4J offers: a command of its own, whose only argument is the
 * session's number. Py4J's call by name reads three lines more and looks the method up.
 */
public final class StepCommand extends AbstractCommand {
  private static final String NAME = "javagym.step";
  private static final String NOTHING = output(null);

  /** Called by Py4J, for each connection. */
  public StepCommand() {
    commandName = NAME;
  }

  @Override
  public void execute(String name, BufferedReader reader, BufferedWriter writer)
      throws IOException {
    int session = Integer.parseInt(reader.readLine());
    ProcessDoor door = (ProcessDoor) gateway.getEntryPoint();
    String answer = door.step(session);
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
