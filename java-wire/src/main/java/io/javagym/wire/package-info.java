/**
 * The wire contract ({@code proto/javagym/v1}) and Java's own types, each turned into the other:
 * spaces, specs, the batch's layout, and what a batch holds.
 */
@NullMarked
package io.javagym.wire;

import org.jspecify.annotations.NullMarked;
