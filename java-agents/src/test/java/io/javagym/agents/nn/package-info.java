@NullMarked
package io.javagym.agents.nn;

import org.jspecify.annotations.NullMarked;
