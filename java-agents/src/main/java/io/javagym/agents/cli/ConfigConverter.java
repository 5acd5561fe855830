package io.javagym.agents.cli;

import io.javagym.agents.experiments.Experiment;
import io.javagym.agents.experiments.Experiments;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Finds an experiment by its name. */
final class ConfigConverter implements ITypeConverter<Experiment<?, ?>> {
  @Override
  public Experiment<?, ?> convert(String name) {
    try {
      return Experiments.named(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /** Names in help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Experiments.all().stream().<String>map(Experiment::name).iterator();
    }
  }
}
