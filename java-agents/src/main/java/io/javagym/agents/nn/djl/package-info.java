/** Networks on PyTorch itself, by DJL. */
@NullMarked
package io.javagym.agents.nn.djl;

import org.jspecify.annotations.NullMarked;
