package io.javagym.envs.toytext;

import io.javagym.Frame;
import io.javagym.GymException;
import io.javagym.Kwargs;
import io.javagym.Reset;
import io.javagym.StateExchange;
import io.javagym.Step;
import io.javagym.envs.drawing.DrawnEnv;
import io.javagym.random.NumpyGenerator;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Tuple;
import java.util.List;
import java.util.Map;

/**
 * Beat the dealer by cards that add up to more, but not to more than 21 (Sutton and Barto, example
 * 5.1). Equal to Gymnasium's Blackjack-v1, seed for seed.
 *
 * <p>The observation is {@code Tuple(Discrete(32), Discrete(11), Discrete(2))}: the player's sum,
 * the dealer's first card (1 is an ace), and 1 if the player has an ace that counts as 11. The
 * action is {@code Discrete(2)}: 0 sticks, 1 takes a card.
 *
 * <p>Cards come from an endless deck; jack, queen and king count 10, an ace 11 unless that goes
 * beyond 21. The episode terminates when the player sticks or goes bust. A dealer takes cards up to
 * 17. It pays 1 to win, -1 to lose and 0 for a draw.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code natural}</td><td>false</td>
 *     <td>whether a win with an ace and a ten from the start pays 1.5</td></tr>
 * <tr><td>{@code sab}</td><td>false, but true by {@code make}</td>
 *     <td>the rules of Sutton and Barto: such a hand wins unless the dealer has one too, and {@code
 *     natural} does not count</td></tr>
 * <tr><td>{@code render_mode}</td><td>None</td><td>{@code "rgb_array"} or {@code "human"}</td></tr>
 * </table>
 */
public final class Blackjack extends DrawnEnv<List<Object>, Long, BlackjackView> {
  private static final long HIT = 1;
  private static final int DEALER_STANDS = 17;
  private static final int GREATEST_OBSERVED_SUM = 31;
  private static final double NATURAL_REWARD = 1.5;

  /** What the cards of a suit count. */
  private static final int[] DECK = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 10};

  private static final String SUITS = "CDHS";
  private static final String FACE_CARDS = "JQK";

  private static final Tuple OBSERVATION_SPACE =
      Tuple.of(Discrete.of(GREATEST_OBSERVED_SUM + 1), Discrete.of(11), Discrete.of(2));
  private static final Discrete ACTION_SPACE = Discrete.of(2);

  private final boolean natural;
  private final boolean suttonAndBarto;

  private final Hand player = new Hand();
  private final Hand dealer = new Hand();

  /** The suit of the dealer's first card. */
  private char suit = SUITS.charAt(0);

  /** Which card it is, if it counts 10. */
  private char face = FACE_CARDS.charAt(0);

  /** A table with the arguments above. */
  public Blackjack(Kwargs kwargs) {
    super(kwargs);
    this.natural = kwargs.getBoolean("natural", false);
    this.suttonAndBarto = kwargs.getBoolean("sab", false);
  }

  @Override
  public Tuple observationSpace() {
    return OBSERVATION_SPACE;
  }

  @Override
  public Discrete actionSpace() {
    return ACTION_SPACE;
  }

  @Override
  protected Reset<List<Object>> startEpisode(Map<String, Object> options) {
    NumpyGenerator random = random();
    dealer.deal(drawCard(random), drawCard(random));
    player.deal(drawCard(random), drawCard(random));
    // Gymnasium draws for the picture which suit, and which of jack, queen and king is shown.
    suit = SUITS.charAt(random.choice(SUITS.length()));
    if (dealer.firstCard == 10) {
      face = FACE_CARDS.charAt(random.choice(FACE_CARDS.length()));
    }
    return Reset.of(observation());
  }

  @Override
  public Step<List<Object>> step(Long action) {
    if (action == HIT) {
      player.add(drawCard(random()));
      if (player.sum() > GREATEST_OBSERVED_SUM) {
        throw new GymException(
            GymException.Code.RESET_NEEDED,
            "Blackjack was stepped after its end: the player's cards add up to %d; call reset"
                .formatted(player.sum()));
      }
      return Step.of(observation(), player.isBust() ? -1 : 0, player.isBust());
    }
    while (dealer.sum() < DEALER_STANDS) {
      dealer.add(drawCard(random()));
    }
    return Step.of(observation(), rewardForSticking(), true);
  }

  private double rewardForSticking() {
    double reward = Integer.signum(player.score() - dealer.score());
    if (suttonAndBarto && player.isNatural() && !dealer.isNatural()) {
      return 1;
    } else if (!suttonAndBarto && natural && player.isNatural() && reward == 1) {
      return NATURAL_REWARD;
    }
    return reward;
  }

  private static int drawCard(NumpyGenerator random) {
    return DECK[random.choice(DECK.length)];
  }

  private List<Object> observation() {
    return List.of((long) player.sum(), (long) dealer.firstCard, player.hasUsableAce() ? 1L : 0L);
  }

  @Override
  protected void exchangeEpisode(StateExchange state) {
    player.exchange(state);
    dealer.exchange(state);
    suit = exchange(state, SUITS, suit);
    face = exchange(state, FACE_CARDS, face);
  }

  private static char exchange(StateExchange state, String characters, char character) {
    return characters.charAt(
        state.exchange(characters.indexOf(character), 0, characters.length() - 1));
  }

  @Override
  protected BlackjackView newView() {
    return new BlackjackView();
  }

  @Override
  protected Frame draw(BlackjackView view) {
    return view.draw(player.sum(), player.hasUsableAce(), dealerCard(), dealer.firstCard);
  }

  private String dealerCard() {
    return switch (dealer.firstCard) {
          case 1 -> "A";
          case 10 -> String.valueOf(face);
          default -> Integer.toString(dealer.firstCard);
        }
        + suit;
  }

  /** Cards, as far as it matters what they are. */
  private static final class Hand {
    /** Of cards, and of their sum: more than a player gets who never stops. */
    private static final int MOST = 1 << 30;

    private int firstCard = 1; // until there is one
    private int numCards;
    private int hardSum; // an ace is 1
    private boolean hasAce;

    void deal(int first, int second) {
      firstCard = first;
      numCards = 0;
      hardSum = 0;
      hasAce = false;
      add(first);
      add(second);
    }

    void add(int card) {
      numCards++;
      hardSum += card;
      hasAce |= card == 1;
    }

    void exchange(StateExchange state) {
      firstCard = state.exchange(firstCard, 1, 10);
      numCards = state.exchange(numCards, 0, MOST);
      hardSum = state.exchange(hardSum, 0, MOST);
      hasAce = state.exchange(hasAce);
    }

    boolean hasUsableAce() {
      return hasAce && hardSum + 10 <= 21;
    }

    int sum() {
      return hasUsableAce() ? hardSum + 10 : hardSum;
    }

    boolean isBust() {
      return sum() > 21;
    }

    int score() {
      return isBust() ? 0 : sum();
    }

    boolean isNatural() {
      return numCards == 2 && hasAce && hardSum == 11;
    }
  }
}
