@NullMarked
package io.javagym.vector;

import org.jspecify.annotations.NullMarked;
