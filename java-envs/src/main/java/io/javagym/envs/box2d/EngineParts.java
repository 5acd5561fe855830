package io.javagym.envs.box2d;

import io.javagym.box2d.engine.collision.shapes.EdgeShape;
import io.javagym.box2d.engine.collision.shapes.PolygonShape;
import io.javagym.box2d.engine.common.Vec2;
import io.javagym.box2d.engine.dynamics.Body;
import io.javagym.box2d.engine.dynamics.BodyDef;
import io.javagym.box2d.engine.dynamics.BodyType;
import io.javagym.box2d.engine.dynamics.FixtureDef;
import io.javagym.box2d.engine.dynamics.World;

/**
 * Parts of a world, from numbers as Python has them: it computes in double, the engine in float.
 */
final class EngineParts {
  private EngineParts() {}

  static Vec2 vector(double x, double y) {
    return new Vec2((float) x, (float) y);
  }

  static EdgeShape edge(double x1, double y1, double x2, double y2) {
    EdgeShape edge = new EdgeShape();
    edge.set(vector(x1, y1), vector(x2, y2));
    return edge;
  }

  static PolygonShape polygon(Vec2... corners) {
    PolygonShape shape = new PolygonShape();
    shape.set(corners, corners.length);
    return shape;
  }

  /**
   * A polygon by its outline.
   *
   * @param pixels x and y of each corner
   * @param scale pixels a metre
   */
  static PolygonShape outline(int[][] pixels, double scale) {
    Vec2[] corners = new Vec2[pixels.length];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = vector(pixels[i][0] / scale, pixels[i][1] / scale);
    }
    return polygon(corners);
  }

  /** A body that moves, of one fixture. */
  static Body movable(World world, Vec2 position, double angle, FixtureDef fixture) {
    BodyDef def = new BodyDef();
    def.type = BodyType.DYNAMIC;
    def.position = position;
    def.angle = (float) angle;
    Body body = world.createBody(def);
    body.createFixture(fixture);
    return body;
  }
}
