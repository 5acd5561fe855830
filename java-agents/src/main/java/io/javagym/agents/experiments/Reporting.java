package io.javagym.agents.experiments;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;

/** An agent with more to tell of its training than the returns of its episodes. */
interface Reporting {

  /**
   * Called once, when training is over and the environment closed.
   *
   * @param folder where pictures go
   * @param result what {@code result.json} will hold, to add to
   */
  void report(Path folder, JsonObject result) throws IOException;
}
