package io.javagym.agents.ppo;

import io.javagym.Batch;
import io.javagym.Columns;
import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.Features;
import io.javagym.agents.VectorAgent;
import io.javagym.agents.nn.Network;
import io.javagym.agents.policies.Actions;
import io.javagym.agents.policyfile.HasPolicy;
import io.javagym.agents.policyfile.Policy;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Space;
import java.util.List;
import java.util.Map;

/** PPO on the rows of a vector environment, which it reads from the batch. */
public final class VectorPpo implements VectorAgent, HasPolicy, Snapshottable {
  private final Space<?> observations;
  private final Space<?> actionSpace;
  private final int numEnvs;
  private final RowReader reader;
  private final Actions<?> actions;
  private final PpoLearner learner;
  private final float[] next;

  /**
   * An agent at its random start for the rows of a batch.
   *
   * @param random where weights, actions and minibatches come from
   * @throws IllegalArgumentException if PPO can't see the observations or take the actions
   */
  public VectorPpo(Batch batch, PpoSettings settings, NumpyGenerator random) {
    this.observations = batch.observationSpace();
    this.actionSpace = batch.actionSpace();
    this.numEnvs = batch.numEnvs();
    this.reader = RowReader.of(batch.observationSpace());
    this.actions = Actions.of("PPO", batch.actionSpace());
    this.learner = new PpoLearner(settings, numEnvs, reader.size(), actions.distribution(), random);
    this.next = new float[reader.size()];
  }

  @Override
  public void act(Batch batch) {
    for (int env = 0; env < numEnvs; env++) {
      reader.read(batch.observation(), env, learner.features(env));
    }
    learner.act();
    for (int env = 0; env < numEnvs; env++) {
      batch.action().write(env, actions.decode(learner.action(env)));
    }
  }

  @Override
  public void update(Batch batch) {
    for (int env = 0; env < numEnvs; env++) {
      Columns<?> led = batch.hasFinal(env) ? batch.finalObservation() : batch.observation();
      reader.read(led, env, next);
      learner.observe(env, batch.reward(env), next, batch.terminated(env), batch.truncated(env));
    }
    learner.endStep();
  }

  @Override
  public void exchangeState(StateExchange state) {
    learner.exchangeState(state);
  }

  /** Of the last minibatch: {@code policy_loss, value_loss, entropy, kl}. */
  @Override
  public Map<String, Double> metrics() {
    return learner.metrics();
  }

  /** The policy that it follows now in each row, by this agent's own network. */
  @Override
  public Policy<?, ?> policy() {
    return Policy.of("PPO", observations, actionSpace, networks().get(0), actions.distribution());
  }

  /** One network whose last output is the value, or the policy's network and the value's. */
  public List<Network> networks() {
    return learner.networks().networks();
  }

  @Override
  public void close() {
    learner.close();
  }

  /** Reads the features of a row, without copies where the column is float32. */
  private interface RowReader {
    int size();

    void read(Columns<?> columns, int row, float[] x);

    static <O> RowReader of(Space<O> space) {
      Features<O> features = Features.of(space);
      int size = features.size();
      boolean floats = features instanceof Features.Floats;
      return new RowReader() {
        @Override
        public int size() {
          return size;
        }

        @Override
        @SuppressWarnings("unchecked") // The columns are those of the space.
        public void read(Columns<?> columns, int row, float[] x) {
          if (floats) {
            columns.bytes().asFloatBuffer().get(row * size, x, 0, size);
          } else {
            features.write((O) columns.read(row), x);
          }
        }
      };
    }
  }
}
