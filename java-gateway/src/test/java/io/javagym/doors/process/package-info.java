@NullMarked
package io.javagym.doors.process;

import org.jspecify.annotations.NullMarked;
