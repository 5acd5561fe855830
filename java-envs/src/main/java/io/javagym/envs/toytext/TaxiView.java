package io.javagym.envs.toytext;

import io.javagym.Frame;
import io.javagym.envs.drawing.Canvas;
import io.javagym.envs.drawing.GymnasiumImages;
import io.javagym.envs.drawing.Sprite;

/** The picture of the taxi's town: Gymnasium's images where Gymnasium puts them. */
final class TaxiView {
  private static final int WIDTH = 536;
  private static final int HEIGHT = 456;
  private static final int BACKGROUND = 0xFAFAF6;
  private static final int TOWN_Y = 80;
  private static final int HOUSE_X = 403;
  private static final int HOUSE_Y = 36;

  private static final int GRID_X = 48;
  private static final int GRID_Y = 128;
  private static final int TILE_WIDTH = 88;
  private static final int TILE_HEIGHT = 56;

  private static final int PASSENGER_X_OFFSET = 35;
  private static final int PASSENGER_Y_OFFSET = 19;

  // By direction: south, north, east, west.
  private static final int[] TAXI_X_OFFSET = {25, 25, 15, 15};
  private static final int[] TAXI_Y_OFFSET = {0, 0, 9, 9};

  private final Canvas canvas = Canvas.downward(WIDTH, HEIGHT);
  private final Sprite town = image("background");
  private final Sprite house = image("house");
  private final Sprite destination = image("marker_destination");
  private final Sprite passenger = image("passenger");
  private final Sprite[] emptyTaxis = taxis("");
  private final Sprite[] fullTaxis = taxis("_full");

  private static Sprite image(String name) {
    return GymnasiumImages.read("toy_text/img/taxi/" + name + ".png");
  }

  /** The taxi in each direction. */
  private static Sprite[] taxis(String suffix) {
    Sprite vertical = image("taxi_v" + suffix);
    Sprite horizontal = image("taxi_h" + suffix);
    return new Sprite[] {
      vertical.flipped(false, true), vertical, horizontal, horizontal.flipped(true, false)
    };
  }

  /**
   * Draws one moment.
   *
   * @param direction the move that the taxi made last, 0 south, 1 north, 2 east, 3 west
   */
  Frame.Pixels draw(TaxiGrid grid, int direction) {
    canvas.fill(BACKGROUND);
    town.draw(canvas, 0, TOWN_Y);
    house.draw(canvas, HOUSE_X, HOUSE_Y);
    int stand = grid.destination();
    destination.draw(canvas, tileX(TaxiGrid.STAND_COLUMN[stand]), tileY(TaxiGrid.STAND_ROW[stand]));
    Sprite taxi = fullTaxis[direction];
    if (!grid.isPassengerInside()) {
      taxi = emptyTaxis[direction];
      passenger.draw(
          canvas,
          tileX(TaxiGrid.STAND_COLUMN[grid.passenger()]) + PASSENGER_X_OFFSET,
          tileY(TaxiGrid.STAND_ROW[grid.passenger()]) + PASSENGER_Y_OFFSET);
    }
    taxi.draw(
        canvas,
        tileX(grid.column()) + TAXI_X_OFFSET[direction],
        tileY(grid.row()) + TAXI_Y_OFFSET[direction]);
    return canvas.frame();
  }

  private static int tileX(int column) {
    return GRID_X + column * TILE_WIDTH;
  }

  private static int tileY(int row) {
    return GRID_Y + row * TILE_HEIGHT;
  }
}
