@NullMarked
package io.javagym.server.cli;

import org.jspecify.annotations.NullMarked;
