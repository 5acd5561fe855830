package io.javagym.agents.ppo;

import io.javagym.Snapshottable;
import io.javagym.StateExchange;
import io.javagym.agents.Metrics;
import io.javagym.agents.nn.Adam;
import io.javagym.agents.nn.GradientNorm;
import io.javagym.agents.policies.ActionDistribution;
import io.javagym.random.NumpyGenerator;
import java.util.Map;

/**
 * PPO: J. Schulman et al., Proximal policy optimization algorithms, arXiv 1707.06347, Algorithm 1
 * on N environments, with the clipped objective of equation 7.
 *
 * <p>Deviations: 1. Advantages are normalized in each minibatch. 2. The gradient's norm is limited.
 * 3. Weights start orthogonal, and Adam's epsilon is 1e-5, unless told. 4. As options, a clipped
 * value loss and an end of the update by KL divergence. 5. After a truncation the future counts.
 * All but the last as S. Huang et al., The 37 implementation details of proximal policy
 * optimization, ICLR blog track 2022, describe.
 */
final class PpoLearner implements AutoCloseable, Snapshottable {
  private static final double GUARD = 1e-8; // against division by 0

  private final PpoSettings settings;
  private final ActionDistribution pi;
  private final NumpyGenerator random;
  private final int numEnvs;
  private final ActorCritic networks;
  private final Adam adam;
  private final Rollout rollout;
  private final PpoLoss loss;
  private final float[][] actOn; // [N][features]
  private final float[][] one; // an observation alone, [1][features]
  private final int[] order; // of the rollout's rows in this epoch, [T N]
  private final float[][] x; // a minibatch, [M][features]
  private final float[][]
      d; // the loss's gradient by its policy outputs and value, [M][outputs + 1]
  private int t;
  private long updates;
  private Map<String, Double> metrics = metrics(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  PpoLearner(
      PpoSettings settings,
      int numEnvs,
      int features,
      ActionDistribution pi,
      NumpyGenerator random) {
    this.settings = settings;
    this.pi = pi;
    this.random = random;
    this.numEnvs = numEnvs;
    this.networks = new ActorCritic(settings, features, pi.outputs(), random);
    this.adam =
        new Adam(
            networks.networks(), pi.parameters(), settings.learningRate(), settings.adamEpsilon());
    this.rollout = new Rollout(numEnvs, settings.rolloutSteps(), features, pi.actionSize());
    this.loss = new PpoLoss(settings, pi);
    this.actOn = new float[numEnvs][];
    this.one = new float[1][];
    this.order = new int[rollout.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    int minibatch = Math.min(settings.minibatchSize(), rollout.size());
    this.x = new float[minibatch][];
    this.d = new float[minibatch][networks.gradientSize()];
  }

  /** Where the observation of an environment is to be written before {@link #act}. */
  float[] features(int env) {
    return rollout.x[rollout.row(t, env)];
  }

  /** Draws the action of each environment. */
  void act() {
    int first = rollout.row(t, 0);
    System.arraycopy(rollout.x, first, actOn, 0, numEnvs);
    networks.predict(actOn, numEnvs);
    for (int env = 0; env < numEnvs; env++) {
      int i = first + env;
      float[] outputs = networks.policy()[env];
      pi.sample(outputs, random, rollout.action[i]);
      rollout.logProb[i] = pi.logProb(outputs, rollout.action[i]);
      rollout.value[i] = networks.value(env);
      if (t > 0 && !rollout.done[i - numEnvs]) {
        rollout.nextValue[i - numEnvs] = rollout.value[i];
      }
    }
  }

  /** The action of an environment, as {@link #act} drew it. */
  float[] action(int env) {
    return rollout.action[rollout.row(t, env)];
  }

  /**
   * Takes what the action of an environment led to.
   *
   * @param nextX the features of the state that it led to, also where that ended the episode
   */
  void observe(int env, double reward, float[] nextX, boolean terminated, boolean truncated) {
    int i = rollout.row(t, env);
    rollout.reward[i] = reward;
    rollout.terminated[i] = terminated;
    rollout.done[i] = terminated || truncated;
    boolean last = t == settings.rolloutSteps() - 1;
    if (!terminated && (truncated || last)) { // else the next act values it
      one[0] = nextX;
      rollout.nextValue[i] = networks.valueOf(one);
    }
  }

  /** Ends a step, after every environment was observed. With it, perhaps, a rollout. */
  void endStep() {
    if (++t == settings.rolloutSteps()) {
      t = 0;
      learn();
    }
  }

  private void learn() {
    rollout.estimateAdvantages(settings.gamma(), settings.lambda());
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      random.shuffle(order);
      for (int from = 0; from < order.length; from += x.length) {
        learnFrom(from, Math.min(x.length, order.length - from));
      }
      if (loss.kl() > settings.targetKl()) {
        break;
      }
    }
    metrics = metrics(loss.policyLoss(), loss.valueLoss(), loss.entropy(), loss.kl());
  }

  /** One gradient, from the rows order[from .. from + size). */
  private void learnFrom(int from, int size) {
    double mean = 0;
    double scale = 1;
    if (settings.normalizeAdvantages() && size > 1) {
      mean = mean(from, size);
      scale = 1 / (standardDeviation(from, size, mean) + GUARD);
    }
    for (int i = 0; i < size; i++) {
      x[i] = rollout.x[order[from + i]];
    }
    networks.forward(x, size);
    loss.begin(size);
    for (int i = 0; i < size; i++) {
      int row = order[from + i];
      loss.add(
          networks.policy()[i],
          networks.value(i),
          rollout.action[row],
          rollout.logProb[row],
          rollout.value[row],
          (rollout.advantage[row] - mean) * scale,
          rollout.valueTarget[row],
          d[i]);
    }
    updates++;
    if (!Double.isFinite(loss.total())) {
      throw new IllegalStateException(
          "PPO diverged: the loss is %s in update %d (policy %s, value %s, entropy %s); lower the learning rate, now %s"
              .formatted(
                  loss.total(),
                  updates,
                  loss.policyLoss(),
                  loss.valueLoss(),
                  loss.entropy(),
                  settings.learningRate()));
    }
    networks.backward(d, size);
    if (settings.maxGradientNorm() < Double.POSITIVE_INFINITY) {
      GradientNorm.clip(adam.parameters(), settings.maxGradientNorm());
    }
    adam.step();
  }

  private double mean(int from, int size) {
    double sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += rollout.advantage[order[i]];
    }
    return sum / size;
  }

  /** With Bessel's correction, as PyTorch's {@code std} has it. */
  private double standardDeviation(int from, int size, double mean) {
    double sum = 0;
    for (int i = from; i < from + size; i++) {
      double difference = rollout.advantage[order[i]] - mean;
      sum += difference * difference;
    }
    return Math.sqrt(sum / (size - 1));
  }

  /** Between two steps: the rows that the present one will write are not in it. */
  @Override
  public void exchangeState(StateExchange state) {
    state.exchangeFixed("the number of environments", numEnvs);
    state.exchangeFixed("the number of steps in a rollout", settings.rolloutSteps());
    state.exchange(random);
    adam.exchangeState(state);
    t = state.exchange(t, 0, settings.rolloutSteps() - 1);
    rollout.exchange(state, rollout.row(t, 0));
    for (int i = 0; i < order.length; i++) { // each shuffle starts from where the last one ended
      order[i] = state.exchange(order[i], 0, order.length - 1);
    }
    updates = state.exchange(updates);
    metrics = Metrics.exchange(state, metrics);
  }

  /** Of the last minibatch: the parts of the loss, entropy and KL divergence. */
  Map<String, Double> metrics() {
    return metrics;
  }

  private static Map<String, Double> metrics(
      double policyLoss, double valueLoss, double entropy, double kl) {
    return Map.of("policy_loss", policyLoss, "value_loss", valueLoss, "entropy", entropy, "kl", kl);
  }

  ActorCritic networks() {
    return networks;
  }

  @Override
  public void close() {
    networks.close();
  }
}
