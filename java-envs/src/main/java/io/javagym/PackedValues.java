package io.javagym;

import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Graph;
import io.javagym.spaces.GraphInstance;
import io.javagym.spaces.MultiBinary;
import io.javagym.spaces.MultiDiscrete;
import io.javagym.spaces.OneOf;
import io.javagym.spaces.Sequence;
import io.javagym.spaces.Space;
import io.javagym.spaces.Text;
import io.javagym.spaces.Tuple;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The byte form of one value of any space. It names nothing: whoever reads it knows the space.
 * Little-endian, no padding.
 *
 * <ul>
 *   <li>Box, Discrete, MultiDiscrete, MultiBinary: the elements in C order, in the space's dtype.
 *   <li>Text: the number of bytes as {@code int32}, then UTF-8.
 *   <li>Tuple, Dict: the parts in the space's order.
 *   <li>Sequence: the number of elements as {@code int32}, then the elements.
 *   <li>Graph: the number of nodes as {@code int32}, the nodes, the number of edges as {@code
 *       int32} or -1 where there are none to speak of, the edges, and the links as two {@code
 *       int32} each.
 *   <li>OneOf: the index as {@code int32}, then the value.
 * </ul>
 */
final class PackedValues {
  private static final int NO_EDGES = -1;

  private PackedValues() {}

  /** Packs values one after the other into growing memory. */
  static final class Writer {
    private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    byte[] bytes() {
      return buffer.array();
    }

    int length() {
      return buffer.position();
    }

    byte[] toArray() {
      return Arrays.copyOf(bytes(), length());
    }

    /** Packs an element of the space. */
    void write(Space<?> space, @Nullable Object value) {
      if (space instanceof Box<?> box) {
        writeBox(box, value);
      } else if (space instanceof Discrete discrete) {
        writeInteger(discrete.dtype(), ((Number) present(value)).longValue());
      } else if (space instanceof MultiDiscrete multiDiscrete) {
        for (long number : (long[]) present(value)) {
          writeInteger(multiDiscrete.dtype(), number);
        }
      } else if (space instanceof MultiBinary) {
        byte[] bits = (byte[]) present(value);
        room(bits.length).put(bits);
      } else if (space instanceof Text) {
        byte[] utf8 = ((String) present(value)).getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
      } else if (space instanceof Tuple tuple) {
        List<?> items = (List<?>) present(value);
        for (int i = 0; i < items.size(); i++) {
          write(tuple.spaces().get(i), items.get(i));
        }
      } else if (space instanceof Dict dict) {
        Map<?, ?> map = (Map<?, ?>) present(value);
        dict.spaces().forEach((key, field) -> write(field, map.get(key)));
      } else if (space instanceof Sequence sequence) {
        writeList(sequence.featureSpace(), (List<?>) present(value));
      } else if (space instanceof Graph graph) {
        writeGraph(graph, (GraphInstance) present(value));
      } else if (space instanceof OneOf oneOf) {
        OneOf.Choice choice = (OneOf.Choice) present(value);
        room(Integer.BYTES).putInt(choice.index());
        write(oneOf.spaces().get(choice.index()), choice.value());
      } else {
        throw new AssertionError(space);
      }
    }

    private <A> void writeBox(Box<A> box, @Nullable Object value) {
      DType<A> dtype = box.dtype();
      int bytes = box.size() * dtype.itemBytes();
      room(bytes);
      dtype.put(buffer, buffer.position(), dtype.arrayType().cast(present(value)));
      buffer.position(buffer.position() + bytes);
    }

    private void writeInteger(DType<?> dtype, long number) {
      room(dtype.itemBytes());
      IntegerCodec.of(dtype).put(buffer, buffer.position(), number);
      buffer.position(buffer.position() + dtype.itemBytes());
    }

    private void writeList(Space<?> elementSpace, List<?> elements) {
      room(Integer.BYTES).putInt(elements.size());
      for (Object element : elements) {
        write(elementSpace, element);
      }
    }

    private void writeGraph(Graph graph, GraphInstance value) {
      writeList(graph.nodeSpace(), value.nodes());
      List<?> edges = value.edges();
      int[] links = value.edgeLinks();
      Space<?> edgeSpace = graph.edgeSpace();
      if (edges == null || links == null || edgeSpace == null) {
        room(Integer.BYTES).putInt(NO_EDGES);
        return;
      }
      writeList(edgeSpace, edges);
      for (int node : links) {
        room(Integer.BYTES).putInt(node);
      }
    }

    private ByteBuffer room(int bytes) {
      if (buffer.remaining() < bytes) {
        int capacity = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
        byte[] larger = Arrays.copyOf(buffer.array(), capacity);
        buffer = ByteBuffer.wrap(larger).order(ByteOrder.LITTLE_ENDIAN).position(buffer.position());
      }
      return buffer;
    }

    private static Object present(@Nullable Object value) {
      if (value == null) {
        throw new IllegalArgumentException("null is an element of no space");
      }
      return value;
    }
  }

  /** Unpacks values that came from outside: counts are checked before memory is taken for them. */
  static final class Reader {
    private static final int MOST_EMPTY_ELEMENTS = 1 << 16;

    private final ByteBuffer buffer;
    private int emptyElementsLeft = MOST_EMPTY_ELEMENTS;

    Reader(ByteBuffer memory, int offset, int length) {
      this.buffer = memory.slice(offset, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Unpacks one value, which must fill the bytes to the last. */
    Object readAll(Space<?> space, String path) {
      try {
        Object value = read(space);
        if (buffer.hasRemaining()) {
          throw GymException.invalidArgument(
              "%s: %d bytes are left over after the packed value"
                  .formatted(path, buffer.remaining()));
        }
        return value;
      } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
        throw new GymException(
            GymException.Code.INVALID_ARGUMENT,
            "%s: the packed value ends after %d bytes, too early for %s"
                .formatted(path, buffer.limit(), space),
            e);
      }
    }

    private Object read(Space<?> space) {
      if (space instanceof Box<?> box) {
        return readBox(box);
      } else if (space instanceof Discrete discrete) {
        return readInteger(discrete.dtype());
      } else if (space instanceof MultiDiscrete multiDiscrete) {
        long[] numbers = new long[multiDiscrete.nvec().length];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = readInteger(multiDiscrete.dtype());
        }
        return numbers;
      } else if (space instanceof MultiBinary multiBinary) {
        byte[] bits = new byte[multiBinary.size()];
        buffer.get(bits);
        return bits;
      } else if (space instanceof Text) {
        byte[] utf8 = new byte[readCount(1)];
        buffer.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
      } else if (space instanceof Tuple tuple) {
        List<Object> items = new ArrayList<>(tuple.spaces().size());
        for (Space<?> item : tuple.spaces()) {
          items.add(read(item));
        }
        return items;
      } else if (space instanceof Dict dict) {
        Map<String, Object> map = new LinkedHashMap<>();
        dict.spaces().forEach((key, field) -> map.put(key, read(field)));
        return map;
      } else if (space instanceof Sequence sequence) {
        return readList(sequence.featureSpace(), readCount(leastBytes(sequence.featureSpace())));
      } else if (space instanceof Graph graph) {
        return readGraph(graph);
      } else if (space instanceof OneOf oneOf) {
        int index = buffer.getInt();
        return new OneOf.Choice(index, read(oneOf.spaces().get(index)));
      } else {
        throw new AssertionError(space);
      }
    }

    private <A> A readBox(Box<A> box) {
      DType<A> dtype = box.dtype();
      int bytes = box.size() * dtype.itemBytes();
      ByteBuffer elements = buffer.slice(buffer.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
      A array = dtype.newArray(box.size());
      dtype.get(elements, 0, array);
      buffer.position(buffer.position() + bytes);
      return array;
    }

    private long readInteger(DType<?> dtype) {
      long number = IntegerCodec.of(dtype).get(buffer, buffer.position());
      buffer.position(buffer.position() + dtype.itemBytes());
      return number;
    }

    /**
     * A count of elements that take so many bytes each or more. Those of empty boxes and tuples
     * take none: of these a few are let pass in a whole value.
     */
    private int readCount(long leastBytesEach) {
      int count = buffer.getInt();
      if (leastBytesEach == 0) {
        emptyElementsLeft -= Math.max(count, 0);
      }
      if (count < 0 || count * leastBytesEach > buffer.remaining() || emptyElementsLeft < 0) {
        throw new IndexOutOfBoundsException("count " + count);
      }
      return count;
    }

    /** The fewest bytes that an element of a space takes; 0 only if all its elements take none. */
    private static long leastBytes(Space<?> space) {
      if (space instanceof Box<?> box) {
        return (long) box.size() * box.dtype().itemBytes();
      } else if (space instanceof Discrete discrete) {
        return discrete.dtype().itemBytes();
      } else if (space instanceof MultiDiscrete multiDiscrete) {
        return (long) multiDiscrete.size() * multiDiscrete.dtype().itemBytes();
      } else if (space instanceof MultiBinary multiBinary) {
        return multiBinary.size();
      } else if (space instanceof Tuple tuple) {
        return tuple.spaces().stream().mapToLong(Reader::leastBytes).sum();
      } else if (space instanceof Dict dict) {
        return dict.spaces().values().stream().mapToLong(Reader::leastBytes).sum();
      } else {
        return Integer.BYTES; // Each of the others starts with a count or an index.
      }
    }

    private List<Object> readList(Space<?> elementSpace, int count) {
      List<Object> elements = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        elements.add(read(elementSpace));
      }
      return elements;
    }

    private GraphInstance readGraph(Graph graph) {
      List<Object> nodes = readList(graph.nodeSpace(), readCount(leastBytes(graph.nodeSpace())));
      Space<?> edgeSpace = graph.edgeSpace();
      if (edgeSpace == null || buffer.getInt(buffer.position()) == NO_EDGES) {
        if (buffer.getInt() != NO_EDGES) {
          throw new IndexOutOfBoundsException("edges in a space without edges");
        }
        return new GraphInstance(nodes, null, null);
      }
      int count = readCount(leastBytes(edgeSpace) + 2 * Integer.BYTES);
      List<Object> edges = readList(edgeSpace, count);
      int[] links = new int[2 * count];
      for (int i = 0; i < links.length; i++) {
        links[i] = buffer.getInt();
      }
      return new GraphInstance(nodes, edges, links);
    }
  }
}
