/**
 * The door to a JVM beside Python: Py4J carries the calls, and the arrays lie in memory that both
 * processes have mapped.
 */
@NullMarked
package io.javagym.doors.process;

import org.jspecify.annotations.NullMarked;
