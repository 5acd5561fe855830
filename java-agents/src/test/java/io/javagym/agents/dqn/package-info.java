@NullMarked
package io.javagym.agents.dqn;

import org.jspecify.annotations.NullMarked;
