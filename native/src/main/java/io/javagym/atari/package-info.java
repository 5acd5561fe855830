/** Atari 2600 games, played by the Arcade Learning Environment behind JNI. */
@NullMarked
package io.javagym.atari;

import org.jspecify.annotations.NullMarked;
