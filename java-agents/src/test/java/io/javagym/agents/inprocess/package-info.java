@NullMarked
package io.javagym.agents.inprocess;

import org.jspecify.annotations.NullMarked;
