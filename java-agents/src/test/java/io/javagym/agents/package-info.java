@NullMarked
package io.javagym.agents;

import org.jspecify.annotations.NullMarked;
