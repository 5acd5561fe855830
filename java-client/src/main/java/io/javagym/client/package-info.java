/**
 * Environments outside of this JVM: in a Python that is started for them, {@code
 * Gym.make("py/CartPole-v1")}, or in a server, {@code Gym.make("grpc://host:port/CartPole-v1")} and
 * {@link io.javagym.client.Client}.
 */
@NullMarked
package io.javagym.client;

import org.jspecify.annotations.NullMarked;
