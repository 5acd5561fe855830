/** The server of environments over gRPC, to embed or to run. */
@NullMarked
package io.javagym.server;

import org.jspecify.annotations.NullMarked;
