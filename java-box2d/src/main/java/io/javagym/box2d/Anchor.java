package io.javagym.box2d;

import static io.javagym.box2d.Motion.bits;

/**
 * A moment in the iterations of an island, to see when they come back to it: the motions of its
 * bodies and the impulses of motors and contacts, bit by bit.
 */
final class Anchor {
  private final Motion[] motions;
  private final int bodies;
  private final FlatJoint[] joints;
  private final FlatContact[] contacts;
  private final int[] then;

  /** The moment at which it is made. */
  Anchor(Motion[] motions, int bodies, FlatJoint[] joints, FlatContact[] contacts) {
    this.motions = motions;
    this.bodies = bodies;
    this.joints = joints;
    this.contacts = contacts;
    this.then = new int[3 * bodies + joints.length + FlatContact.IMPULSES * contacts.length];
    move();
  }

  /** Moves it to the present. */
  void move() {
    int n = 0;
    for (int i = 0; i < bodies; i++) {
      Motion motion = motions[i];
      then[n++] = bits(motion.vx);
      then[n++] = bits(motion.vy);
      then[n++] = bits(motion.w);
    }
    for (FlatJoint joint : joints) {
      then[n++] = bits(joint.motorImpulse);
    }
    for (FlatContact contact : contacts) {
      contact.copyImpulses(then, n);
      n += FlatContact.IMPULSES;
    }
  }

  /** Whether all is as it was. */
  boolean isNow() {
    int n = 0;
    for (int i = 0; i < bodies; i++) {
      Motion motion = motions[i];
      if (bits(motion.vx) != then[n++]
          || bits(motion.vy) != then[n++]
          || bits(motion.w) != then[n++]) {
        return false;
      }
    }
    for (FlatJoint joint : joints) {
      if (bits(joint.motorImpulse) != then[n++]) {
        return false;
      }
    }
    for (FlatContact contact : contacts) {
      if (!contact.hasImpulses(then, n)) {
        return false;
      }
      n += FlatContact.IMPULSES;
    }
    return true;
  }
}
