/** What the doors share: how arguments, options and specs are written down. */
@NullMarked
package io.javagym.doors;

import org.jspecify.annotations.NullMarked;
