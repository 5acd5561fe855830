/** Agents for Python, which holds the JVM in its own process: see {@code javagym.agents} there. */
@NullMarked
package io.javagym.agents.inprocess;

import org.jspecify.annotations.NullMarked;
