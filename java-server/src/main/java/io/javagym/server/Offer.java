package io.javagym.server;

import io.javagym.EnvSpec;
import io.javagym.Gym;
import io.javagym.GymException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What clients may make. */
final class Offer {
  private final Set<String> ids;
  private final KwargsRule kwargsRule;

  /**
   * An offer of some environments.
   *
   * @param ids as {@link EnvSpec#id()} writes them; empty for every environment that is registered
   * @throws GymException if one is not registered
   */
  Offer(Set<String> ids, KwargsRule kwargsRule) {
    this.ids = new TreeSet<>();
    ids.forEach(id -> this.ids.add(Gym.spec(id).id()));
    this.kwargsRule = kwargsRule;
  }

  KwargsRule kwargsRule() {
    return kwargsRule;
  }

  List<EnvSpec> specs() {
    return Gym.specs().stream().filter(spec -> ids.isEmpty() || ids.contains(spec.id())).toList();
  }

  /**
   * The spec of an id, or of the newest version of it.
   *
   * @throws GymException if it is unknown, or known and not offered, without telling which
   */
  EnvSpec find(String id) {
    if (ids.isEmpty()) {
      return Gym.spec(id);
    }
    EnvSpec spec;
    try {
      spec = Gym.spec(id);
    } catch (GymException e) {
      throw notOffered(id);
    }
    if (!ids.contains(spec.id())) {
      throw notOffered(id);
    }
    return spec;
  }

  private GymException notOffered(String id) {
    return new GymException(
        GymException.Code.NAME_NOT_FOUND,
        "the server does not offer '%s'; it offers %s".formatted(id, String.join(", ", ids)));
  }
}
