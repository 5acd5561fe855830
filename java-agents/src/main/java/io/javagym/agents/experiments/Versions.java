package io.javagym.agents.experiments;

import com.google.gson.JsonObject;

/** What a result was made with. */
public final class Versions {
  private Versions() {}

  /** The version of the jar, or {@code "development"} where classes are not in one. */
  public static String javagym() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  static JsonObject json() {
    JsonObject versions = new JsonObject();
    versions.addProperty("javagym", javagym());
    versions.addProperty("java", Runtime.version().toString());
    return versions;
  }
}
