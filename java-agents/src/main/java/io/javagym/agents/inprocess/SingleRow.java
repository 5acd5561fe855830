package io.javagym.agents.inprocess;

import io.javagym.Batch;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.agents.VectorAgent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An agent for one environment, on a batch of one. */
final class SingleRow<O, A> implements VectorAgent {
  private final Agent<O, A> agent;
  private @Nullable O observation;
  private @Nullable A action;

  SingleRow(Agent<O, A> agent) {
    this.agent = agent;
  }

  @Override
  @SuppressWarnings("unchecked") // The batch has the spaces that the agent was made for.
  public void act(Batch batch) {
    O seen = (O) batch.observation().read(0);
    A chosen = agent.act(seen);
    batch.action().write(0, chosen);
    observation = seen;
    action = chosen;
  }

  @Override
  @SuppressWarnings("unchecked") // As in act.
  public void update(Batch batch) {
    O before = observation;
    A taken = action;
    if (before == null || taken == null) {
      throw new IllegalStateException("an update before the first action");
    }
    O next = (O) (batch.hasFinal(0) ? batch.finalObservation() : batch.observation()).read(0);
    agent.update(
        new Experience<>(
            before, taken, batch.reward(0), next, batch.terminated(0), batch.truncated(0)));
  }

  @Override
  public Map<String, Double> metrics() {
    return agent.metrics();
  }

  @Override
  public void close() {
    agent.close();
  }
}
