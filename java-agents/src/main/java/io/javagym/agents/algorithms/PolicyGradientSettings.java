package io.javagym.agents.algorithms;

import io.javagym.agents.nn.Backend;
import io.javagym.agents.policygradient.Credit;

/** What {@link io.javagym.agents.policygradient.VanillaPolicyGradient} takes. */
record PolicyGradientSettings(
    Credit credit,
    int hidden,
    double learningRate,
    int epochSteps,
    int baselineSteps,
    Backend backend) {}
