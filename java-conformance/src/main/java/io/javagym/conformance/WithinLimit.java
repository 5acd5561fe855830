package io.javagym.conformance;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Fails a test that takes longer than {@link EnvConformance#limit()}, wherever it hangs. */
final class WithinLimit implements InvocationInterceptor {
  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context) {
    EnvConformance test = (EnvConformance) context.getRequiredTestInstance();
    assertTimeoutPreemptively(
        test.limit(), invocation::proceed, () -> "nothing hangs; " + context.getDisplayName());
  }
}
