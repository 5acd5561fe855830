/** Speed in Java, measured by JMH. */
@NullMarked
package io.javagym.benchmarks;

import org.jspecify.annotations.NullMarked;
