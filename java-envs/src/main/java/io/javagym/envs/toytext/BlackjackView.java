package io.javagym.envs.toytext;

import io.javagym.Frame;
import io.javagym.envs.drawing.Canvas;
import io.javagym.envs.drawing.GymnasiumImages;
import io.javagym.envs.drawing.Sprite;
import java.util.HashMap;
import java.util.Map;

/** The picture of a game of Blackjack: Gymnasium's images where Gymnasium puts them. */
final class BlackjackView {
  private static final int WIDTH = 384;
  private static final int HEIGHT = 376;
  private static final int FELT = 0xC4D89E;

  /** What is centered starts at a multiple of this. */
  private static final int ART_PIXEL = 4;

  private static final int LABEL_X = 40;
  private static final int DEALER_LABEL_Y = 32;
  private static final int DEALER_DIGIT_GAP = 12;
  private static final int CARD_Y = 72;
  private static final int FIRST_CARD_X = 96;
  private static final int HIDDEN_CARD_X = 208;
  private static final int PLAYER_LABEL_Y = 208;
  private static final int SUM_Y = 248;
  private static final int USABLE_ACE_Y = 328;
  private static final int SMALL_DIGIT_GAP = 4;
  private static final int BIG_DIGIT_GAP = 12;

  private final Canvas canvas = Canvas.downward(WIDTH, HEIGHT);
  private final Map<String, Sprite> images = new HashMap<>();

  /**
   * Draws one moment.
   *
   * @param dealerCard value and suit of the dealer's first card, such as {@code "10H"} or {@code
   *     "QS"}
   * @param dealerValue what it counts, an ace as 1
   */
  Frame.Pixels draw(int playerSum, boolean usableAce, String dealerCard, int dealerValue) {
    canvas.fill(FELT);
    Sprite dealerLabel = image("label_dealer");
    dealerLabel.draw(canvas, LABEL_X, DEALER_LABEL_Y);
    drawDigits(
        dealerValue,
        "digit_small_",
        SMALL_DIGIT_GAP,
        LABEL_X + dealerLabel.width() + DEALER_DIGIT_GAP,
        DEALER_LABEL_Y);
    image("card_" + dealerCard).draw(canvas, FIRST_CARD_X, CARD_Y);
    image("card_back").draw(canvas, HIDDEN_CARD_X, CARD_Y);

    image("label_player").draw(canvas, LABEL_X, PLAYER_LABEL_Y);
    int digits = Integer.toString(playerSum).length();
    int sumWidth = digits * (image("digit_big_0").width() + BIG_DIGIT_GAP) - BIG_DIGIT_GAP;
    drawDigits(playerSum, "digit_big_", BIG_DIGIT_GAP, centered(sumWidth), SUM_Y);
    if (usableAce) {
      Sprite label = image("label_usable_ace");
      label.draw(canvas, centered(label.width()), USABLE_ACE_Y);
    }
    return canvas.frame();
  }

  private Sprite image(String name) {
    return images.computeIfAbsent(
        name, key -> GymnasiumImages.read("toy_text/img/blackjack/" + key + ".png"));
  }

  private void drawDigits(int number, String prefix, int gap, int x, int y) {
    int left = x;
    for (char digit : Integer.toString(number).toCharArray()) {
      Sprite image = image(prefix + digit);
      image.draw(canvas, left, y);
      left += image.width() + gap;
    }
  }

  private static int centered(int width) {
    return (WIDTH - width) / 2 / ART_PIXEL * ART_PIXEL;
  }
}
