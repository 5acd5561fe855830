package io.javagym.wire;

import io.netty.util.internal.logging.InternalLogLevel;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/**
 * Keeps tokens out of logs. At level DEBUG gRPC's transport logs each frame, a call's headers with
 * the token among them; many programs that set up no logging log at that level. So the two loggers
 * of frames stay silent below INFO, and all others say what they did.
 */
public final class FrameLog extends InternalLoggerFactory {
  private static final Set<String> FRAMES =
      Set.of("io.grpc.netty.NettyClientHandler", "io.grpc.netty.NettyServerHandler");
  private static final Set<InternalLogLevel> SILENT =
      Set.of(InternalLogLevel.TRACE, InternalLogLevel.DEBUG);

  private final InternalLoggerFactory behind;
  private final Method newInstance;

  private FrameLog(InternalLoggerFactory behind) throws ReflectiveOperationException {
    this.behind = behind;
    // Netty asks one factory alone, and shows it to its subclasses only.
    this.newInstance = InternalLoggerFactory.class.getDeclaredMethod("newInstance", String.class);
    newInstance.setAccessible(true);
  }

  /**
   * Silences frames in this JVM. To be called before a connection that carries a token is made.
   *
   * @throws IllegalStateException if frames would be logged all the same
   */
  public static synchronized void silence() {
    InternalLoggerFactory present = InternalLoggerFactory.getDefaultFactory();
    if (!(present instanceof FrameLog)) {
      try {
        InternalLoggerFactory.setDefaultFactory(new FrameLog(present));
      } catch (ReflectiveOperationException | InaccessibleObjectException e) {
        requireSilence(e);
      }
    }
  }

  private static void requireSilence(Exception cause) {
    for (String name : FRAMES) {
      if (InternalLoggerFactory.getInstance(name).isDebugEnabled()) {
        throw new IllegalStateException(
            "the log would show the token: '%s' is at level DEBUG; set it to INFO".formatted(name),
            cause);
      }
    }
  }

  @Override
  protected InternalLogger newInstance(String name) {
    try {
      InternalLogger logger = (InternalLogger) newInstance.invoke(behind, name);
      return FRAMES.contains(name) ? silent(logger) : logger;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("no logger '%s'".formatted(name), e);
    }
  }

  private static InternalLogger silent(InternalLogger logger) {
    return (InternalLogger)
        Proxy.newProxyInstance(
            FrameLog.class.getClassLoader(),
            new Class<?>[] {InternalLogger.class},
            (proxy, method, arguments) -> {
              if (isBelowInfo(method, arguments)) {
                return method.getReturnType() == boolean.class ? false : null;
              }
              try {
                return method.invoke(logger, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }

  private static boolean isBelowInfo(Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "trace", "debug", "isTraceEnabled", "isDebugEnabled" -> true;
      case "log", "isEnabled" -> SILENT.contains(arguments[0]);
      default -> false;
    };
  }
}
