package io.javagym.agents.experiments;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.tensorboard.EventFile;
import io.javagym.agents.training.History;
import io.javagym.agents.training.MetricsCsv;
import io.javagym.agents.training.TrainingLoop;

/** All that a run is at a step. */
final class RunState implements Snapshottable {
  private final TrainingLoop loop;
  private final Object agent;
  private final History history;
  private final MetricsCsv csv;
  private final EventFile events;
  private double seconds;

  RunState(TrainingLoop loop, Object agent, History history, MetricsCsv csv, EventFile events) {
    this.loop = loop;
    this.agent = agent;
    this.history = history;
    this.csv = csv;
    this.events = events;
  }

  /** How long training took so far. */
  double seconds() {
    return seconds;
  }

  void seconds(double soFar) {
    seconds = soFar;
  }

  @Override
  public void exchangeState(StateExchange state) {
    seconds = state.exchange(seconds);
    state.exchangePart(agent);
    loop.exchangeState(state);
    history.exchangeState(state);
    csv.exchangeState(state);
    events.exchangeState(state);
  }
}
