package io.javagym;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The environments known by id, with Gymnasium's rules for versions and namespaces. */
final class Registry {
  private final Map<String, EnvSpec> specs = new LinkedHashMap<>();

  /**
   * Adds the environments of the providers of a class loader, but not of its parents; a known id
   * now means the new environment, so that a jar can be built and added again.
   */
  synchronized List<EnvSpec> load(ClassLoader loader) {
    List<EnvSpec> added = new ArrayList<>();
    for (EnvProvider provider : ServiceLoader.load(EnvProvider.class, loader)) {
      if (provider.getClass().getClassLoader() == loader) {
        for (EnvSpec spec : provider.specs()) {
          register(spec);
          added.add(spec);
        }
      }
    }
    return added;
  }

  synchronized void register(EnvSpec spec) {
    EnvId id = EnvId.parse(spec.id());
    for (EnvSpec other : specs.values()) {
      EnvId otherId = EnvId.parse(other.id());
      boolean sameName = otherId.withVersion(null).equals(id.withVersion(null));
      if (sameName && (otherId.version() == null) != (id.version() == null)) {
        throw new GymException(
            GymException.Code.REGISTRATION,
            "cannot register '%s': '%s' exists, and a name has versions or has none"
                .formatted(spec.id(), other.id()));
      }
    }
    specs.put(spec.id(), spec);
  }

  synchronized List<EnvSpec> all() {
    return List.copyOf(specs.values());
  }

  /** Whether exactly this id is known. */
  synchronized boolean knows(String id) {
    return specs.containsKey(id);
  }

  /**
   * The environment of that id; the newest version where the id names none.
   *
   * @throws GymException that says which part of the id is unknown, and what is close to it
   */
  synchronized EnvSpec find(String id) {
    EnvSpec exact = specs.get(id);
    if (exact != null) {
      return exact;
    }
    EnvId wanted = EnvId.parse(id);
    TreeSet<String> namespaces = new TreeSet<>();
    TreeSet<String> names = new TreeSet<>();
    List<EnvSpec> versions = new ArrayList<>();
    for (EnvSpec spec : specs.values()) {
      EnvId known = EnvId.parse(spec.id());
      if (known.namespace() != null) {
        namespaces.add(known.namespace());
      }
      if (Objects.equals(known.namespace(), wanted.namespace())) {
        names.add(known.name());
        if (known.name().equals(wanted.name())) {
          versions.add(spec);
        }
      }
    }
    if (wanted.namespace() != null && !namespaces.contains(wanted.namespace())) {
      throw new GymException(
          GymException.Code.NAMESPACE_NOT_FOUND,
          "namespace '%s' of '%s' not found%s; is the jar that provides it on the class path?"
              .formatted(
                  wanted.namespace(), id, Suggestions.didYouMean(wanted.namespace(), namespaces)));
    }
    if (versions.isEmpty()) {
      throw new GymException(
          GymException.Code.NAME_NOT_FOUND,
          "environment '%s' not found%s; known: %s"
              .formatted(
                  id,
                  Suggestions.didYouMean(wanted.name(), names),
                  String.join(", ", new TreeSet<>(specs.keySet()))));
    }
    versions.sort(Comparator.comparingInt(spec -> versionOf(spec, -1)));
    EnvSpec newest = versions.get(versions.size() - 1);
    Integer version = wanted.version();
    if (version == null) {
      return newest;
    }
    boolean older = version < versionOf(newest, -1);
    throw new GymException(
        older ? GymException.Code.DEPRECATED_ENV : GymException.Code.VERSION_NOT_FOUND,
        "version v%d of '%s' %s; use '%s'"
            .formatted(
                version,
                wanted.withVersion(null),
                older ? "is deprecated" : "not found",
                newest.id()));
  }

  private static int versionOf(EnvSpec spec, int unversioned) {
    @Nullable Integer version = EnvId.parse(spec.id()).version();
    return version == null ? unversioned : version;
  }
}
