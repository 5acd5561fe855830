/** Environments stepped together: generic rows, and what batch-native environments share. */
@NullMarked
package io.javagym.vector;

import org.jspecify.annotations.NullMarked;
