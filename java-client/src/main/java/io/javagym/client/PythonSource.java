package io.javagym.client;

import io.javagym.EnvSource;
import io.javagym.EnvSpec;

/**
 * Gymnasium's environments in the Python beside this JVM, by ids such as {@code py/CartPole-v1}.
 */
public final class PythonSource implements EnvSource {
  private static final String PREFIX = "py/";

  /** For the service loader. */
  public PythonSource() {}

  @Override
  public boolean owns(String id) {
    return id.startsWith(PREFIX);
  }

  @Override
  public EnvSpec spec(String id) {
    return LocalPython.shared().spec(id);
  }
}
