@NullMarked
package io.javagym.doors.inprocess;

import org.jspecify.annotations.NullMarked;
