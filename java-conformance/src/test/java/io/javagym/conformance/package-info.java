@NullMarked
package io.javagym.conformance;

import org.jspecify.annotations.NullMarked;
