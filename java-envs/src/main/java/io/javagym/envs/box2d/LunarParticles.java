package io.javagym.envs.box2d;

import io.javagym.StateExchange;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the engines throw out, as long as it glows. Gymnasium leaves it to the engine; here it flies
 * freely and bounces from the ground, which looks the same.
 */
final class LunarParticles {
  /** m. */
  private static final double RADIUS = 2 / LunarScale.SCALE;

  /** How much less a particle glows in each frame. */
  private static final double FADING = 0.15;

  /** The share of the speed towards the ground that is left when it bounces. */
  private static final double RESTITUTION = 0.3;

  private final double gravity;
  private final LunarTerrain terrain;
  private final Deque<Particle> particles = new ArrayDeque<>();

  LunarParticles(double gravity, LunarTerrain terrain) {
    this.gravity = gravity;
    this.terrain = terrain;
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
      particle.bounce(terrain);
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

  void exchange(StateExchange state) {
    int count = state.exchangeCount(particles.size());
    if (state.isRestoring()) {
      particles.clear();
      for (int i = 0; i < count; i++) {
        particles.add(new Particle(0, 0, 0, 0, 0));
      }
    }
    particles.forEach(particle -> particle.exchange(state));
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
    private double vx;
    private double vy;
    private double glow;

    private Particle(double x, double y, double vx, double vy, double glow) {
      this.x = x;
      this.y = y;
      this.vx = vx;
      this.vy = vy;
      this.glow = glow;
    }

    private void exchange(StateExchange state) {
      x = state.exchange(x);
      y = state.exchange(y);
      vx = state.exchange(vx);
      vy = state.exchange(vy);
      glow = state.exchange(glow);
    }

    private void step(double gravity) {
      vy += gravity / LunarScale.FPS;
      x += vx / LunarScale.FPS;
      y += vy / LunarScale.FPS;
    }

    private void bounce(LunarTerrain terrain) {
      double spacing = terrain.x[1] - terrain.x[0];
      int i = (int) Math.max(0, Math.min(x / spacing, terrain.x.length - 2));
      double slope = (terrain.y[i + 1] - terrain.y[i]) / spacing;
      double length = Math.hypot(1, slope);
      double above = (y - terrain.y[i] - (x - terrain.x[i]) * slope) / length;
      if (above >= RADIUS) {
        return;
      }
      double normalX = -slope / length;
      double normalY = 1 / length;
      x += (RADIUS - above) * normalX;
      y += (RADIUS - above) * normalY;
      double falling = vx * normalX + vy * normalY;
      if (falling < 0) {
        vx -= (1 + RESTITUTION) * falling * normalX;
        vy -= (1 + RESTITUTION) * falling * normalY;
      }
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
