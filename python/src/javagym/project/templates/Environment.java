package $package;

import io.javagym.Frame;
import io.javagym.Info;
import io.javagym.Kwargs;
import io.javagym.RenderMode;
import io.javagym.Reset;
import io.javagym.SeededEnv;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.spaces.Box;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import java.util.Map;

/**
 * A shop orders items for the next day, not knowing how many customers will come.
 *
 * <p>What is ordered arrives in the morning, as far as the shelf has room. Each customer buys one
 * item while there are any. An item costs 3 coins, sells for 5, and costs 1 for each night on the
 * shelf. The reward is the day's profit, and an episode terminates when the shop is bankrupt: when
 * its cash falls below 0.
 *
 * <table>
 * <caption>Spaces</caption>
 * <tr><th></th><th>space</th><th>meaning</th></tr>
 * <tr><td>observation</td><td>{@code Box(0, 1, (2,), float32)}</td>
 *     <td>the part of the shelf that is full, and cash in units of 200 coins, at most 1</td></tr>
 * <tr><td>action</td><td>{@code Discrete(capacity + 1)}</td><td>how many items to order</td></tr>
 * <tr><td>info {@code turned_away}</td><td>{@code Discrete(customers + 1)}</td>
 *     <td>how many customers found an empty shelf that day</td></tr>
 * </table>
 */
public final class $class_name extends SeededEnv<float[], Long> {
  private static final int COST = 3; // coins for an item that is ordered
  private static final int PRICE = 5; // coins for an item that is sold
  private static final int STORAGE = 1; // coins for an item on the shelf overnight
  private static final int CASH_AT_FIRST = 100; // coins
  private static final float CASH_UNIT = 200; // coins that are observed as 1

  private final int capacity; // items that the shelf holds
  private final int customers; // the most that come in a day
  private final RenderMode renderMode;

  // What changes during an episode. exchangeEpisode passes all of it.
  private int day;
  private int stock; // items on the shelf
  private int cash; // coins
  private int sold; // items, in the last day
  private int turnedAway; // customers, in the last day

  /** Reads its arguments by the names that Python gives them: {@code gym.make(id, capacity=30)}. */
  public $class_name(Kwargs kwargs) {
    capacity = kwargs.getInt("capacity", 20, 1, 1000);
    customers = kwargs.getInt("customers", 9, 1, 1000);
    renderMode = kwargs.renderMode();
  }

  @Override
  public Box<float[]> observationSpace() {
    return Box.float32(0, 1, 2);
  }

  @Override
  public Discrete actionSpace() {
    return Discrete.of(capacity + 1);
  }

  @Override
  public Dict infoSpace() {
    return Dict.of("turned_away", Discrete.of(customers + 1));
  }

  /** Begins on any stock. The randomness is NumPy's, seeded by the seed of the reset. */
  @Override
  protected Reset<float[]> startEpisode(Map<String, Object> options) {
    day = 0;
    stock = (int) random().integersInclusive(0, capacity);
    cash = CASH_AT_FIRST;
    sold = 0;
    turnedAway = 0;
    return Reset.of(observation(), info());
  }

  @Override
  public Step<float[]> step(Long action) {
    int delivered = Math.min(action.intValue(), capacity - stock);
    stock += delivered;
    int demand = (int) random().integersInclusive(0, customers);
    sold = Math.min(demand, stock);
    turnedAway = demand - sold;
    stock -= sold;
    int profit = PRICE * sold - COST * delivered - STORAGE * stock;
    cash += profit;
    day++;
    return Step.of(observation(), profit, cash < 0, info());
  }

  private float[] observation() {
    float full = (float) stock / capacity;
    float wealth = Math.min(Math.max(cash / CASH_UNIT, 0), 1);
    return new float[] {full, wealth};
  }

  private Info info() {
    return Info.of("turned_away", (long) turnedAway);
  }

  /** With this the environment has snapshots, and can be brought back when a server dies. */
  @Override
  protected void exchangeEpisode(StateExchange state) {
    day = state.exchange(day);
    stock = state.exchange(stock, 0, capacity);
    cash = state.exchange(cash);
    sold = state.exchange(sold, 0, customers);
    turnedAway = state.exchange(turnedAway, 0, customers);
  }

  @Override
  public RenderMode renderMode() {
    return renderMode;
  }

  /** The shelf, and how the day went; nothing unless it was made to draw. */
  @Override
  public Frame render() {
    if (renderMode == RenderMode.NONE) {
      return null;
    }
    String shelf = "#".repeat(stock) + ".".repeat(capacity - stock);
    return new Frame.Text(
        "day %3d [%s] cash %4d, sold %d, turned away %d\n"
            .formatted(day, shelf, cash, sold, turnedAway));
  }
}
