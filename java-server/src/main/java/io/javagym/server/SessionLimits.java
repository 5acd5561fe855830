package io.javagym.server;

/**
 * What one session may ask for.
 *
 * @param maxMessageBytes of one message, in either direction
 * @param maxEnvs rows of one vector environment
 */
record SessionLimits(int maxMessageBytes, int maxEnvs) {
  /** Of arguments and options, which cost more to read than their bytes tell. */
  static final int MAX_JSON_CHARACTERS = 1 << 20;

  /** Of a seed: reading decimal digits takes time that grows with their square. */
  static final int MAX_SEED_DIGITS = 4096;
}
