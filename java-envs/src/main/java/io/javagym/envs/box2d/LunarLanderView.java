package io.javagym.envs.box2d;

import io.javagym.Frame;
import io.javagym.box2d.engine.collision.shapes.PolygonShape;
import io.javagym.box2d.engine.common.Vec2;
import io.javagym.box2d.engine.dynamics.Body;
import io.javagym.envs.drawing.Canvas;
import io.javagym.envs.drawing.SmoothLines;
import io.javagym.envs.drawing.SmoothShapes;

/** The picture of lander and moon, with Gymnasium's sizes in pixels and colours. */
final class LunarLanderView {
  private static final int WIDTH = 600;
  private static final int HEIGHT = 400;
  private static final int FLAGPOLE_LENGTH = 50;
  private static final int FLAG_WIDTH = 25;
  private static final int FLAG_HEIGHT = 10;

  /** The points of the surface where the flags stand. */
  private static final int[] FLAGS = {4, 6};

  private static final int MOON = 0xFFFFFF;
  private static final int SKY = 0x000000;
  private static final int BODY = 0x8066E6;
  private static final int EDGE = 0x4D4D80;
  private static final int FLAG = 0xCCCC00;
  private static final int FLAGPOLE = 0xFFFFFF;

  private final Canvas canvas = Canvas.upward(WIDTH, HEIGHT);
  private final SmoothShapes shapes = new SmoothShapes(canvas);
  private final SmoothLines lines = new SmoothLines(canvas);

  Frame.Pixels draw(LunarWorld world, LunarParticles particles) {
    canvas.fill(MOON);
    LunarTerrain terrain = world.terrain;
    for (int i = 0; i + 1 < terrain.x.length; i++) {
      int left = pixels(terrain.x[i]);
      int right = pixels(terrain.x[i + 1]);
      shapes.wholePolygon(
          new int[] {left, right, right, left},
          new int[] {pixels(terrain.y[i]), pixels(terrain.y[i + 1]), HEIGHT, HEIGHT},
          SKY);
    }
    for (LunarParticles.Particle particle : particles.fade()) {
      drawParticle(pixels(particle.x()), pixels(particle.y()), particle.colour());
      drawFlags(terrain);
    }
    drawBody(world.lander);
    drawFlags(terrain);
    for (Body leg : world.legs) {
      drawBody(leg);
      drawFlags(terrain); // its edges mix each time anew
    }
    return canvas.frame();
  }

  private static int pixels(double meters) {
    return (int) (meters * LunarScale.SCALE);
  }

  /** A disc of four by four pixels without its corners. */
  private void drawParticle(int x, int y, int colour) {
    canvas.row(x - 1, x, y - 2, colour);
    canvas.row(x - 2, x + 1, y - 1, colour);
    canvas.row(x - 2, x + 1, y, colour);
    canvas.row(x - 1, x, y + 1, colour);
  }

  private void drawBody(Body body) {
    PolygonShape shape = (PolygonShape) body.getFixtureList().getShape();
    int count = shape.getVertexCount();
    float[] xs = new float[count];
    float[] ys = new float[count];
    int[] wholeXs = new int[count];
    int[] wholeYs = new int[count];
    for (int i = 0; i < count; i++) {
      Vec2 corner = body.getWorldPoint(shape.getVertex(i));
      xs[i] = (float) (corner.x * LunarScale.SCALE);
      ys[i] = (float) (corner.y * LunarScale.SCALE);
      wholeXs[i] = (int) xs[i];
      wholeYs[i] = (int) ys[i];
    }
    shapes.wholePolygon(wholeXs, wholeYs, BODY);
    lines.draw(xs, ys, true, EDGE);
  }

  private void drawFlags(LunarTerrain terrain) {
    int bottom = pixels(LunarScale.PAD_Y);
    int top = bottom + FLAGPOLE_LENGTH;
    for (int point : FLAGS) {
      int x = pixels(terrain.x[point]);
      canvas.column(x, bottom, top, FLAGPOLE);
      shapes.wholePolygon(
          new int[] {x, x, x + FLAG_WIDTH},
          new int[] {top, top - FLAG_HEIGHT, top - FLAG_HEIGHT / 2},
          FLAG);
    }
  }
}
