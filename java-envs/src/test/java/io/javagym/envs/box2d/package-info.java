@NullMarked
package io.javagym.envs.box2d;

import org.jspecify.annotations.NullMarked;
