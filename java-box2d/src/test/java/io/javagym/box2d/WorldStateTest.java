package io.javagym.box2d;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javagym.box2d.engine.collision.shapes.CircleShape;
import io.javagym.box2d.engine.collision.shapes.EdgeShape;
import io.javagym.box2d.engine.collision.shapes.PolygonShape;
import io.javagym.box2d.engine.collision.shapes.Shape;
import io.javagym.box2d.engine.common.Vec2;
import io.javagym.box2d.engine.dynamics.Body;
import io.javagym.box2d.engine.dynamics.BodyDef;
import io.javagym.box2d.engine.dynamics.BodyType;
import io.javagym.box2d.engine.dynamics.FixtureDef;
import io.javagym.box2d.engine.dynamics.World;
import io.javagym.box2d.engine.dynamics.joints.RevoluteJointDef;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A world of many bodies on top of each other goes on from its state to the last bit. */
class WorldStateTest {
  private static final int GROUND = 20;
  private static final int STONES = 25;

  /** Parts as a list of numbers, which is enough to hold them apart. */
  private static final class Notes implements StateParts {
    private final List<Object> notes;
    private final boolean restoring;
    private int next;

    Notes(List<Object> notes, boolean restoring) {
      this.notes = notes;
      this.restoring = restoring;
    }

    private Object pass(Object value) {
      if (restoring) {
        return notes.get(next++);
      }
      notes.add(value);
      return value;
    }

    @Override
    public float exchange(float value) {
      return (float) pass(value);
    }

    @Override
    public boolean exchange(boolean value) {
      return (boolean) pass(value);
    }

    @Override
    public int exchange(int value, int least, int greatest) {
      int passed = (int) pass(value);
      require(passed >= least && passed <= greatest, passed + " is out of range");
      return passed;
    }

    @Override
    public void require(boolean condition, String why) {
      if (!condition) {
        throw new IllegalArgumentException(why);
      }
    }

    @Override
    public boolean isRestoring() {
      return restoring;
    }
  }

  private static List<Object> save(World world) {
    List<Object> notes = new ArrayList<>();
    WorldState.exchange(world, new Notes(notes, false));
    return notes;
  }

  private static void restore(World world, List<Object> notes) {
    Notes parts = new Notes(notes, true);
    WorldState.exchange(world, parts);
    assertEquals(notes.size(), parts.next);
  }

  private static Body body(World world, BodyType type, float x, float y, Shape shape) {
    BodyDef def = new BodyDef();
    def.type = type;
    def.position.set(x, y);
    FixtureDef fixture = new FixtureDef();
    fixture.shape = shape;
    fixture.density = 1;
    fixture.friction = 0.4f;
    fixture.restitution = 0.3f;
    Body body = world.createBody(def);
    body.createFixture(fixture);
    return body;
  }

  /** Stones that fall on rough ground, some of them in pairs. */
  private static void fill(World world, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < GROUND; i++) {
      EdgeShape edge = new EdgeShape();
      edge.set(new Vec2(i - 10, i % 3 * 0.4f), new Vec2(i - 9, (i + 1) % 3 * 0.4f));
      body(world, BodyType.STATIC, 0, 0, edge);
    }
    Body before = null;
    for (int i = 0; i < STONES; i++) {
      PolygonShape box = new PolygonShape();
      box.setAsBox(0.2f + random.nextFloat() / 3, 0.2f);
      CircleShape ball = new CircleShape();
      ball.m_radius = 0.3f;
      float x = random.nextFloat() * 6 - 3;
      Body stone = body(world, BodyType.DYNAMIC, x, 3 + i, i % 5 == 0 ? ball : box);
      if (i % 3 == 1) {
        RevoluteJointDef joint = new RevoluteJointDef();
        joint.initialize(before, stone, stone.getPosition());
        joint.enableLimit = true;
        joint.lowerAngle = -0.5f;
        joint.upperAngle = 0.2f;
        joint.enableMotor = true;
        joint.motorSpeed = 3;
        joint.maxMotorTorque = 2;
        world.createJoint(joint);
      }
      before = stone;
    }
  }

  private static World world(long seed) {
    World world = new FastWorld(new Vec2(0, -10));
    fill(world, seed);
    return world;
  }

  private static void step(World world, int steps) {
    for (int i = 0; i < steps; i++) {
      world.step(0.02f, 30, 10);
    }
  }

  private static float[] places(World world) {
    float[] places = new float[6 * world.getBodyCount()];
    int i = 0;
    for (Body body = world.getBodyList(); body != null; body = body.getNext()) {
      places[i++] = body.getPosition().x;
      places[i++] = body.getPosition().y;
      places[i++] = body.getAngle();
      places[i++] = body.getLinearVelocity().x;
      places[i++] = body.getLinearVelocity().y;
      places[i++] = body.getAngularVelocity();
    }
    return places;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, 150, 700})
  void aWorldGoesOnFromItsStateInAnother(int steps) {
    for (long seed = 0; seed < 5; seed++) {
      World world = world(seed);
      step(world, steps);
      assertTrue(steps < 150 || world.getContactCount() > STONES);
      World other = world(seed);
      step(other, 2 * steps / 3);
      List<Object> state = save(world);

      restore(other, state);

      assertEquals(state, save(other));
      for (int i = 0; i < 400; i++) {
        step(world, 1);
        step(other, 1);
        assertArrayEquals(places(world), places(other));
      }
      assertEquals(save(world), save(other));
    }
  }

  /** Of other numbers for its shapes, and with it another order of contacts. */
  @Test
  void soItDoesInOneWithAPast() {
    World world = world(1);
    step(world, 200);
    World other = world(2);
    step(other, 100);
    while (other.getBodyList() != null) {
      other.destroyBody(other.getBodyList());
    }
    fill(other, 1);

    restore(other, save(world));

    step(world, 500);
    step(other, 500);
    assertEquals(save(world), save(other));
  }

  /** Also in which numbers the tree gives out, which the state tells. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, 300})
  void anEmptiedWorldIsAsANewOne(int steps) {
    World emptied = world(2);
    step(emptied, steps);
    for (long seed = 3; seed < 6; seed++) {
      emptied.empty();
      assertEquals(0, emptied.getBodyCount() + emptied.getContactCount() + emptied.getJointCount());
      fill(emptied, seed);
      World world = world(seed);
      assertEquals(save(world), save(emptied));
      for (int i = 0; i < 400; i++) {
        step(world, 1);
        step(emptied, 1);
        assertArrayEquals(places(world), places(emptied));
      }
      assertEquals(save(world), save(emptied));
    }
  }

  @Test
  void whatIsNoTreeIsRefused() {
    World world = world(3);
    step(world, 100);
    List<Object> state = save(world);
    int refused = 0;
    for (int i = 0; i < state.size(); i++) {
      if (state.get(i) instanceof Integer number) {
        List<Object> changed = new ArrayList<>(state);
        changed.set(i, number + 1);
        World other = world(3);
        try {
          WorldState.exchange(other, new Notes(changed, true));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ClassCastException e) {
          refused++;
          continue;
        }
        step(other, 1);
      }
    }
    assertTrue(refused > 2 * STONES);
    assertThrows(IllegalArgumentException.class, () -> restore(world(3), other(state)));
  }

  /** With the first fixture of the tree twice. */
  private static List<Object> other(List<Object> state) {
    List<Object> other = new ArrayList<>(state);
    int seen = 0;
    for (int i = 0; i + 1 < other.size(); i++) {
      if (other.get(i).equals(true) && other.get(i + 1) instanceof Integer) {
        other.set(i + 1, 0);
        seen++;
      }
    }
    assertTrue(seen > STONES);
    return other;
  }
}
