/** Environments around environments: order of calls, time limits. */
@NullMarked
package io.javagym.wrappers;

import org.jspecify.annotations.NullMarked;
