package io.javagym.conformance;

import io.javagym.Batch;
import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.MultiBinary;
import io.javagym.spaces.MultiDiscrete;
import io.javagym.spaces.Space;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Actions that no environment takes, and what the error about each must tell. */
final class IllegalActions {
  /**
   * One of them.
   *
   * @param texts what the message must hold: the value, and the bounds of what is legal
   */
  record Illegal(@Nullable Object action, List<String> texts) {}

  private IllegalActions() {}

  static List<Illegal> of(Space<?> space) {
    List<Illegal> all = new ArrayList<>();
    if (space instanceof Discrete discrete) {
      long end = discrete.start() + discrete.n();
      for (long action : new long[] {end, discrete.start() - 1, end + 1_000_000}) {
        all.add(
            new Illegal(
                action,
                List.of(
                    Long.toString(action), Long.toString(discrete.start()), Long.toString(end))));
      }
    } else if (space instanceof Box<?> box && box.dtype().isFloating() && box.size() > 0) {
      all.add(withNan(box));
    } else if (space instanceof MultiDiscrete multi && multi.size() > 0) {
      long[] action = multi.start().clone();
      int last = action.length - 1;
      action[last] += multi.nvec()[last];
      all.add(new Illegal(action, List.of(Long.toString(action[last]))));
    } else if (space instanceof MultiBinary binary && binary.size() > 0) {
      byte[] action = new byte[binary.size()];
      action[0] = 2;
      all.add(new Illegal(action, List.of("2")));
    }
    all.add(new Illegal(new Foreign(), List.of("Foreign")));
    all.add(new Illegal(null, List.of("null")));
    return all;
  }

  /**
   * Puts one into a row as the other side of a door may: as bytes, past what a column refuses.
   *
   * @return whether there is a way
   */
  static boolean put(Batch batch, int row, Illegal illegal) {
    Space<?> space = batch.actionSpace();
    if (space instanceof Discrete discrete
        && discrete.dtype() == DType.INT64
        && illegal.action() instanceof Long number) {
      ByteBuffer bytes = batch.action().bytes().order(ByteOrder.LITTLE_ENDIAN);
      bytes.putLong(row * Long.BYTES, number);
    } else if (space instanceof MultiBinary && illegal.action() instanceof byte[] bits) {
      batch.action().bytes().put(row * bits.length, bits);
    } else if (space instanceof Box<?> box
        && box.dtype().arrayType().isInstance(illegal.action())) {
      batch.action().write(row, illegal.action());
    } else {
      return false;
    }
    return true;
  }

  private static <A> Illegal withNan(Box<A> box) {
    DType<A> dtype = box.dtype();
    A action = dtype.newArray(box.size());
    dtype.set(action, box.size() - 1, Double.NaN);
    return new Illegal(
        action,
        List.of(
            "nan",
            String.valueOf(dtype.toDouble(box.low(), box.size() - 1)),
            String.valueOf(dtype.toDouble(box.high(), box.size() - 1))));
  }

  /** A value of a type that is in no space. */
  private static final class Foreign {
    @Override
    public String toString() {
      return "Foreign";
    }
  }
}
