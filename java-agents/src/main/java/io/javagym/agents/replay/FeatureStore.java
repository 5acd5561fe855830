package io.javagym.agents.replay;

import io.javagym.StateExchange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of features. */
sealed interface FeatureStore {

  static FeatureStore create(int rows, int features, boolean areBytes) {
    return areBytes ? new OfBytes(rows, features) : new OfFloats(rows, features);
  }

  void write(int row, float[] x);

  void read(int row, float[] x);

  /** Passes a row, which was written before. */
  void exchange(StateExchange state, int row);

  /** As they are. */
  final class OfFloats implements FeatureStore {
    private final float[] all;
    private final int features;

    private OfFloats(int rows, int features) {
      this.all = new float[Math.multiplyExact(rows, features)];
      this.features = features;
    }

    @Override
    public void write(int row, float[] x) {
      System.arraycopy(x, 0, all, row * features, features);
    }

    @Override
    public void read(int row, float[] x) {
      System.arraycopy(all, row * features, x, 0, features);
    }

    @Override
    public void exchange(StateExchange state, int row) {
      for (int i = row * features; i < (row + 1) * features; i++) {
        all[i] = state.exchange(all[i]);
      }
    }
  }

  /** Bytes over 255, as bytes. A row is made when it is first written. */
  final class OfBytes implements FeatureStore {
    private static final float GREATEST_BYTE = 255;
    private static final byte[] NONE = {};

    private final byte[] @Nullable [] rows;
    private final int features;

    private OfBytes(int rows, int features) {
      this.rows = new byte[rows][];
      this.features = features;
    }

    @Override
    public void write(int row, float[] x) {
      byte[] bytes = rows[row];
      if (bytes == null) {
        bytes = new byte[features];
        rows[row] = bytes;
      }
      for (int i = 0; i < features; i++) {
        bytes[i] = (byte) Math.round(x[i] * GREATEST_BYTE);
      }
    }

    @Override
    public void read(int row, float[] x) {
      byte[] bytes = Objects.requireNonNull(rows[row], "a row that was never written");
      for (int i = 0; i < features; i++) {
        x[i] = (bytes[i] & 0xff) / GREATEST_BYTE;
      }
    }

    @Override
    public void exchange(StateExchange state, int row) {
      byte[] bytes = rows[row];
      byte[] exchanged = state.exchange(bytes == null ? NONE : bytes);
      state.require(exchanged.length == features, "a row of another length");
      rows[row] = exchanged;
    }
  }
}
