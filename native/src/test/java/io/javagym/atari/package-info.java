@NullMarked
package io.javagym.atari;

import org.jspecify.annotations.NullMarked;
