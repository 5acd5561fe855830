package io.javagym.agents.policyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {
  private static Path folder = Path.of("");

  @TempDir private static Path junitFolder;

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("safetensors");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    Files.deleteIfExists(folder.resolve("a.safetensors"));
    Files.delete(folder);
  }

  @Property(tries = 300)
  void whatWasWrittenIsRead(
      @ForAll("tensors") Map<String, Tensor> tensors, @ForAll Map<String, String> metadata)
      throws IOException {
    Path file = folder.resolve("a.safetensors");
    Map<String, String> text = new LinkedHashMap<>();
    metadata.forEach((key, value) -> text.put(encodable(key), encodable(value)));
    new SafeTensors(tensors, text).write(file);

    SafeTensors read = SafeTensors.read(file);

    assertThat(read.metadata()).isEqualTo(text);
    assertThat(read.tensors().keySet()).isEqualTo(tensors.keySet());
    tensors.forEach(
        (name, tensor) -> {
          Tensor same = read.get(name);
          assertThat(same.type()).isEqualTo(tensor.type());
          assertThat(same.shape()).isEqualTo(tensor.shape());
          assertThat(same.bytes()).isEqualTo(tensor.bytes());
        });
  }

  @Property(tries = 2000)
  void aFileWithAByteChangedIsReadOrRefusedAndNothingElse(@ForAll int at, @ForAll byte value)
      throws IOException {
    Path file = folder.resolve("a.safetensors");
    new SafeTensors(
            Map.of("w", Tensor.of(new float[6], 2, 3), "b", Tensor.of(new long[2])),
            Map.of("who", "me"))
        .write(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[Math.floorMod(at, bytes.length)] = value;
    Files.write(file, bytes);
    try {
      SafeTensors read = SafeTensors.read(file);
      assertThat(read.tensors().values().stream().mapToInt(t -> t.data().capacity()).sum())
          .isEqualTo(6 * Float.BYTES + 2 * Long.BYTES);
    } catch (CorruptFileException e) {
      assertThat(e).hasMessageStartingWith(file + ": ");
    }
  }

  /** A lone surrogate has no UTF-8. */
  private static String encodable(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Provide
  Arbitrary<Map<String, Tensor>> tensors() {
    Arbitrary<Tensor> tensor =
        Arbitraries.of(TensorType.class)
            .flatMap(
                type ->
                    Arbitraries.integers()
                        .between(0, 4)
                        .list()
                        .ofMaxSize(3)
                        .flatMap(shape -> tensor(type, shape)));
    Arbitrary<String> name =
        Arbitraries.strings()
            .ofMaxLength(8)
            .map(SafeTensorsTest::encodable)
            .filter(text -> !text.equals(HeaderReader.METADATA));
    return Arbitraries.maps(name, tensor).ofMaxSize(6);
  }

  private static Arbitrary<Tensor> tensor(TensorType type, List<Integer> shape) {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofSize((int) Tensor.bytes(type, shape))
        .map(bytes -> new Tensor(type, shape, ByteBuffer.wrap(bytes)));
  }

  @Test
  void numbersComeBackInEachType() throws IOException {
    Path file = junitFolder.resolve("a.safetensors");
    new SafeTensors(
            Map.of(
                "floats", Tensor.of(new float[] {1.5f, Float.NaN, -0f}),
                "doubles", Tensor.of(new double[] {Math.PI, Double.NEGATIVE_INFINITY}),
                "longs", Tensor.of(new long[] {Long.MIN_VALUE, 7}),
                "ints", Tensor.of(new int[] {Integer.MAX_VALUE}),
                "bytes", Tensor.of(new byte[] {-1, 0})),
            Map.of())
        .write(file);
    SafeTensors read = SafeTensors.read(file);
    assertThat(read.get("floats").floats()).containsExactly(1.5f, Float.NaN, -0f);
    assertThat(read.get("doubles").doubles()).containsExactly(Math.PI, Double.NEGATIVE_INFINITY);
    assertThat(read.get("longs").longs()).containsExactly(Long.MIN_VALUE, 7);
    assertThat(read.get("ints").ints()).containsExactly(Integer.MAX_VALUE);
    assertThat(read.get("bytes").bytes().array()).containsExactly(-1, 0);
    assertThatThrownBy(() -> read.get("bytes").floats())
        .hasMessage("the tensor's elements are U8, expected F32");
    assertThatThrownBy(() -> read.get("byte")).hasMessageContaining("no tensor 'byte', expected");
  }

  @Test
  void aFileThatIsThereIsReplacedAndNothingIsLeftBesideIt() throws IOException {
    Path file = junitFolder.resolve("again.safetensors");
    new SafeTensors(Map.of("a", Tensor.of(new float[9])), Map.of()).write(file);
    new SafeTensors(Map.of("b", Tensor.of(new float[1])), Map.of()).write(file);
    assertThat(SafeTensors.read(file).tensors().keySet()).containsExactly("b");
    try (var files = Files.list(junitFolder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|the header does not begin with {",
        "{\"a\":1}|the header is no JSON of tensors",
        "{'a':{}}|the header is no JSON of tensors",
        "{} {}|the header is no JSON of tensors",
        "{\"a\":{}}|tensor 'a' has dtype null, shape null, data_offsets null, expected all three",
        "{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}|dtype 'F31', expected one of [BOOL,",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}|tensor 'a' has 'x', expected dtype, shape, data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"shape\":[2],\"data_offsets\":[0,8]}}|tensor 'a' has 'shape' twice",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}|a dimension of -2, expected 0 to 2147483647",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,8]}}|a number that is no integer",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}}|STRING where a number was expected",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}|tensor 'a' has 8 bytes, expected 12 for F32[3]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,8]}}|tensor 'a' has 8 bytes, expected 9223372036854775807",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}|tensor 'a' lies at [0, 12), expected a range within [0, 8)",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|the tensors end at 4, expected 8",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|tensor 'a' begins at 4, expected 0, the end of the header",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"U8\",\"shape\":[6],\"data_offsets\":[2,8]}}|tensor 'b' begins at 2, expected 4, the end of 'a'",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|'a' is there twice",
        "{\"__metadata__\":{\"n\":1}}|metadata 'n' is NUMBER, expected a string",
      })
  void aHeaderThatLiesIsRefused(String header, String message) throws IOException {
    Path file = write(header.getBytes(StandardCharsets.UTF_8).length, header, 8);
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"-1, 18446744073709551615", "1, 1", "11, 11", "100000001, 100000001"})
  void aHeaderOfALengthThatCannotBeIsRefused(long bytes, String shown) throws IOException {
    Path file = write(bytes, "{}", 8);
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("a header of %s bytes, expected 2 to 10".formatted(shown));
  }

  @Test
  void aFileCutShortIsRefusedWhereverItWasCut() throws IOException {
    Path file = junitFolder.resolve("cut.safetensors");
    new SafeTensors(Map.of("w", Tensor.of(new float[6], 2, 3)), Map.of()).write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> SafeTensors.read(file)).isInstanceOf(CorruptFileException.class);
    }
  }

  private static Path write(long headerBytes, String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(headerBytes).put(text);
    Path file = junitFolder.resolve("lie.safetensors");
    Files.write(file, bytes.array());
    return file;
  }
}
