/** The command line. */
@NullMarked
package io.javagym.agents.cli;

import org.jspecify.annotations.NullMarked;
