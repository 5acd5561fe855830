/** The environments that come with javagym, one package for each family. */
@NullMarked
package io.javagym.envs;

import org.jspecify.annotations.NullMarked;
