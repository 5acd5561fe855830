@NullMarked
package io.javagym;

import org.jspecify.annotations.NullMarked;
