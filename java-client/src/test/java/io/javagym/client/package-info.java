@NullMarked
package io.javagym.client;

import org.jspecify.annotations.NullMarked;
