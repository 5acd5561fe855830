package io.javagym.vector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs rows that always end soon: the calling thread takes part, and nothing is watched. */
final class PromptRunner implements RowRunner {
  private final Rows rows;
  private final WorkerPool pool;

  PromptRunner(Rows rows, int numThreads) {
    this.rows = rows;
    this.pool = new WorkerPool(numThreads);
  }

  @Override
  public void run(String call, WorkerPool.Work work) {
    pool.run(rows.size(), work);
    rows.throwFailures();
  }

  @Override
  public boolean await(Duration timeout) {
    return true;
  }

  @Override
  public @Nullable String pendingCall() {
    return null;
  }

  @Override
  public void close() {
    pool.close();
    for (int i = 0; i < rows.size(); i++) {
      rows.run(i, RowEnv::close);
    }
    rows.throwFailures();
  }
}
