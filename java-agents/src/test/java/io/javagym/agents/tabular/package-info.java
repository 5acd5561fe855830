@NullMarked
package io.javagym.agents.tabular;

import org.jspecify.annotations.NullMarked;
