@NullMarked
package io.javagym.box2d;

import org.jspecify.annotations.NullMarked;
