package io.javagym.doors.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javagym.GymException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFolderTest {
  @TempDir Path place;

  @Test
  void onlyTheOwnerMayEnterTheFolderAndOpenItsFiles() throws IOException {
    SharedFolder folder = SharedFolder.create(place);
    SharedBuffer buffer = SharedBuffer.allocate(folder.nextFile(), 100);

    assertThat(permissions(buffer.file().getParent())).isEqualTo("rwx------");
    assertThat(permissions(buffer.file())).isEqualTo("rw-------");
    assertThat(buffer.file().getParent().getFileName().toString())
        .startsWith("javagym-" + ProcessHandle.current().pid() + "-");
  }

  @Test
  void whatIsWrittenToMappedMemoryIsInTheFile() throws IOException {
    SharedBuffer buffer = SharedBuffer.allocate(SharedFolder.create(place).nextFile(), 200_000);
    assertThat(Files.readAllBytes(buffer.file())).hasSize(200_000).containsOnly(0);

    buffer.bytes().put(199_999, (byte) 7);
    assertThat(Files.readAllBytes(buffer.file())[199_999]).isEqualTo((byte) 7);

    buffer.removeName();
    buffer.bytes().put(0, (byte) 8);
    assertThat(buffer.bytes().get(0)).isEqualTo((byte) 8);
  }

  @Test
  void memoryThatCannotBeHadIsAnErrorThatSaysWhereAndLeavesNothing() {
    Path missing = place.resolve("javagym-1-1").resolve("1");
    assertThatThrownBy(() -> SharedBuffer.allocate(missing, 10))
        .isInstanceOfSatisfying(
            GymException.class, e -> assertThat(e.code()).isEqualTo(GymException.Code.NO_SPACE))
        .hasMessageContaining("10 bytes")
        .hasMessageContaining(place.toString())
        .hasMessageContaining("JAVAGYM_SHARED_MEMORY");
    assertThat(missing).doesNotExist();
  }

  @Test
  void theNextOneRemovesWhatADeadProcessLeft() throws IOException {
    Path left = Files.createDirectory(place.resolve("javagym-1-1"));
    Files.createFile(left.resolve("lock"));
    Files.write(left.resolve("17"), new byte[100]);
    Path withoutLock = Files.createDirectory(place.resolve("javagym-2-2"));

    SharedFolder folder = SharedFolder.create(place);
    assertThat(left).doesNotExist();
    assertThat(withoutLock).doesNotExist();

    folder.delete();
    assertThat(listed()).isEmpty();
  }

  @Test
  void nothingElseIsRemoved() throws IOException {
    Path elsewhere = Files.createDirectory(place.resolve("elsewhere"));
    Files.write(elsewhere.resolve("1"), new byte[1]);
    Files.createSymbolicLink(place.resolve("javagym-3-3"), elsewhere);
    Files.createFile(place.resolve("javagym-file"));
    Path used = Files.createDirectory(place.resolve("javagym-4-4"));
    Files.createFile(used.resolve("letter"));

    SharedFolder.create(place).delete();
    assertThat(listed())
        .containsExactlyInAnyOrder("elsewhere", "javagym-3-3", "javagym-file", "javagym-4-4");
    assertThat(elsewhere.resolve("1")).exists();
    assertThat(used.resolve("letter")).exists();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private List<String> listed() throws IOException {
    try (Stream<Path> paths = Files.list(place)) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }
}
