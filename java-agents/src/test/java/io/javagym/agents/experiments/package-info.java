@NullMarked
package io.javagym.agents.experiments;

import org.jspecify.annotations.NullMarked;
