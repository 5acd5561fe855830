package io.javagym.agents.algorithms;

/** What {@link io.javagym.agents.tabular.ProjectiveSimulation} takes. */
record ProjectiveSettings(double gamma, double eta) {}
