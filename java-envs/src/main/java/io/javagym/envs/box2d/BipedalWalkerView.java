package io.javagym.envs.box2d;

import static io.javagym.envs.box2d.WalkerScale.SCALE;

import io.javagym.Frame;
import io.javagym.box2d.engine.collision.shapes.EdgeShape;
import io.javagym.box2d.engine.collision.shapes.PolygonShape;
import io.javagym.box2d.engine.collision.shapes.Shape;
import io.javagym.box2d.engine.common.Vec2;
import io.javagym.box2d.engine.dynamics.Body;
import io.javagym.envs.drawing.Canvas;
import io.javagym.envs.drawing.PlainShapes;
import io.javagym.envs.drawing.SmoothLines;
import io.javagym.envs.drawing.SmoothShapes;

/**
 * The picture of walker and ground, with Gymnasium's sizes in pixels and colours. It moves along
 * with the walker, and the clouds move half as fast.
 */
final class BipedalWalkerView {
  private static final int WIDTH = 600;
  private static final int HEIGHT = 400;
  private static final int FLAGPOLE_LENGTH = 50;
  private static final int FLAG_WIDTH = 25;
  private static final int FLAG_HEIGHT = 10;

  private static final int NOTHING = 0x000000;
  private static final int SKY = 0xD7D7FF;
  private static final int CLOUD = 0xFFFFFF;
  private static final int EARTH = 0x66994C;
  private static final int[] GRASS = {0x4CFF4C, 0x4CCC4C};
  private static final int BLOCK = 0xFFFFFF;
  private static final int BLOCK_EDGE = 0x999999;
  private static final int RAY = 0xFF0000;
  private static final int HULL = 0x7F33E5;
  private static final int HULL_EDGE = 0x4C4C7F;

  /** Of the parts of one leg, then of the other. */
  private static final int[] LEGS = {0xB26598, 0xB26598, 0x803366, 0x803366};

  private static final int[] LEG_EDGES = {0x7F4C65, 0x7F4C65, 0x4D1A33, 0x4D1A33};
  private static final int FLAG = 0xE63300;
  private static final int FLAG_EDGE = 0x000000;

  /** The rays are shown one after another, there and back, in so many frames of each hundred. */
  private static final int RAY_FRAMES = 2 * WalkerLidar.RAYS;

  private static final int RAY_PERIOD = 100;

  private final Canvas canvas = Canvas.upward(WIDTH, HEIGHT);
  private final SmoothShapes shapes = new SmoothShapes(canvas);
  private final SmoothLines smoothLines = new SmoothLines(canvas);
  private final PlainShapes plainShapes = new PlainShapes(canvas);

  /**
   * A frame.
   *
   * @param number which one of this episode it is, from 1 on
   */
  Frame.Pixels draw(WalkerWorld world, WalkerClouds clouds, WalkerLidar lidar, long number) {
    double left = world.hull.getPosition().x - WalkerScale.WIDTH / 5;
    canvas.scroll((int) (WIDTH + Math.max(0.0, left) * SCALE) - WIDTH);
    canvas.fill(NOTHING);
    for (int y = 0; y < HEIGHT; y++) {
      canvas.row((int) (left * SCALE), (int) (left * SCALE + WIDTH), y, SKY);
    }
    drawClouds(clouds, left);
    drawEarth(world.terrain, left);
    drawRay(lidar, (int) (number % RAY_PERIOD));
    drawGround(world);
    for (int i = 0; i < WalkerWorld.PARTS; i++) {
      drawPolygon(world.parts[i], LEGS[i], LEG_EDGES[i]);
    }
    drawPolygon(world.hull, HULL, HULL_EDGE);
    drawFlag();
    return canvas.frame();
  }

  private void drawClouds(WalkerClouds clouds, double left) {
    for (int cloud = 0; cloud < clouds.x.length; cloud++) {
      int count = clouds.x[cloud].length;
      int[] xs = new int[count];
      int[] ys = new int[count];
      for (int i = 0; i < count; i++) {
        xs[i] = (int) (clouds.x[cloud][i] * SCALE + left * SCALE / 2);
        ys[i] = (int) (clouds.y[cloud][i] * SCALE);
      }
      shapes.wholePolygon(xs, ys, CLOUD);
    }
  }

  private void drawEarth(WalkerTerrain terrain, double left) {
    for (int i = 0; i + 1 < terrain.x.length; i++) {
      if (terrain.x[i + 1] < left || terrain.x[i] > left + WalkerScale.WIDTH) {
        continue;
      }
      int x1 = (int) (terrain.x[i] * SCALE);
      int x2 = (int) (terrain.x[i + 1] * SCALE);
      int y1 = (int) (terrain.y[i] * SCALE);
      int y2 = (int) (terrain.y[i + 1] * SCALE);
      shapes.wholePolygon(new int[] {x1, x2, x2, x1}, new int[] {y1, y2, 0, 0}, EARTH);
    }
  }

  private void drawRay(WalkerLidar lidar, int frame) {
    if (frame < RAY_FRAMES) {
      int ray = Math.min(frame, RAY_FRAMES - 1 - frame);
      plainShapes.line(
          (int) (lidar.origin().x * SCALE),
          (int) (lidar.origin().y * SCALE),
          (int) (lidar.endX(ray) * SCALE),
          (int) (lidar.endY(ray) * SCALE),
          RAY);
    }
  }

  /** From right to left, the blocks last. */
  private void drawGround(WalkerWorld world) {
    for (int i = world.ground.size() - 1; i >= 0; i--) {
      Body body = world.ground.get(i);
      Shape shape = body.getFixtureList().getShape();
      if (shape instanceof EdgeShape edge) {
        int number = i - world.terrain.blocks.size();
        drawEdge(edge, GRASS[number % GRASS.length]);
      } else {
        drawPolygon(body, BLOCK, BLOCK_EDGE);
      }
    }
  }

  private void drawEdge(EdgeShape edge, int colour) {
    smoothLines.withEnds(
        pixels(edge.m_vertex1.x),
        pixels(edge.m_vertex1.y),
        pixels(edge.m_vertex2.x),
        pixels(edge.m_vertex2.y),
        colour);
  }

  private static float pixels(float meters) {
    return meters * (float) SCALE;
  }

  private void drawPolygon(Body body, int colour, int edgeColour) {
    PolygonShape shape = (PolygonShape) body.getFixtureList().getShape();
    int count = shape.getVertexCount();
    int[] xs = new int[count];
    int[] ys = new int[count];
    for (int i = 0; i < count; i++) {
      Vec2 corner = body.getWorldPoint(shape.getVertex(i));
      xs[i] = (int) pixels(corner.x);
      ys[i] = (int) pixels(corner.y);
    }
    shapes.wholePolygon(xs, ys, colour);
    plainShapes.outline(xs, ys, edgeColour);
    shapes.outline(xs, ys, edgeColour);
  }

  private void drawFlag() {
    int x = (int) (WalkerScale.TERRAIN_STEP * 3 * SCALE);
    int bottom = (int) (WalkerScale.TERRAIN_HEIGHT * SCALE);
    int top = bottom + FLAGPOLE_LENGTH;
    canvas.column(x, bottom, top, FLAG_EDGE);
    int[] xs = {x, x, x + FLAG_WIDTH};
    int[] ys = {top, top - FLAG_HEIGHT, top - FLAG_HEIGHT / 2};
    plainShapes.polygon(xs, ys, FLAG);
    plainShapes.outline(xs, ys, FLAG_EDGE);
  }
}
