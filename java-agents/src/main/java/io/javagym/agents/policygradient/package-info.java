/** Policies that follow the gradient of what they are paid. */
@NullMarked
package io.javagym.agents.policygradient;

import org.jspecify.annotations.NullMarked;
