package io.javagym.agents.cli;

import io.javagym.agents.algorithms.Algorithm;
import io.javagym.agents.algorithms.Algorithms;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Finds an algorithm by its name. */
final class AgentConverter implements ITypeConverter<Algorithm<?>> {
  @Override
  public Algorithm<?> convert(String name) {
    try {
      return Algorithms.named(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /** Names in help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Algorithms.all().stream().<String>map(Algorithm::name).iterator();
    }
  }
}
