package io.javagym.envs.box2d;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the engines throw out, as long as it glows. Gymnasium has the engine move it and lets it
 * bounce from the ground; here it flies freely.
 */
final class LunarParticles {
  /** m. */
  private static final double RADIUS = 2 / LunarScale.SCALE;

  /** How much less a particle glows in each frame. */
  private static final double FADING = 0.15;

  private final double gravity;
  private final Deque<Particle> particles = new ArrayDeque<>();

  LunarParticles(double gravity) {
    this.gravity = gravity;
  }

  /** Adds a particle that a push, in N s, sets in motion. */
  void add(double x, double y, double pushX, double pushY, double density, double glow) {
    double mass = density * Math.PI * RADIUS * RADIUS;
    particles.add(new Particle(x, y, pushX / mass, pushY / mass, glow));
    removeDark();
  }

  void step() {
    for (Particle particle : particles) {
      particle.step(gravity);
    }
  }

  /** Lets them fade for the next frame, and gives those that are left. */
  Iterable<Particle> fade() {
    for (Particle particle : particles) {
      particle.glow -= FADING;
    }
    removeDark();
    return particles;
  }

  private void removeDark() {
    while (!particles.isEmpty() && particles.getFirst().glow < 0) {
      particles.removeFirst();
    }
  }

  /** One particle: its place in m, velocity in m/s, and how it glows, 1 at first. */
  static final class Particle {
    private double x;
    private double y;
    private final double vx;
    private double vy;
    private double glow;

    private Particle(double x, double y, double vx, double vy, double glow) {
      this.x = x;
      this.y = y;
      this.vx = vx;
      this.vy = vy;
      this.glow = glow;
    }

    private void step(double gravity) {
      vy += gravity / LunarScale.FPS;
      x += vx / LunarScale.FPS;
      y += vy / LunarScale.FPS;
    }

    double x() {
      return x;
    }

    double y() {
      return y;
    }

    /** From white over red to dark grey. */
    int colour() {
      int red = (int) (Math.max(0.2, FADING + glow) * 255);
      int other = (int) (Math.max(0.2, 0.5 * glow) * 255);
      return red << 16 | other << 8 | other;
    }
  }
}
