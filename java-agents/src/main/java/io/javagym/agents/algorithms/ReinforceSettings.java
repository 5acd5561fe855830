package io.javagym.agents.algorithms;

import io.javagym.agents.nn.Backend;

/** What {@link io.javagym.agents.policygradient.Reinforce} takes. */
record ReinforceSettings(int hidden, double learningRate, double gamma, Backend backend) {}
