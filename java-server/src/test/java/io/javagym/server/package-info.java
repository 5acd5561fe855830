@NullMarked
package io.javagym.server;

import org.jspecify.annotations.NullMarked;
