@NullMarked
package io.javagym.agents.algorithms;

import org.jspecify.annotations.NullMarked;
