package io.javagym.wire;

import com.google.protobuf.ByteString;
import io.javagym.proto.v1.BoxSpace;
import io.javagym.proto.v1.DictField;
import io.javagym.proto.v1.DictSpace;
import io.javagym.proto.v1.DiscreteSpace;
import io.javagym.proto.v1.GraphSpace;
import io.javagym.proto.v1.MultiBinarySpace;
import io.javagym.proto.v1.MultiDiscreteSpace;
import io.javagym.proto.v1.OneOfSpace;
import io.javagym.proto.v1.SequenceSpace;
import io.javagym.proto.v1.TextSpace;
import io.javagym.proto.v1.TupleSpace;
import io.javagym.spaces.Box;
import io.javagym.spaces.DType;
import io.javagym.spaces.Dict;
import io.javagym.spaces.Discrete;
import io.javagym.spaces.Graph;
import io.javagym.spaces.MultiBinary;
import io.javagym.spaces.MultiDiscrete;
import io.javagym.spaces.OneOf;
import io.javagym.spaces.Sequence;
import io.javagym.spaces.Space;
import io.javagym.spaces.Text;
import io.javagym.spaces.Tuple;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spaces as the contract says them. */
public final class SpaceProto {
  /** Elements of one box, since a few bytes may ask for any number. */
  private static final int MOST_ELEMENTS = 1 << 26;

  private SpaceProto() {}

  /** The message that describes a space. */
  public static io.javagym.proto.v1.Space toProto(Space<?> space) {
    io.javagym.proto.v1.Space.Builder proto = io.javagym.proto.v1.Space.newBuilder();
    if (space instanceof Box<?> box) {
      proto.setBox(box(box));
    } else if (space instanceof Discrete discrete) {
      proto.setDiscrete(
          DiscreteSpace.newBuilder()
              .setDtype(DtypeProto.toProto(discrete.dtype()))
              .setN(discrete.n())
              .setStart(discrete.start()));
    } else if (space instanceof MultiDiscrete multiDiscrete) {
      proto.setMultiDiscrete(
          MultiDiscreteSpace.newBuilder()
              .setDtype(DtypeProto.toProto(multiDiscrete.dtype()))
              .addAllShape(integers(multiDiscrete.shape()))
              .setNvec(longs(multiDiscrete.nvec()))
              .setStart(longs(multiDiscrete.start())));
    } else if (space instanceof MultiBinary multiBinary) {
      proto.setMultiBinary(
          MultiBinarySpace.newBuilder().addAllShape(integers(multiBinary.shape())));
    } else if (space instanceof Text text) {
      proto.setText(
          TextSpace.newBuilder()
              .setMinLength(text.minLength())
              .setMaxLength(text.maxLength())
              .setCharset(text.characters()));
    } else if (space instanceof Tuple tuple) {
      proto.setTuple(TupleSpace.newBuilder().addAllSpaces(all(tuple.spaces())));
    } else if (space instanceof Dict dict) {
      proto.setDict(dict(dict));
    } else if (space instanceof Sequence sequence) {
      proto.setSequence(
          SequenceSpace.newBuilder()
              .setFeature(toProto(sequence.featureSpace()))
              .setStacked(sequence.stacked()));
    } else if (space instanceof Graph graph) {
      GraphSpace.Builder message = GraphSpace.newBuilder().setNode(toProto(graph.nodeSpace()));
      Space<?> edgeSpace = graph.edgeSpace();
      if (edgeSpace != null) {
        message.setEdge(toProto(edgeSpace));
      }
      proto.setGraph(message);
    } else if (space instanceof OneOf oneOf) {
      proto.setOneOf(OneOfSpace.newBuilder().addAllSpaces(all(oneOf.spaces())));
    } else {
      throw new AssertionError(space);
    }
    return proto.build();
  }

  /**
   * The space that a message describes.
   *
   * @throws IllegalArgumentException if it describes none
   */
  public static Space<?> fromProto(io.javagym.proto.v1.Space proto) {
    return switch (proto.getKindCase()) {
      case BOX -> box(proto.getBox(), DtypeProto.fromProto(proto.getBox().getDtype()));
      case DISCRETE ->
          Discrete.of(
              proto.getDiscrete().getN(),
              proto.getDiscrete().getStart(),
              DtypeProto.fromProto(proto.getDiscrete().getDtype()));
      case MULTI_DISCRETE ->
          MultiDiscrete.of(
              longs(proto.getMultiDiscrete().getNvec()),
              longs(proto.getMultiDiscrete().getStart()),
              DtypeProto.fromProto(proto.getMultiDiscrete().getDtype()),
              shape(proto.getMultiDiscrete().getShapeList()));
      case MULTI_BINARY -> MultiBinary.of(shape(proto.getMultiBinary().getShapeList()));
      case TEXT ->
          Text.of(
              proto.getText().getMinLength(),
              proto.getText().getMaxLength(),
              proto.getText().getCharset());
      case TUPLE -> Tuple.of(spaces(proto.getTuple().getSpacesList()));
      case DICT -> dict(proto.getDict());
      case SEQUENCE ->
          Sequence.of(
              fromProto(proto.getSequence().getFeature()), proto.getSequence().getStacked());
      case GRAPH ->
          Graph.of(
              fromProto(proto.getGraph().getNode()),
              proto.getGraph().hasEdge() ? fromProto(proto.getGraph().getEdge()) : null);
      case ONE_OF -> OneOf.of(spaces(proto.getOneOf().getSpacesList()));
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("a space of a kind that this side doesn't know");
    };
  }

  private static <A> BoxSpace box(Box<A> box) {
    DType<A> dtype = box.dtype();
    BoxSpace.Builder proto =
        BoxSpace.newBuilder()
            .setDtype(DtypeProto.toProto(dtype))
            .addAllShape(integers(box.shape()))
            .setLow(oneOrAll(elements(dtype, box.low()), dtype.itemBytes()))
            .setHigh(oneOrAll(elements(dtype, box.high()), dtype.itemBytes()));
    if (!dtype.isFloating() && !box.isBounded()) {
      byte[] below = new byte[box.size()];
      byte[] above = new byte[box.size()];
      for (int i = 0; i < box.size(); i++) {
        below[i] = (byte) (box.boundedBelow(i) ? 1 : 0);
        above[i] = (byte) (box.boundedAbove(i) ? 1 : 0);
      }
      proto.setBoundedBelow(oneOrAll(below, 1)).setBoundedAbove(oneOrAll(above, 1));
    }
    return proto.build();
  }

  private static <A> Box<A> box(BoxSpace proto, DType<A> dtype) {
    int[] shape = shape(proto.getShapeList());
    int size = size(shape);
    A low = elements(dtype, proto.getLow(), size, "low");
    A high = elements(dtype, proto.getHigh(), size, "high");
    if (proto.getBoundedBelow().isEmpty() && proto.getBoundedAbove().isEmpty()) {
      return Box.of(dtype, low, high, shape);
    }
    return Box.of(
        dtype,
        low,
        high,
        flags(proto.getBoundedBelow(), size, "bounded_below"),
        flags(proto.getBoundedAbove(), size, "bounded_above"),
        shape);
  }

  private static <A> byte[] elements(DType<A> dtype, A array) {
    ByteBuffer bytes =
        ByteBuffer.allocate(dtype.length(array) * dtype.itemBytes()).order(ByteOrder.LITTLE_ENDIAN);
    dtype.put(bytes, 0, array);
    return bytes.array();
  }

  private static <A> A elements(DType<A> dtype, ByteString bytes, int size, String field) {
    ByteBuffer all =
        ByteBuffer.wrap(all(bytes, size, dtype.itemBytes(), field)).order(ByteOrder.LITTLE_ENDIAN);
    A array = dtype.newArray(size);
    dtype.get(all, 0, array);
    return array;
  }

  private static boolean[] flags(ByteString bytes, int size, String field) {
    boolean[] flags = new boolean[size];
    Arrays.fill(flags, bytes.isEmpty());
    byte[] all = bytes.isEmpty() ? new byte[size] : all(bytes, size, 1, field);
    for (int i = 0; i < size; i++) {
      flags[i] |= all[i] != 0;
    }
    return flags;
  }

  /** The first item, where all are equal to it by their bits. */
  private static ByteString oneOrAll(byte[] items, int itemBytes) {
    for (int at = itemBytes; at < items.length; at += itemBytes) {
      if (!Arrays.equals(items, 0, itemBytes, items, at, at + itemBytes)) {
        return ByteString.copyFrom(items);
      }
    }
    return ByteString.copyFrom(items, 0, Math.min(itemBytes, items.length));
  }

  private static byte[] all(ByteString items, int size, int itemBytes, String field) {
    if (items.size() == size * itemBytes) {
      return items.toByteArray();
    }
    if (items.size() != itemBytes) {
      throw new IllegalArgumentException(
          "%s has %d bytes, expected %d, or %d for one that stands for all"
              .formatted(field, items.size(), size * itemBytes, itemBytes));
    }
    byte[] all = new byte[size * itemBytes];
    for (int i = 0; i < size; i++) {
      items.copyTo(all, i * itemBytes);
    }
    return all;
  }

  private static DictSpace dict(Dict dict) {
    DictSpace.Builder proto = DictSpace.newBuilder();
    dict.spaces()
        .forEach(
            (name, field) ->
                proto.addFields(DictField.newBuilder().setName(name).setSpace(toProto(field))));
    return proto.build();
  }

  private static Dict dict(DictSpace proto) {
    Map<String, Space<?>> fields = new LinkedHashMap<>();
    for (DictField field : proto.getFieldsList()) {
      if (fields.put(field.getName(), fromProto(field.getSpace())) != null) {
        throw new IllegalArgumentException(
            "a dict has the field '%s' twice".formatted(field.getName()));
      }
    }
    return Dict.ordered(fields);
  }

  private static List<io.javagym.proto.v1.Space> all(List<? extends Space<?>> spaces) {
    List<io.javagym.proto.v1.Space> protos = new ArrayList<>(spaces.size());
    spaces.forEach(space -> protos.add(toProto(space)));
    return protos;
  }

  private static List<Space<?>> spaces(List<io.javagym.proto.v1.Space> protos) {
    List<Space<?>> spaces = new ArrayList<>(protos.size());
    protos.forEach(proto -> spaces.add(fromProto(proto)));
    return spaces;
  }

  private static List<Integer> integers(int... values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static int[] shape(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The number of elements; what a message announces is held against the bytes that it brought. */
  private static int size(int[] shape) {
    long size = 1;
    for (int dimension : shape) {
      size = Math.multiplyExact(size, (long) dimension);
      if (dimension < 0 || size > MOST_ELEMENTS) {
        throw new IllegalArgumentException(
            "the shape %s has more than %d elements"
                .formatted(Arrays.toString(shape), MOST_ELEMENTS));
      }
    }
    return (int) size;
  }

  private static ByteString longs(long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return ByteString.copyFrom(bytes);
  }

  private static long[] longs(ByteString bytes) {
    if (bytes.size() % Long.BYTES != 0) {
      throw new IllegalArgumentException(
          "expected int64 numbers of 8 bytes each, got %d bytes".formatted(bytes.size()));
    }
    long[] values = new long[bytes.size() / Long.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(values);
    return values;
  }
}
