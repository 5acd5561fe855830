/** Rigid bodies in the plane, on an engine that computes as Box2D 2.3 does. */
@NullMarked
package io.javagym.envs.box2d;

import org.jspecify.annotations.NullMarked;
