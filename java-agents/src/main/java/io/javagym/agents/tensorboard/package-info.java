/** Event files, which TensorBoard shows. */
@NullMarked
package io.javagym.agents.tensorboard;

import org.jspecify.annotations.NullMarked;
