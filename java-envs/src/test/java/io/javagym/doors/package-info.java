@NullMarked
package io.javagym.doors;

import org.jspecify.annotations.NullMarked;
