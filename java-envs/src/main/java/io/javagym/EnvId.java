package io.javagym;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An environment's id in Gymnasium's form {@code [namespace/]name[-vN]}.
 *
 * @param namespace letters, digits, {@code _ : -}; {@code null} for none
 * @param name letters, digits, {@code _ : . -}
 * @param version 0 or more; {@code null} for none
 */
record EnvId(@Nullable String namespace, String name, @Nullable Integer version) {
  private static final Pattern FORM =
      Pattern.compile("(?:([\\w:-]+)/)?([\\w:.-]+?)(?:-v(\\d{1,9}))?");

  static EnvId parse(String id) {
    Matcher matcher = FORM.matcher(id);
    if (!matcher.matches()) {
      throw GymException.invalidArgument(
          "malformed environment id '%s'; expected [namespace/]name[-vN], as in CartPole-v1"
              .formatted(id));
    }
    String version = matcher.group(3);
    return new EnvId(
        matcher.group(1), matcher.group(2), version == null ? null : Integer.valueOf(version));
  }

  EnvId withVersion(@Nullable Integer otherVersion) {
    return new EnvId(namespace, name, otherVersion);
  }

  @Override
  public String toString() {
    return (namespace == null ? "" : namespace + "/")
        + name
        + (version == null ? "" : "-v" + version);
  }
}
