@NullMarked
package io.javagym.envs;

import org.jspecify.annotations.NullMarked;
