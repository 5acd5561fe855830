@NullMarked
package io.javagym.agents.tensorboard;

import org.jspecify.annotations.NullMarked;
