/** The door for a Python interpreter that holds the JVM in its own process. */
@NullMarked
package io.javagym.doors.inprocess;

import org.jspecify.annotations.NullMarked;
