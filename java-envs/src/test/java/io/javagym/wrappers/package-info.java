@NullMarked
package io.javagym.wrappers;

import org.jspecify.annotations.NullMarked;
