/**
 * Environments given by transition tables: {@link io.javagym.envs.tabular.TabularMdp} takes any,
 * and the others here are the small textbook ones.
 */
@NullMarked
package io.javagym.envs.tabular;

import org.jspecify.annotations.NullMarked;
