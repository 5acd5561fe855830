package io.javagym.agents.policyfile;

import io.javagym.spaces.Discrete;
import io.javagym.spaces.SpaceJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table that acts and does not learn: in each state the action of the greatest value, the first
 * of several. In a file it is the tensor {@code q}, with its spaces in the metadata.
 */
public final class TablePolicy {
  private static final String Q = "q";
  private static final String STATES = "javagym.table.observation_space";
  private static final String ACTIONS = "javagym.table.action_space";

  private final double[][] q; // [S][A]
  private final Discrete states;
  private final Discrete actions;

  private TablePolicy(double[][] q, Discrete states, Discrete actions) {
    this.q = q;
    this.states = states;
    this.actions = actions;
  }

  /** The policy of an agent, which goes on learning. */
  public static TablePolicy of(HasTable agent) {
    return new TablePolicy(agent.table(), agent.states(), agent.actions());
  }

  /**
   * Reads a table.
   *
   * @return {@code null} if the file is in its format, but holds no table
   * @throws CorruptFileException if the file says what can't be
   */
  public static @Nullable TablePolicy load(Path file) throws IOException {
    SafeTensors tensors = SafeTensors.read(file);
    String states = tensors.metadata().get(STATES);
    String actions = tensors.metadata().get(ACTIONS);
    if (states == null || actions == null) {
      return null;
    }
    try {
      if (!(SpaceJson.fromJson(states) instanceof Discrete s)
          || !(SpaceJson.fromJson(actions) instanceof Discrete a)) {
        throw new CorruptFileException(file, "a table of %s and %s".formatted(states, actions));
      }
      Tensor table = tensors.get(Q);
      if (!table.shape().equals(List.of(Math.toIntExact(s.n()), Math.toIntExact(a.n())))) {
        throw new CorruptFileException(
            file, "a table of shape %s for %s and %s".formatted(table.shape(), s, a));
      }
      int width = Math.toIntExact(a.n());
      double[] flat = table.doubles();
      double[][] q = new double[flat.length / width][width];
      for (int row = 0; row < q.length; row++) {
        System.arraycopy(flat, row * width, q[row], 0, width);
      }
      return new TablePolicy(q, s, a);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CorruptFileException(file, String.valueOf(e.getMessage()));
    }
  }

  /** Writes it; a file that is there is replaced. */
  public void save(Path file) throws IOException {
    int width = q[0].length;
    double[] flat = new double[q.length * width];
    for (int row = 0; row < q.length; row++) {
      System.arraycopy(q[row], 0, flat, row * width, width);
    }
    new SafeTensors(
            Map.of(Q, Tensor.of(flat, q.length, width)),
            Map.of(STATES, SpaceJson.toJson(states), ACTIONS, SpaceJson.toJson(actions)))
        .write(file);
  }

  /** What it sees. */
  public Discrete observationSpace() {
    return states;
  }

  /** What it does. */
  public Discrete actionSpace() {
    return actions;
  }

  /** The action of the greatest value. */
  public Long best(Long observation) {
    double[] row = q[Math.toIntExact(observation - states.start())];
    int best = 0;
    for (int a = 1; a < row.length; a++) {
      if (row[a] > row[best]) {
        best = a;
      }
    }
    return actions.start() + best;
  }
}
