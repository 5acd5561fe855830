package io.javagym.agents.experiments;

import io.javagym.AutoresetMode;
import io.javagym.Env;
import io.javagym.EnvSpec;
import io.javagym.Gym;
import io.javagym.VectorEnv;
import io.javagym.VectorSettings;
import io.javagym.agents.Agent;
import io.javagym.agents.VectorAgent;
import io.javagym.agents.training.EpisodeListener;
import io.javagym.agents.training.Trainer;
import io.javagym.agents.training.TrainingLoop;
import java.util.List;

/** An agent and its environment, or environments. */
interface Learning extends AutoCloseable {

  /** The loop between the two. */
  TrainingLoop loop(RunPlan plan, List<? extends EpisodeListener> listeners);

  /** The agent. */
  Object agent();

  @Override
  void close();

  /** Makes both. */
  static Learning of(RunPlan plan) {
    return plan.numEnvs() == 1 ? OnOne.make(plan.experiment(), plan.seed()) : OnMany.make(plan);
  }

  /** One environment. */
  record OnOne<O, A>(Env<O, A> env, Agent<O, A> agent) implements Learning {
    private static <O, A> OnOne<O, A> make(Experiment<O, A> experiment, long seed) {
      Env<O, A> env = experiment.makeEnv();
      try {
        return new OnOne<>(env, experiment.makeAgent(env, seed));
      } catch (RuntimeException e) {
        env.close();
        throw e;
      }
    }

    @Override
    public TrainingLoop loop(RunPlan plan, List<? extends EpisodeListener> listeners) {
      return Trainer.loop(env, agent, plan.seed(), plan.experiment().budget(), listeners);
    }

    @Override
    public void close() {
      try (env) {
        agent.close();
      }
    }
  }

  /** A vector environment. */
  record OnMany(VectorEnv env, VectorAgent agent) implements Learning {
    private static OnMany make(RunPlan plan) {
      Experiment<?, ?> experiment = plan.experiment();
      EnvSpec spec = Gym.spec(experiment.envId());
      Integer limit = experiment.maxEpisodeSteps();
      VectorSettings settings =
          VectorSettings.of(plan.numEnvs())
              .withMaxEpisodeSteps(limit == null ? spec.maxEpisodeSteps() : limit)
              .withAutoresetMode(AutoresetMode.SAME_STEP)
              .withNumThreads(plan.threads());
      VectorEnv env = Gym.makeVector(spec, settings, experiment.envKwargs());
      try {
        return new OnMany(env, experiment.makeAgent(env.batch(), plan.seed()));
      } catch (RuntimeException e) {
        env.close();
        throw e;
      }
    }

    @Override
    public TrainingLoop loop(RunPlan plan, List<? extends EpisodeListener> listeners) {
      return Trainer.loop(env, agent, plan.seed(), plan.experiment().budget(), listeners);
    }

    @Override
    public void close() {
      try (env) {
        agent.close();
      }
    }
  }
}
