package io.javagym.envs.tabular;

import io.javagym.Kwargs;
import java.util.List;

/**
 * A rover on a row of seven sites, s1 to s7. It lands on s4; s2 is worth a little and s6 a lot.
 *
 * <table>
 * <caption>Spaces</caption>
 * <tr><th></th><th>space</th><th>meaning</th></tr>
 * <tr><td>observation</td><td>{@code Discrete(7)}</td><td>the site: 0 is s1, 6 is s7</td></tr>
 * <tr><td>action</td><td>{@code Discrete(3)}</td><td>0 left, 1 stay, 2 right</td></tr>
 * <tr><td>info {@code prob}</td><td>number in [0, 1]</td>
 *     <td>the probability of the transition; 1 after a reset</td></tr>
 * </table>
 *
 * <p>A step that ends on s2 pays 1 and one that ends on s6 pays 10, also if it began there; all
 * others pay nothing. The rover goes where it is told. Off either end it falls: the episode
 * terminates with reward 0, and the last observation is the end that it fell from.
 *
 * <p>With {@code stochastic=True} the wheels do as they like: whatever the action, the rover goes
 * left with 0.4, stays with 0.2 and goes right with 0.4. At either end it stays with 0.6 instead of
 * falling, so that nothing terminates. The process is then a Markov chain with a tridiagonal
 * matrix.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code stochastic}</td><td>false</td><td>which of the two forms</td></tr>
 * <tr><td>{@code render_mode}</td><td>None</td><td>{@code "ansi"}</td></tr>
 * </table>
 */
public final class MarsRover extends TabularMdp {
  private static final List<String> SITES = List.of("s1", "s2", "s3", "s4", "s5", "s6", "s7");
  private static final double[] REWARD_ON_ENTERING = {0, 1, 0, 0, 0, 10, 0};
  private static final int LANDING_SITE = 3;

  /** An action is the change of the site, plus 1. */
  private static final List<String> ACTIONS = List.of("left", "stay", "right");

  private static final double MOVE_PROBABILITY = 0.4; // to each side
  private static final double STAY_PROBABILITY = 0.2;
  private static final double STAY_AT_END_PROBABILITY = 0.6;

  /** A rover with the arguments above. */
  public MarsRover(Kwargs kwargs) {
    super(tables(kwargs));
  }

  private static Builder tables(Kwargs kwargs) {
    boolean stochastic = kwargs.getBoolean("stochastic", false);
    Builder tables =
        builder(SITES.size(), ACTIONS.size())
            .initialState(LANDING_SITE)
            .stateNames(SITES)
            .actionNames(ACTIONS)
            .renderMode(kwargs.renderMode());
    for (int site = 0; site < SITES.size(); site++) {
      for (int action = 0; action < ACTIONS.size(); action++) {
        if (stochastic) {
          drift(tables, site, action);
        } else {
          int target = site + action - 1;
          tables.transition(
              site, action, onTrack(target) ? arrive(1, target) : new Transition(1, site, 0, true));
        }
      }
    }
    return tables;
  }

  private static void drift(Builder tables, int site, int action) {
    boolean atEnd = !onTrack(site - 1) || !onTrack(site + 1);
    if (onTrack(site - 1)) {
      tables.transition(site, action, arrive(MOVE_PROBABILITY, site - 1));
    }
    tables.transition(
        site, action, arrive(atEnd ? STAY_AT_END_PROBABILITY : STAY_PROBABILITY, site));
    if (onTrack(site + 1)) {
      tables.transition(site, action, arrive(MOVE_PROBABILITY, site + 1));
    }
  }

  private static boolean onTrack(int site) {
    return site >= 0 && site < SITES.size();
  }

  private static Transition arrive(double probability, int site) {
    return new Transition(probability, site, REWARD_ON_ENTERING[site], false);
  }
}
