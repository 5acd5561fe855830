package io.javagym.agents.dqn;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.Agent;
import io.javagym.agents.Experience;
import io.javagym.agents.Features;
import io.javagym.agents.Metrics;
import io.javagym.agents.nn.Adam;
import io.javagym.agents.nn.Architecture;
import io.javagym.agents.nn.GradientNorm;
import io.javagym.agents.nn.Network;
import io.javagym.agents.policyfile.HasPolicy;
import io.javagym.agents.policyfile.Policy;
import io.javagym.agents.replay.ReplayBuffer;
import io.javagym.agents.replay.Transitions;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Space;
import java.util.Arrays;
import java.util.Map;

/**
 * DQN: V. Mnih et al., Human-level control through deep reinforcement learning, Nature 518, 2015,
 * Algorithm 1.
 *
 * <p>Deviations: 1. Adam instead of RMSProp. 2. The loss is as {@link DqnSettings#loss()} says; the
 * paper clips the error, which is {@link Loss#HUBER}. 3. Updates begin as soon as there is a batch,
 * unless {@link DqnSettings#learningStarts()} says later. 4. After a truncation the future counts.
 *
 * @param <O> the type of an observation, one that {@link Features} knows
 */
public final class Dqn<O> implements Agent<O, Long>, HasPolicy, Snapshottable {
  private final Space<O> observations;
  private final Discrete actionSpace;
  private final DqnSettings settings;
  private final Features<O> features;
  private final int actions;
  private final long firstAction;
  private final NumpyGenerator random;
  private final Network q;
  private final Network qTarget;
  private final TargetValues targetValues;
  private final Adam adam;
  private final ReplayBuffer replay;
  private final Transitions batch;
  private final float[][] dq; // the loss's gradient by Q(s, .), [B][A]
  private final int[] best; // argmax_a of Double DQN, [B]
  private final float[][] x; // the observation to act on, [1][features]
  private final float[] next; // [features]
  private long steps;
  private long episodes;
  private long updates;
  private double episodeLoss;
  private long episodeUpdates;
  private Map<String, Double> metrics = Map.of("epsilon", Double.NaN, "loss", Double.NaN);

  /**
   * An agent at its random start.
   *
   * @param actionSpace {@link Discrete}
   * @param random where weights, exploration and batches come from
   * @throws IllegalArgumentException if DQN can't see the observations or take the actions
   */
  public Dqn(
      Space<O> observations, Space<Long> actionSpace, DqnSettings settings, NumpyGenerator random) {
    if (!(actionSpace instanceof Discrete discrete)) {
      throw new IllegalArgumentException(
          "DQN values each action, so it needs Discrete actions, got %s; take PPO"
              .formatted(actionSpace));
    }
    this.observations = observations;
    this.actionSpace = discrete;
    this.settings = settings;
    this.features = Features.of(observations);
    this.actions = Math.toIntExact(discrete.n());
    this.firstAction = discrete.start();
    this.random = random;
    Architecture architecture = settings.architecture(features.shape(), actions);
    this.q = settings.backend().create(architecture, random);
    this.qTarget = settings.backend().create(architecture, random);
    qTarget.approach(q, 1);
    this.targetValues = new TargetValues(qTarget, settings.replayCapacity(), settings.batchSize());
    this.adam = new Adam(q, settings.learningRate());
    this.replay = new ReplayBuffer(settings.replayCapacity(), features.size(), features.areBytes());
    this.batch = new Transitions(settings.batchSize(), features.size());
    this.dq = new float[settings.batchSize()][actions];
    this.best = new int[settings.batchSize()];
    this.x = new float[1][features.size()];
    this.next = new float[features.size()];
  }

  @Override
  public Long act(O observation) {
    features.write(observation, x[0]);
    if (random.random() < epsilon()) {
      return firstAction + random.choice(actions);
    }
    return firstAction + argmax(q.predict(x, 1)[0]);
  }

  /** The best action, without exploration. */
  public Long actGreedily(O observation) {
    features.write(observation, x[0]);
    return firstAction + argmax(q.predict(x, 1)[0]);
  }

  @Override
  public void update(Experience<O, Long> e) {
    features.write(e.nextObservation(), next);
    // x holds S_t since act: by now the environment may have written into its array again.
    replay.add(x[0], (int) (e.action() - firstAction), (float) e.reward(), next, e.terminated());
    steps++;
    if (steps >= settings.learningStarts()
        && steps % settings.trainEvery() == 0
        && replay.size() >= settings.batchSize()) {
      replay.sample(random, batch);
      double loss = learn(batch);
      episodeLoss += loss;
      episodeUpdates++;
      if (settings.target() instanceof TargetUpdate.Polyak polyak) {
        followBy(polyak.tau());
      }
    }
    if (settings.target() instanceof TargetUpdate.EverySteps every && steps % every.steps() == 0) {
      followBy(1);
    }
    if (e.done()) {
      endEpisode();
    }
  }

  /**
   * One update on a batch of the batch size; {@link #update} makes them from what is remembered.
   *
   * @return the loss before it
   * @throws IllegalStateException if that is not finite
   */
  public double learn(Transitions b) {
    float[][] qNext; // [B][A]
    if (settings.doubleQ()) {
      float[][] online = q.predict(b.next(), b.size());
      for (int i = 0; i < b.size(); i++) {
        best[i] = argmax(online[i]);
      }
      qNext = targetValues.of(b);
    } else {
      qNext = targetValues.of(b);
      for (int i = 0; i < b.size(); i++) {
        best[i] = argmax(qNext[i]);
      }
    }
    float[][] qs = q.forward(b.s(), b.size()); // [B][A]
    double loss = 0;
    for (int i = 0; i < b.size(); i++) {
      float future = b.terminated()[i] ? 0 : qNext[i][best[i]]; // max_a Q'(s', a)
      float y = b.r()[i] + (float) settings.gamma() * future;
      float error = qs[i][b.a()[i]] - y;
      loss += settings.loss().of(error) / b.size();
      Arrays.fill(dq[i], 0);
      dq[i][b.a()[i]] = (float) settings.loss().slope(error) / b.size();
    }
    updates++;
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException(
          "DQN diverged: the loss is %s in update %d, at step %d; lower the learning rate, now %s, or set a greatest gradient norm, now %s"
              .formatted(
                  loss, updates, steps, settings.learningRate(), settings.maxGradientNorm()));
    }
    q.backward(dq);
    if (settings.maxGradientNorm() < Double.POSITIVE_INFINITY) {
      GradientNorm.clip(q.parameters(), settings.maxGradientNorm());
    }
    adam.step();
    return loss;
  }

  private void endEpisode() {
    metrics =
        Map.of(
            "epsilon",
            epsilon(),
            "loss",
            episodeUpdates == 0 ? Double.NaN : episodeLoss / episodeUpdates);
    episodeLoss = 0;
    episodeUpdates = 0;
    episodes++;
    if (settings.target() instanceof TargetUpdate.EveryEpisodes every
        && episodes % every.episodes() == 0) {
      followBy(1);
    }
  }

  private void followBy(double tau) {
    qTarget.approach(q, tau);
    targetValues.changed();
  }

  @Override
  public void exchangeState(StateExchange state) {
    state.exchange(random);
    adam.exchangeState(state);
    qTarget.exchangeState(state);
    targetValues.exchangeState(state);
    replay.exchangeState(state);
    steps = state.exchange(steps);
    episodes = state.exchange(episodes);
    updates = state.exchange(updates);
    episodeLoss = state.exchange(episodeLoss);
    episodeUpdates = state.exchange(episodeUpdates);
    metrics = Metrics.exchange(state, metrics);
  }

  /** {@code epsilon}, and {@code loss}, the mean over the updates of the episode. */
  @Override
  public Map<String, Double> metrics() {
    return metrics;
  }

  /** The best action for what is known now, by this agent's own network. */
  @Override
  public Policy<O, Long> policy() {
    return Policy.ofValues("DQN", observations, actionSpace, q);
  }

  /** Has the target network follow at once, as after other weights were written into that of Q. */
  public void followNow() {
    followBy(1);
  }

  /** The network of Q. */
  public Network network() {
    return q;
  }

  /** The network that targets are made with. */
  public Network target() {
    return qTarget;
  }

  private double epsilon() {
    return settings
        .epsilon()
        .at(settings.epsilonCounts() == DqnSettings.Per.STEP ? steps : episodes);
  }

  private static int argmax(float[] values) {
    int best = 0;
    for (int a = 1; a < values.length; a++) {
      if (values[a] > values[best]) {
        best = a;
      }
    }
    return best;
  }

  @Override
  public void close() {
    q.close();
    qTarget.close();
  }
}
