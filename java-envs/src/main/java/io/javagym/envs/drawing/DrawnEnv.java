package io.javagym.envs.drawing;

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
public abstract class DrawnEnv<O, A, V> extends SeededEnv<O, A> {
  private final RenderMode renderMode;
  private @Nullable V view;

  /** An environment that reads the argument {@code render_mode}. */
  protected DrawnEnv(Kwargs kwargs) {
    this.renderMode = kwargs.renderMode();
  }

  /** A view for the first frame and all after it. */
  protected abstract V newView();

  /** The present state as a picture; {@code null} where there is none yet. */
  protected abstract @Nullable Frame draw(V view);

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
