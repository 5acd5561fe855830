package io.javagym.box2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.javagym.box2d.engine.collision.AABB;
import io.javagym.box2d.engine.collision.RayCastInput;
import io.javagym.box2d.engine.collision.RayCastOutput;
import io.javagym.box2d.engine.collision.broadphase.DynamicTree;
import io.javagym.box2d.engine.collision.shapes.EdgeShape;
import io.javagym.box2d.engine.collision.shapes.MassData;
import io.javagym.box2d.engine.collision.shapes.PolygonShape;
import io.javagym.box2d.engine.common.MathUtils;
import io.javagym.box2d.engine.common.Rot;
import io.javagym.box2d.engine.common.Settings;
import io.javagym.box2d.engine.common.Sweep;
import io.javagym.box2d.engine.common.Transform;
import io.javagym.box2d.engine.common.Vec2;
import io.javagym.box2d.engine.dynamics.Body;
import io.javagym.box2d.engine.dynamics.BodyDef;
import io.javagym.box2d.engine.dynamics.BodyType;
import io.javagym.box2d.engine.dynamics.Fixture;
import io.javagym.box2d.engine.dynamics.World;
import io.javagym.box2d.engine.dynamics.contacts.Contact;
import io.javagym.box2d.engine.dynamics.contacts.ContactSolver;
import io.javagym.box2d.engine.dynamics.joints.LimitState;
import io.javagym.box2d.engine.dynamics.joints.RevoluteJoint;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One test for each file of {@code src/edits/exact}, named by what it gives. */
class EngineTest {

  @Test
  void noStaticFieldChanges() throws Exception {
    List<String> mutable = new ArrayList<>();
    for (Class<?> type : engineClasses()) {
      for (Field field : type.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers) && !field.isSynthetic()) {
          mutable.add(type.getName() + "." + field.getName());
        }
      }
    }
    assertThat(mutable).isEmpty();
  }

  private static List<Class<?>> engineClasses()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path classes = Path.of(World.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes.resolve("io/javagym/box2d/engine"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = classes.relativize(file).toString().replace('/', '.');
        if (name.endsWith(".class")) {
          found.add(Class.forName(name.substring(0, name.length() - ".class".length())));
        }
      }
    }
    assertThat(found).hasSizeGreaterThan(100);
    return found;
  }

  @Test
  void sinesAreTheCLibrarys() {
    // From glibc's sinf and cosf; the first is not the float nearest to the sine.
    assertThat(MathUtils.sin(0x1.50734ap-2f)).isEqualTo(0x1.4a6decp-2f);
    assertThat(MathUtils.cos(1.0f)).isEqualTo(0.5403023f);
  }

  @Test
  void aPolygonsInertiaIsAboutTheOrigin() {
    PolygonShape box = new PolygonShape();
    box.setAsBox(1, 1, new Vec2(2, 0), 0);
    MassData mass = new MassData();
    box.computeMass(mass, 3.0f);

    assertThat(mass.mass).isEqualTo(12);
    assertThat(mass.I).isCloseTo(12 * (8 / 12.0f + 4), within(1e-4f));
  }

  @Test
  void twoPointsAreABlockUpToAConditionOf1000() {
    assertThat(ContactSolver.k_maxConditionNumber).isEqualTo(1000);
  }

  @Test
  void aPolygonHasUpTo16Corners() {
    assertThat(Settings.maxPolygonVertices).isEqualTo(16);
  }

  @Test
  void aShapeWithinItsFatBoxStaysInTheTree() {
    DynamicTree tree = new DynamicTree();
    AABB box = new AABB(new Vec2(0, 0), new Vec2(1, 1));
    int proxy = tree.createProxy(box, "shape");

    assertThat(tree.moveProxy(proxy, box, new Vec2())).isFalse();
    AABB away = new AABB(new Vec2(5, 0), new Vec2(6, 1));
    assertThat(tree.moveProxy(proxy, away, new Vec2())).isTrue();
  }

  @Test
  void theGroundsTimeIsTakenBackAfterAnImpact() {
    World world = new World(new Vec2());
    Body ground = world.createBody(new BodyDef());
    EdgeShape edge = new EdgeShape();
    edge.set(new Vec2(-9, 0), new Vec2(9, 0));
    ground.createFixture(edge, 0);
    BodyDef falling = new BodyDef();
    falling.type = BodyType.DYNAMIC;
    falling.position.set(0, 3);
    falling.linearVelocity.set(0, -100);
    Body body = world.createBody(falling);
    PolygonShape box = new PolygonShape();
    box.setAsBox(1, 1);
    body.createFixture(box, 1);

    world.step(0.1f, 8, 3);
    assertThat(ground.m_sweep.alpha0).isPositive();
    world.step(0.1f, 8, 3);
    assertThat(ground.m_sweep.alpha0).isZero();
  }

  @Test
  void aRayEndsWhereItHasBeenClipped() {
    EdgeShape wall = new EdgeShape();
    wall.set(new Vec2(2, -1), new Vec2(2, 1));
    RayCastInput ray = new RayCastInput();
    ray.p2.set(4, 0);
    Transform here = new Transform();
    here.setIdentity();
    RayCastOutput hit = new RayCastOutput();

    ray.maxFraction = 0.5f;
    assertThat(wall.raycast(hit, ray, here, 0)).isTrue();
    assertThat(hit.fraction).isEqualTo(0.5f);
    ray.maxFraction = Math.nextDown(0.5f);
    assertThat(wall.raycast(hit, ray, here, 0)).isFalse();
  }

  @Test
  void aSweepAdvancesFromWhereItBegins() {
    Sweep sweep = new Sweep();
    sweep.c.set(4, 8);
    sweep.a = 2;
    sweep.alpha0 = 0.5f;
    Sweep copy = new Sweep().set(sweep);
    copy.advance(0.75f);

    assertThat(copy.c0).isEqualTo(new Vec2(2, 4));
    assertThat(copy.a0).isEqualTo(1);
    assertThat(copy.alpha0).isEqualTo(0.75f);
  }

  @Test
  void aContactBeginsEnabled() {
    World world = new World(new Vec2());
    Body body = world.createBody(new BodyDef());
    EdgeShape edge = new EdgeShape();
    edge.set(new Vec2(), new Vec2(1, 0));
    PolygonShape box = new PolygonShape();
    box.setAsBox(1, 1);
    Fixture first = body.createFixture(edge, 0);
    Fixture second = body.createFixture(box, 0);
    Contact contact = world.popContact(first, 0, second, 0);

    assertThat(contact.isEnabled()).isTrue();
  }

  @Test
  void aStepOfAnotherLengthScalesTheImpulseOfALimit() {
    JointScene scene = new JointScene(new Random(1));
    RevoluteJoint joint = scene.joints[0];
    scene.data.step.warmStarting = true;
    scene.data.step.dtRatio = 0.5f;
    joint.enableLimit(true);
    joint.setLimits(-1, 1);
    joint.m_limitState = LimitState.AT_UPPER;
    joint.m_motorImpulse = 4;
    joint.m_impulse.z = 8;
    scene.data.positions[joint.m_indexB].a = 9;
    joint.initVelocityConstraints(scene.data);

    assertThat(joint.m_motorImpulse).isEqualTo(2);
    assertThat(joint.m_impulse.z).isEqualTo(4);
  }

  @Test
  void aBodysOriginIsItsCentreLessTheTurnedLocalCentre() {
    Random random = new Random(1);
    World world = new World(new Vec2());
    for (int i = 0; i < 1000; i++) {
      Body body = world.createBody(new BodyDef());
      body.m_sweep.localCenter.set(random.nextFloat(), random.nextFloat());
      body.m_sweep.c.set(random.nextFloat(), random.nextFloat());
      body.m_sweep.a = random.nextFloat();
      body.synchronizeTransform();
      Vec2 turned = new Vec2();
      Rot.mulToOutUnsafe(new Rot(body.m_sweep.a), body.m_sweep.localCenter, turned);

      assertThat(body.getTransform().p).isEqualTo(body.m_sweep.c.sub(turned));
    }
  }

  @Test
  void transformsOfTwoFramesAreInverse() {
    Transform a = new Transform(new Vec2(1, 2), new Rot(0));
    Transform b = new Transform(new Vec2(4, 6), new Rot(0));
    Transform out = new Transform();
    Transform.mulTransToOut(a, b, out);

    assertThat(out.p).isEqualTo(new Vec2(3, 4));
    assertThat(Transform.mulTrans(a, b).p).isEqualTo(out.p);
  }
}
