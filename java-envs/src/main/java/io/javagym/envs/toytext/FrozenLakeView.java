package io.javagym.envs.toytext;

import io.javagym.Frame;
import io.javagym.envs.drawing.Canvas;
import io.javagym.envs.drawing.GymnasiumImages;
import io.javagym.envs.drawing.Sprite;

/** The picture of a frozen lake: Gymnasium's images where Gymnasium puts them. */
final class FrozenLakeView {
  /** The side of the square tile that the images are drawn for, pixels. */
  private static final int ART_TILE = 64;

  /** Larger maps have smaller tiles. */
  private static final int LARGEST_SIDE = 512;

  private static final double LETTER_MARGIN = 0.06; // of the tile's width
  private static final double FLAG_MARGIN = 0.12; // of the tile's height
  private static final int GRID = 0xB4C8E6;

  private final LakeMap map;
  private final int tileWidth;
  private final int tileHeight;
  private final Canvas canvas;

  private final Sprite ice;
  private final Sprite hole;
  private final Sprite[] cracks;
  private final Sprite agent;
  private final Sprite flag;
  private final Sprite letterS;
  private final Sprite letterG;

  FrozenLakeView(LakeMap map) {
    this.map = map;
    int width = Math.min(ART_TILE * map.numColumns(), LARGEST_SIDE);
    int height = Math.min(ART_TILE * map.numRows(), LARGEST_SIDE);
    this.tileWidth = width / map.numColumns();
    this.tileHeight = height / map.numRows();
    this.canvas = Canvas.downward(width, height);
    this.ice = tile("tile_ice");
    this.hole = tile("tile_hole");
    this.cracks = new Sprite[] {tile("tile_ice_crack_a"), tile("tile_ice_crack_b")};
    this.agent = overlay("agent");
    this.flag = overlay("goal_flag");
    this.letterS = overlay("letter_s");
    this.letterG = overlay("letter_g");
  }

  private static Sprite image(String name) {
    return GymnasiumImages.read("toy_text/img/" + name + ".png");
  }

  /** An image that fills a tile. */
  private Sprite tile(String name) {
    return image(name).scaled(tileWidth, tileHeight);
  }

  /** An image that lies on a tile and keeps its proportions. */
  private Sprite overlay(String name) {
    Sprite image = image(name);
    double scale = (double) Math.min(tileWidth, tileHeight) / ART_TILE;
    return image.scaled(
        Math.max(1, (int) Math.rint(image.width() * scale)),
        Math.max(1, (int) Math.rint(image.height() * scale)));
  }

  Frame.Pixels draw(int state) {
    for (int row = 0; row < map.numRows(); row++) {
      for (int column = 0; column < map.numColumns(); column++) {
        drawTile(row, column);
      }
    }
    if (map.tile(state) != LakeMap.HOLE) {
      int x = state % map.numColumns() * tileWidth;
      int y = state / map.numColumns() * tileHeight;
      agent.draw(
          canvas, middle(x, tileWidth, agent.width()), middle(y, tileHeight, agent.height()));
    }
    return canvas.frame();
  }

  private void drawTile(int row, int column) {
    int x = column * tileWidth;
    int y = row * tileHeight;
    char tile = map.tile(row * map.numColumns() + column);
    (tile == LakeMap.HOLE ? hole : ice).draw(canvas, x, y);
    int letterMargin = (int) Math.rint(tileWidth * LETTER_MARGIN);
    switch (tile) {
      case LakeMap.FROZEN -> {
        int crack = (column * 3 + row * 5) % 7; // the same one in every frame
        if (crack < cracks.length) {
          cracks[crack].draw(canvas, x, y);
        }
      }
      case LakeMap.START -> letterS.draw(canvas, x + letterMargin, y + letterMargin);
      case LakeMap.GOAL -> {
        int ground = y + tileHeight - (int) Math.rint(tileHeight * FLAG_MARGIN);
        flag.draw(canvas, middle(x, tileWidth, flag.width()), ground - flag.height());
        letterG.draw(canvas, x + letterMargin, y + letterMargin);
      }
      default -> {}
    }
    canvas.row(x, x + tileWidth - 1, y, GRID);
    canvas.row(x, x + tileWidth - 1, y + tileHeight - 1, GRID);
    canvas.column(x, y, y + tileHeight - 1, GRID);
    canvas.column(x + tileWidth - 1, y, y + tileHeight - 1, GRID);
  }

  private static int middle(int start, int length, int inner) {
    return (int) (start + (length - inner) / 2.0);
  }
}
