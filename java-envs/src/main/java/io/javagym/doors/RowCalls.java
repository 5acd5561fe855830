package io.javagym.doors;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.javagym.Env;
import io.javagym.GymException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Calls of an environment's own public methods by name, with plain values: what Gymnasium's {@code
 * call}, {@code get_attr} and {@code set_attr} are to a Java environment.
 *
 * <p>{@code wind_power} finds {@code windPower()} and {@code getWindPower()}; setting it finds
 * {@code setWindPower(value)}. Plain values are {@code null}, booleans, numbers, texts, enums as
 * their names, and arrays, lists and maps of these.
 */
final class RowCalls {
  /** What a session does itself: called behind its back, the batch would not know of it. */
  private static final Set<String> NOT_CALLED = Set.of("reset", "step", "close");

  private RowCalls() {}

  /** Calls a method and returns what it gives as JSON. */
  static String call(Env<?, ?> env, int row, String name, List<?> arguments) {
    Object target = env.unwrapped();
    String java = camelCase(name);
    for (String candidate : List.of(java, prefixed("get", java), prefixed("is", java))) {
      Method method = find(target, candidate, arguments.size());
      if (method != null) {
        Object result = invoke(target, row, method, arguments);
        return toJson(row, method.getName(), result).toString();
      }
    }
    throw unknown(target, row, java, arguments.size());
  }

  /** Calls a setter. */
  static void set(Env<?, ?> env, int row, String name, List<?> value) {
    Object target = env.unwrapped();
    String java = prefixed("set", camelCase(name));
    Method method = find(target, java, 1);
    if (method == null) {
      throw unknown(target, row, java, 1);
    }
    invoke(target, row, method, value);
  }

  private static String camelCase(String pythonName) {
    StringBuilder name = new StringBuilder();
    boolean upper = false;
    for (int i = 0; i < pythonName.length(); i++) {
      char c = pythonName.charAt(i);
      if (c == '_' && name.length() > 0) {
        upper = true;
      } else {
        name.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return name.toString();
  }

  private static String prefixed(String prefix, String name) {
    return name.isEmpty()
        ? name
        : prefix + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static @Nullable Method find(Object target, String name, int numArguments) {
    for (Method method : target.getClass().getMethods()) {
      if (isCallable(method)
          && method.getName().equals(name)
          && method.getParameterCount() == numArguments) {
        return method;
      }
    }
    return null;
  }

  private static boolean isCallable(Method method) {
    return method.getDeclaringClass() != Object.class
        && !method.isBridge()
        && !Modifier.isStatic(method.getModifiers())
        && !NOT_CALLED.contains(method.getName());
  }

  private static GymException unknown(Object target, int row, String name, int numArguments) {
    Set<String> known = new TreeSet<>();
    for (Method method : target.getClass().getMethods()) {
      if (isCallable(method)) {
        known.add(method.getName() + "(" + method.getParameterCount() + ")");
      }
    }
    return new GymException(
        GymException.Code.UNKNOWN_ATTRIBUTE,
        "%s has no public method %s of %d arguments: env=%d; it has: %s"
            .formatted(
                target.getClass().getName(), name, numArguments, row, String.join(", ", known)));
  }

  private static @Nullable Object invoke(Object target, int row, Method method, List<?> arguments) {
    Class<?>[] types = method.getParameterTypes();
    Object[] converted = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      converted[i] = convert(row, method.getName(), arguments.get(i), types[i]);
    }
    try {
      method.setAccessible(true); // A public method of a class that need not be public.
      return method.invoke(target, converted);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof GymException cause) {
        throw cause;
      }
      throw new GymException(
          GymException.Code.ENV_FAILED,
          "%s of %s failed: env=%d, %s"
              .formatted(method.getName(), target.getClass().getName(), row, e.getCause()),
          e.getCause() == null ? e : e.getCause());
    } catch (IllegalAccessException e) {
      throw new GymException(
          GymException.Code.ENV_FAILED,
          "%s of %s can't be called: env=%d"
              .formatted(method.getName(), target.getClass().getName(), row),
          e);
    }
  }

  private static @Nullable Object convert(
      int row, String name, @Nullable Object value, Class<?> type) {
    if (value instanceof Number number) {
      if (type == double.class || type == Double.class) {
        return number.doubleValue();
      } else if (type == float.class || type == Float.class) {
        return number.floatValue();
      } else if (value instanceof Long integer) {
        if (type == long.class || type == Long.class) {
          return integer;
        } else if ((type == int.class || type == Integer.class) && integer == integer.intValue()) {
          return integer.intValue();
        }
      }
    } else if (value instanceof Boolean && type == boolean.class) {
      return value;
    } else if (value instanceof String text && type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        if (constant.toString().equals(text)) {
          return constant;
        }
      }
    }
    if (value instanceof List<?> list && type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), list.size());
      for (int i = 0; i < list.size(); i++) {
        Array.set(array, i, convert(row, name, list.get(i), type.getComponentType()));
      }
      return array;
    }
    if (value == null ? !type.isPrimitive() : type.isInstance(value)) {
      return value;
    }
    throw GymException.invalidArgument(
        "%s: expected an argument of type %s, got %s: env=%d"
            .formatted(name, type.getSimpleName(), value, row));
  }

  private static JsonElement toJson(int row, String name, @Nullable Object value) {
    if (value == null) {
      return JsonNull.INSTANCE;
    } else if (value instanceof Boolean flag) {
      return new JsonPrimitive(flag);
    } else if (value instanceof Number number) {
      return new JsonPrimitive(number);
    } else if (value instanceof String || value instanceof Enum || value instanceof Character) {
      return new JsonPrimitive(value.toString());
    } else if (value instanceof List<?> list) {
      JsonArray array = new JsonArray();
      list.forEach(element -> array.add(toJson(row, name, element)));
      return array;
    } else if (value instanceof Map<?, ?> map) {
      JsonObject object = new JsonObject();
      map.forEach((key, field) -> object.add(String.valueOf(key), toJson(row, name, field)));
      return object;
    } else if (value.getClass().isArray()) {
      JsonArray array = new JsonArray();
      for (int i = 0; i < Array.getLength(value); i++) {
        array.add(toJson(row, name, Array.get(value, i)));
      }
      return array;
    }
    throw GymException.invalidArgument(
        ("%s gave a %s, which is no plain value: env=%d; expected null, booleans, numbers, texts,"
                + " enums, or arrays, lists and maps of these")
            .formatted(name, value.getClass().getName(), row));
  }
}
