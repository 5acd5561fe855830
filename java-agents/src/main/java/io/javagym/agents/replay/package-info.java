/** What an agent remembers of its steps, to learn from them again. */
@NullMarked
package io.javagym.agents.replay;

import org.jspecify.annotations.NullMarked;
