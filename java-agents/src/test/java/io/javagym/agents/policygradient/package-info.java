@NullMarked
package io.javagym.agents.policygradient;

import org.jspecify.annotations.NullMarked;
