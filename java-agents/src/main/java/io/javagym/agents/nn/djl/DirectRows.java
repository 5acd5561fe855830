package io.javagym.agents.nn.djl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Rows in one piece of direct memory. An array that is made from it does not copy it: it must not
 * be written again while that array is used.
 */
final class DirectRows {
  private ByteBuffer buffer = allocate(0);

  ByteBuffer put(float[][] rows, int batch, int columns) {
    int bytes = Math.multiplyExact(Math.multiplyExact(batch, columns), Float.BYTES);
    if (buffer.capacity() < bytes) {
      buffer = allocate(bytes);
    }
    buffer.clear().limit(bytes);
    for (int row = 0; row < batch; row++) {
      buffer
          .slice(row * columns * Float.BYTES, columns * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer()
          .put(rows[row], 0, columns);
    }
    return buffer;
  }

  static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
