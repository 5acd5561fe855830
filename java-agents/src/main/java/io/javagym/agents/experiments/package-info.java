/** The experiments that ship with the project, by name. */
@NullMarked
package io.javagym.agents.experiments;

import org.jspecify.annotations.NullMarked;
