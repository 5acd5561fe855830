@NullMarked
package io.javagym.wire;

import org.jspecify.annotations.NullMarked;
