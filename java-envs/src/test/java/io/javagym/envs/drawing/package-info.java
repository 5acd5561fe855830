@NullMarked
package io.javagym.envs.drawing;

import org.jspecify.annotations.NullMarked;
