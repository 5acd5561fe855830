package io.javagym.envs.toytext;

import io.javagym.Frame;
import io.javagym.envs.drawing.Canvas;
import io.javagym.envs.drawing.GymnasiumImages;
import io.javagym.envs.drawing.Sprite;

/** The picture of the cliff: Gymnasium's images where Gymnasium puts them. */
final class CliffWalkingView {
  private static final int TILE = 64; // pixels
  private static final int LETTER_OFFSET = 8; // to the right and down
  private static final int AGENT_OFFSET = 20; // to the right and down
  private static final int FLAG_X_OFFSET = 28;
  private static final int FLAG_Y_OFFSET = 16;

  private final Canvas canvas =
      Canvas.downward(CliffWalking.COLUMNS * TILE, CliffWalking.ROWS * TILE);
  private final Sprite ground = image("tile_ground");
  private final Sprite leftCliff = image("tile_cliff_left");
  private final Sprite evenCliff = image("tile_cliff_mid_a");
  private final Sprite oddCliff = image("tile_cliff_mid_b");
  private final Sprite rightCliff = image("tile_cliff_right");
  private final Sprite letterS = image("letter_s");
  private final Sprite letterG = image("letter_g");
  private final Sprite flag = image("goal_flag");
  private final Sprite agent = image("agent");

  private static Sprite image(String name) {
    return GymnasiumImages.read("toy_text/img/cliff_walking/" + name + ".png");
  }

  Frame.Pixels draw(int walker) {
    for (int state = 0; state < CliffWalking.ROWS * CliffWalking.COLUMNS; state++) {
      int x = state % CliffWalking.COLUMNS * TILE;
      int y = state / CliffWalking.COLUMNS * TILE;
      ground.draw(canvas, x, y);
      if (CliffWalking.isCliff(state)) {
        cliff(state).draw(canvas, x, y);
      } else if (state == CliffWalking.START) {
        letterS.draw(canvas, x + LETTER_OFFSET, y + LETTER_OFFSET);
      } else if (state == CliffWalking.GOAL) {
        letterG.draw(canvas, x + LETTER_OFFSET, y + LETTER_OFFSET);
        flag.draw(canvas, x + FLAG_X_OFFSET, y + FLAG_Y_OFFSET);
      }
      if (state == walker) {
        agent.draw(canvas, x + AGENT_OFFSET, y + AGENT_OFFSET);
      }
    }
    return canvas.frame();
  }

  private Sprite cliff(int state) {
    if (state == CliffWalking.START + 1) {
      return leftCliff;
    } else if (state == CliffWalking.GOAL - 1) {
      return rightCliff;
    } else {
      return state % CliffWalking.COLUMNS % 2 == 0 ? evenCliff : oddCliff;
    }
  }
}
