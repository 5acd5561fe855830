package io.javagym.envs.classic;

import io.javagym.Frame;
import io.javagym.Kwargs;
import io.javagym.RenderMode;
import io.javagym.SeededEnv;
import org.jspecify.annotations.Nullable;

/**
 * An environment that draws itself by a view. The view is made for the first frame, since most
 * environments are never looked at.
 *
 * @param <V> the view
 */
abstract class DrawnEnv<O, A, V> extends SeededEnv<O, A> {
  private final RenderMode renderMode;
  private @Nullable V view;

  DrawnEnv(Kwargs kwargs) {
    this.renderMode = kwargs.renderMode();
  }

  abstract V newView();

  /** The present state as a picture. */
  abstract Frame draw(V view);

  @Override
  public final RenderMode renderMode() {
    return renderMode;
  }

  @Override
  public final @Nullable Frame render() {
    if (!renderMode.drawsPixels()) {
      return null;
    }
    if (view == null) {
      view = newView();
    }
    return draw(view);
  }
}
