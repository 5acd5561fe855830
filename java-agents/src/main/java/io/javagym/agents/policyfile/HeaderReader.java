package io.javagym.agents.policyfile;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the JSON at the head of a file, and checks that it speaks of that file. */
final class HeaderReader {
  /** The key of what is no tensor. */
  static final String METADATA = "__metadata__";

  /** Java's arrays hold no more. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private final Path file;
  private final long dataBytes;
  private final JsonReader json;
  private final List<Place> places = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  /** Where a tensor lies, from the end of the header. */
  record Place(String name, TensorType type, List<Integer> shape, long begin, long end) {}

  /** What a header says. */
  record Header(List<Place> places, Map<String, String> metadata) {}

  private HeaderReader(Path file, String text, long dataBytes) {
    this.file = file;
    this.dataBytes = dataBytes;
    this.json = new JsonReader(new StringReader(text));
    json.setStrictness(Strictness.STRICT);
  }

  /**
   * What a header says, its tensors by their place.
   *
   * @param dataBytes what the file has after it
   */
  static Header read(Path file, byte[] header, long dataBytes) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw new CorruptFileException(file, "the header is not UTF-8");
    }
    HeaderReader reader = new HeaderReader(file, text, dataBytes);
    try {
      return reader.read();
    } catch (MalformedJsonException | EOFException | IllegalStateException | JsonParseException e) {
      throw new CorruptFileException(file, "the header is no JSON of tensors: " + e.getMessage());
    } catch (NumberFormatException e) {
      throw new CorruptFileException(
          file, "the header has a number that is no integer: " + e.getMessage());
    }
  }

  private Header read() throws IOException {
    Set<String> names = new HashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (!names.add(name)) {
        throw corrupt("'%s' is there twice".formatted(name));
      }
      if (name.equals(METADATA)) {
        readMetadata();
      } else {
        places.add(readPlace(name));
      }
    }
    json.endObject();
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw corrupt("the header goes on after its JSON");
    }
    places.sort(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end));
    checkNoHoles();
    return new Header(List.copyOf(places), metadata);
  }

  private void readMetadata() throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      if (json.peek() != JsonToken.STRING) {
        throw corrupt("metadata '%s' is %s, expected a string".formatted(key, json.peek()));
      }
      if (metadata.put(key, json.nextString()) != null) {
        throw corrupt("metadata '%s' is there twice".formatted(key));
      }
    }
    json.endObject();
  }

  private Place readPlace(String name) throws IOException {
    TensorType type = null;
    List<Integer> shape = null;
    List<Long> offsets = null;
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      switch (key) {
        case "dtype" -> {
          requireOnce(name, key, type);
          type = readType(name);
        }
        case "shape" -> {
          requireOnce(name, key, shape);
          shape = new ArrayList<>();
          for (long n : readLongs()) {
            if (n < 0 || n > Integer.MAX_VALUE) {
              throw corrupt(
                  "tensor '%s' has a dimension of %d, expected 0 to %d"
                      .formatted(name, n, Integer.MAX_VALUE));
            }
            shape.add((int) n);
          }
        }
        case "data_offsets" -> {
          requireOnce(name, key, offsets);
          offsets = readLongs();
        }
        default ->
            throw corrupt(
                "tensor '%s' has '%s', expected dtype, shape, data_offsets".formatted(name, key));
      }
    }
    json.endObject();
    if (type == null || shape == null || offsets == null || offsets.size() != 2) {
      throw corrupt(
          "tensor '%s' has dtype %s, shape %s, data_offsets %s, expected all three, with two offsets"
              .formatted(name, type, shape, offsets));
    }
    Place place = new Place(name, type, shape, offsets.get(0), offsets.get(1));
    check(place);
    return place;
  }

  /** The same key again would hide what was read. */
  private void requireOnce(String name, String key, @Nullable Object before) throws IOException {
    if (before != null) {
      throw corrupt("tensor '%s' has '%s' twice".formatted(name, key));
    }
  }

  private TensorType readType(String name) throws IOException {
    String text = json.nextString();
    for (TensorType type : TensorType.values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    throw corrupt(
        "tensor '%s' has dtype '%s', expected one of %s"
            .formatted(name, text, EnumSet.allOf(TensorType.class)));
  }

  private List<Long> readLongs() throws IOException {
    List<Long> values = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      if (json.peek() != JsonToken.NUMBER) {
        throw corrupt("%s where a number was expected".formatted(json.peek()));
      }
      values.add(json.nextLong());
    }
    json.endArray();
    return values;
  }

  private void check(Place place) throws IOException {
    if (place.begin() < 0 || place.end() < place.begin() || place.end() > dataBytes) {
      throw corrupt(
          "tensor '%s' lies at [%d, %d), expected a range within [0, %d), the bytes that the file has after its header"
              .formatted(place.name(), place.begin(), place.end(), dataBytes));
    }
    long expected;
    try {
      expected = Tensor.bytes(place.type(), place.shape());
    } catch (ArithmeticException e) {
      expected = Long.MAX_VALUE;
    }
    if (place.end() - place.begin() != expected) {
      throw corrupt(
          "tensor '%s' has %d bytes, expected %d for %s%s"
              .formatted(
                  place.name(),
                  place.end() - place.begin(),
                  expected,
                  place.type(),
                  place.shape()));
    }
    if (expected > MOST_BYTES) {
      throw corrupt(
          "tensor '%s' has %d bytes, expected at most %d"
              .formatted(place.name(), expected, MOST_BYTES));
    }
  }

  /** The format wants every byte to be of one tensor. */
  private void checkNoHoles() throws IOException {
    long end = 0;
    String before = "the header";
    for (Place place : places) {
      if (place.begin() != end) {
        throw corrupt(
            "tensor '%s' begins at %d, expected %d, the end of %s"
                .formatted(place.name(), place.begin(), end, before));
      }
      end = place.end();
      before = "'%s'".formatted(place.name());
    }
    if (end != dataBytes) {
      throw corrupt(
          "the tensors end at %d, expected %d, the bytes that the file has after its header"
              .formatted(end, dataBytes));
    }
  }

  private CorruptFileException corrupt(String message) {
    return new CorruptFileException(file, message);
  }
}
