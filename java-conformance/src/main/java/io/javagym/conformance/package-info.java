/**
 * The tests that every environment passes: extend {@link io.javagym.conformance.EnvConformance}.
 */
@NullMarked
package io.javagym.conformance;

import org.jspecify.annotations.NullMarked;
