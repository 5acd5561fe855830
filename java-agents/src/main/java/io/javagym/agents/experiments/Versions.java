package io.javagym.agents.experiments;

/** What a result was made with. */
public final class Versions {
  private Versions() {}

  /** The version of the jar, or {@code "development"} where classes are not in one. */
  public static String javagym() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
