@NullMarked
package io.javagym.agents.replay;

import org.jspecify.annotations.NullMarked;
