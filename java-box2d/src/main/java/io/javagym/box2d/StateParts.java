package io.javagym.box2d;

/**
 * Takes the parts of a world's state, and gives back what they shall be; see {@link WorldState}.
 */
public interface StateParts {

  /** A number, bit by bit. */
  float exchange(float value);

  /** A part that is true or false. */
  boolean exchange(boolean value);

  /** An integer, refused while restoring if it is outside of its range. */
  int exchange(int value, int least, int greatest);

  /** Refuses to be restored unless a condition holds. */
  void require(boolean condition, String why);

  /** Whether parts are brought back; else they are saved and stay. */
  boolean isRestoring();
}
