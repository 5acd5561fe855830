package io.javagym.agents.inprocess;

import io.javagym.agents.VectorAgent;
import io.javagym.agents.nn.Network;
import io.javagym.agents.nn.Parameter;
import io.javagym.agents.policyfile.Policy;
import io.javagym.agents.policyfile.SafeTensors;
import io.javagym.agents.policyfile.Tensor;
import io.javagym.random.NumpyGenerator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An agent as Python uses it: it learns in rows, acts alone, and is kept in a file. */
interface Learner extends AutoCloseable {

  /** What learns. */
  VectorAgent agent();

  /** The action for one observation: the best, or one as they are drawn while learning. */
  Object predict(Object observation, boolean deterministic, NumpyGenerator random);

  /** What it knows. */
  SafeTensors tensors();

  /** Learns what another one of its kind knew. */
  void restore(SafeTensors file);

  @Override
  default void close() {
    agent().close();
  }

  /** An agent with networks. */
  final class Networks<O, A> implements Learner {
    /** Before the names of parameters that acting needs not. */
    private static final String VALUE = "value.";

    private final VectorAgent agent;
    private final Policy<O, A> policy;
    private final List<Network> others;
    private final Runnable afterRestore;

    /**
     * An agent.
     *
     * @param others networks beside that of the policy, which are kept too: at most one
     * @param afterRestore what is to be done when the weights have changed
     */
    Networks(VectorAgent agent, Policy<O, A> policy, List<Network> others, Runnable afterRestore) {
      this.agent = agent;
      this.policy = policy;
      this.others = others;
      this.afterRestore = afterRestore;
    }

    @Override
    public VectorAgent agent() {
      return agent;
    }

    @Override
    @SuppressWarnings("unchecked") // The caller reads it from columns of the policy's space.
    public Object predict(Object observation, boolean deterministic, NumpyGenerator random) {
      return deterministic ? policy.best((O) observation) : policy.sample((O) observation, random);
    }

    @Override
    public SafeTensors tensors() {
      SafeTensors acting = policy.tensors();
      Map<String, Tensor> all = new LinkedHashMap<>(acting.tensors());
      others().forEach((name, parameter) -> all.put(name, Tensor.of(parameter)));
      return new SafeTensors(all, acting.metadata());
    }

    @Override
    public void restore(SafeTensors file) {
      Map<String, Parameter> all = new LinkedHashMap<>(policy.parameters());
      all.putAll(others());
      // All are checked before one is changed.
      Map<Parameter, float[]> values = new LinkedHashMap<>();
      all.forEach((name, parameter) -> values.put(parameter, file.valuesOf(name, parameter)));
      values.forEach(Parameter::set);
      policy.network().changed();
      others.forEach(Network::changed);
      afterRestore.run();
    }

    private Map<String, Parameter> others() {
      Map<String, Parameter> parameters = new LinkedHashMap<>();
      for (Network network : others) {
        for (Parameter parameter : network.parameters()) {
          parameters.put(VALUE + parameter.name(), parameter);
        }
      }
      return parameters;
    }
  }

  /** An agent with a table, Q(s, a). */
  final class Table implements Learner {
    private static final String Q = "q";

    private final VectorAgent agent;
    private final double[][] q; // [S][A], the agent's own
    private final long firstState;
    private final long firstAction;

    Table(VectorAgent agent, double[][] q, long firstState, long firstAction) {
      this.agent = agent;
      this.q = q;
      this.firstState = firstState;
      this.firstAction = firstAction;
    }

    @Override
    public VectorAgent agent() {
      return agent;
    }

    @Override
    public Object predict(Object observation, boolean deterministic, NumpyGenerator random) {
      double[] values = q[Math.toIntExact((Long) observation - firstState)];
      int best = 0;
      for (int a = 1; a < values.length; a++) {
        if (values[a] > values[best]) {
          best = a;
        }
      }
      return firstAction + best;
    }

    @Override
    public SafeTensors tensors() {
      int actions = q[0].length;
      double[] flat = new double[q.length * actions];
      for (int s = 0; s < q.length; s++) {
        System.arraycopy(q[s], 0, flat, s * actions, actions);
      }
      return new SafeTensors(Map.of(Q, Tensor.of(flat, q.length, actions)), Map.of());
    }

    @Override
    public void restore(SafeTensors file) {
      int actions = q[0].length;
      Tensor table = file.get(Q);
      if (!table.shape().equals(List.of(q.length, actions))) {
        throw new IllegalArgumentException(
            "tensor '%s' has shape %s, expected [%d, %d]"
                .formatted(Q, table.shape(), q.length, actions));
      }
      double[] flat = table.doubles();
      for (int s = 0; s < q.length; s++) {
        System.arraycopy(flat, s * actions, q[s], 0, actions);
      }
    }
  }
}
