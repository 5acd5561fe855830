package io.javagym.envs.tabular;

import io.javagym.Kwargs;
import java.util.List;

/**
 * The smallest process whose values are worth computing by hand: A leads to B, B to C, and C to
 * itself. At discount 0.9 the values are V(A) = 14.9, V(B) = 11 and V(C) = 10.
 *
 * <table>
 * <caption>Spaces</caption>
 * <tr><th></th><th>space</th><th>meaning</th></tr>
 * <tr><td>observation</td><td>{@code Discrete(3)}</td><td>0 A, 1 B, 2 C; episodes start in A</td></tr>
 * <tr><td>action</td><td>{@code Discrete(2)}</td><td>0 stay, 1 right</td></tr>
 * <tr><td>info {@code prob}</td><td>number in [0, 1]</td><td>always 1: nothing is random</td></tr>
 * </table>
 *
 * <p>Going right pays 5 from A to B and 2 from B to C. In C both actions pay 1 and stay there.
 * Staying in A or B pays nothing, so that going right is the one optimal policy. No state is
 * terminal. The only argument is {@code render_mode}, None or {@code "ansi"}.
 */
public final class ThreeStateMdp extends TabularMdp {
  private static final int A = 0;
  private static final int B = 1;
  private static final int C = 2;

  private static final int STAY = 0;
  private static final int RIGHT = 1;

  /** The process with the argument above. */
  public ThreeStateMdp(Kwargs kwargs) {
    super(
        builder(3, 2)
            .stateNames(List.of("A", "B", "C"))
            .actionNames(List.of("stay", "right"))
            .transition(A, STAY, new Transition(1, A, 0, false))
            .transition(A, RIGHT, new Transition(1, B, 5, false))
            .transition(B, STAY, new Transition(1, B, 0, false))
            .transition(B, RIGHT, new Transition(1, C, 2, false))
            .transition(C, STAY, new Transition(1, C, 1, false))
            .transition(C, RIGHT, new Transition(1, C, 1, false))
            .renderMode(kwargs.renderMode()));
  }
}
