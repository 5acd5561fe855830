@NullMarked
package io.javagym.envs.tabular;

import org.jspecify.annotations.NullMarked;
