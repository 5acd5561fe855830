/** What javagym adds to the engine. */
@NullMarked
package io.javagym.box2d;

import org.jspecify.annotations.NullMarked;
