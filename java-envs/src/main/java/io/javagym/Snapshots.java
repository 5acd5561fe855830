package io.javagym;

/**
 * Snapshots of what is no environment, such as an agent; {@link Env#snapshot} and {@link
 * VectorEnv#snapshot} are those of environments.
 */
public final class Snapshots {
  private Snapshots() {}

  /**
   * All that an object is now.
   *
   * @return bytes of a form of their own, of use to the same version of javagym only
   * @throws GymException of code {@link GymException.Code#UNSUPPORTED} if a part of it has no
   *     snapshots
   */
  public static byte[] save(Snapshottable object) {
    return StateFormat.save(object);
  }

  /**
   * Has an object become what a snapshot tells. What bytes that don't fit it change is undone.
   *
   * @param snapshot what {@link #save} returned
   * @throws GymException of code {@link GymException.Code#INVALID_ARGUMENT} if the bytes are
   *     damaged, or of another object
   */
  public static void restore(Snapshottable object, byte[] snapshot) {
    StateFormat.restore(object, snapshot);
  }
}
