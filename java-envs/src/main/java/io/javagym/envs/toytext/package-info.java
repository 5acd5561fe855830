/** Grids of letters. */
@NullMarked
package io.javagym.envs.toytext;

import org.jspecify.annotations.NullMarked;
