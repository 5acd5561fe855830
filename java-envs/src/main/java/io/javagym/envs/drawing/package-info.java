/**
 * Pictures of environments, pixel by pixel as Gymnasium's: shapes by the rules of the libraries
 * that Gymnasium draws with, and its own images. Nothing here knows an environment, and nothing is
 * loaded before a frame is asked for.
 */
@NullMarked
package io.javagym.envs.drawing;

import org.jspecify.annotations.NullMarked;
