@NullMarked
package io.javagym.agents.training;

import org.jspecify.annotations.NullMarked;
