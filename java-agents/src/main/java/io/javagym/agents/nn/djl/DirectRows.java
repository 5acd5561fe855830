package io.javagym.agents.nn.djl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Rows in one piece of direct memory. An array that is made from it does not copy it: it must not
 * be written again while that array is used.
 */
final class DirectRows {
  private FloatBuffer buffer = allocate(0);

  FloatBuffer put(float[][] rows, int batch, int columns) {
    if (buffer.capacity() < batch * columns) {
      buffer = allocate(Math.multiplyExact(batch, columns));
    }
    buffer.clear();
    for (int row = 0; row < batch; row++) {
      buffer.put(rows[row], 0, columns);
    }
    return buffer.flip();
  }

  private static FloatBuffer allocate(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
