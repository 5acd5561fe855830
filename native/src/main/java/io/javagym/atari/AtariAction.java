package io.javagym.atari;

/** What a player can do with stick and button, in the order of ALE's numbers. */
public enum AtariAction {
  NOOP(0),
  FIRE(1),
  UP(2),
  RIGHT(3),
  LEFT(4),
  DOWN(5),
  UPRIGHT(6),
  UPLEFT(7),
  DOWNRIGHT(8),
  DOWNLEFT(9),
  UPFIRE(10),
  RIGHTFIRE(11),
  LEFTFIRE(12),
  DOWNFIRE(13),
  UPRIGHTFIRE(14),
  UPLEFTFIRE(15),
  DOWNRIGHTFIRE(16),
  DOWNLEFTFIRE(17);

  private final int number;

  AtariAction(int number) {
    this.number = number;
  }

  /** ALE's number of the action. */
  public int number() {
    return number;
  }

  /** The action of that number of ALE's, 0 to 17. */
  static AtariAction of(int number) {
    return values()[number];
  }
}
