/** Classic control: small physics that balance, swing or climb. */
@NullMarked
package io.javagym.envs.classic;

import org.jspecify.annotations.NullMarked;
