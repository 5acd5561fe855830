package io.javagym.vector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the rows of a {@link SyncVectorEnv} are shared out over threads. */
interface RowRunner extends AutoCloseable {

  /**
   * Does something with each row and throws what the rows threw.
   *
   * @param call what it is, for messages
   * @throws io.javagym.GymException of code {@code UNFINISHED} if the rows take longer than a call
   *     may; then {@link #await} goes on
   */
  void run(String call, WorkerPool.Work work);

  /** Waits for what {@link #run} left unfinished; returns whether it is done now. */
  boolean await(Duration timeout);

  /** The call that is unfinished. */
  @Nullable String pendingCall();

  /** Closes the environments and ends the threads. */
  @Override
  void close();
}
