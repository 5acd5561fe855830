/**
 * Reinforcement learning environments on the JVM, with Gymnasium's contract.
 *
 * <p>Start at {@link io.javagym.Gym}. Write an environment by implementing {@link io.javagym.Env}
 * (or extending {@link io.javagym.SeededEnv}), and name it in an {@link io.javagym.EnvProvider}.
 * Everything that moves an environment's data, to Python, to another process or to an agent in
 * Java, moves a {@link io.javagym.Batch}.
 */
@NullMarked
package io.javagym;

import org.jspecify.annotations.NullMarked;
