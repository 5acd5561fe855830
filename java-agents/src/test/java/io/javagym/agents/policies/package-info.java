@NullMarked
package io.javagym.agents.policies;

import org.jspecify.annotations.NullMarked;
