@NullMarked
package io.javagym.agents.checkpoints;

import org.jspecify.annotations.NullMarked;
