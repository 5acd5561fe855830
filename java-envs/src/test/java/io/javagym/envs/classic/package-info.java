@NullMarked
package io.javagym.envs.classic;

import org.jspecify.annotations.NullMarked;
