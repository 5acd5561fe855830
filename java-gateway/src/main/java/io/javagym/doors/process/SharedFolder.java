package io.javagym.doors.process;

import io.javagym.GymException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where this JVM makes the files whose memory it shares: a folder of its own that nobody else may
 * enter. A lock in it, which the kernel lets go when the process ends, tells the JVMs to come
 * whether what lies there was left behind.
 */
final class SharedFolder {
  private static final String PREFIX = "javagym-";
  private static final String LOCK = "lock";
  private static final int ATTEMPTS = 10;

  private final Path folder;

  @SuppressWarnings("UnusedVariable") // held until the process ends
  private final FileLock lock;

  private final AtomicLong files = new AtomicLong();

  private SharedFolder(Path folder, FileLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Makes the folder of this JVM in a place, and removes there those of JVMs that have ended. */
  static SharedFolder create(Path place) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Path folder = Files.createDirectory(place.resolve(name(attempt)), only("rwx------"));
      FileLock lock = lock(folder, StandardOpenOption.CREATE_NEW);
      // Another JVM that swept meanwhile may have taken the lock, or the folder with it.
      if (lock != null && Files.exists(folder.resolve(LOCK))) {
        sweep(place, folder);
        return new SharedFolder(folder, lock);
      }
      removeAll(folder);
    }
    throw new IOException("no folder for shared memory could be made in " + place);
  }

  /** The folder that memory-backed files are made in, where there is one; else that of files. */
  static Path defaultPlace() {
    Path memory = Path.of("/dev/shm");
    return Files.isDirectory(memory) && Files.isWritable(memory)
        ? memory
        : Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** The path of a file that is not there yet. */
  Path nextFile() {
    return folder.resolve(Long.toString(files.incrementAndGet()));
  }

  /** Where it is. */
  Path path() {
    return folder;
  }

  /**
   * The path of a file in it that Python has made: its name is digits and letters, and no way out.
   */
  Path existing(String name) {
    if (!name.matches("[0-9][0-9a-f]*")) {
      throw GymException.invalidArgument(
          "the name of shared memory is '%s', expected hexadecimal digits".formatted(name));
    }
    return folder.resolve(name);
  }

  /** Removes the folder and what is in it. Memory that is mapped already stays as it is. */
  void delete() {
    removeAll(folder);
  }

  /** What makes a file or folder with just these permissions. */
  static FileAttribute<?>[] only(String permissions) {
    Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
    return views.contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static String name(int attempt) {
    ProcessHandle self = ProcessHandle.current();
    long startMillis = self.info().startInstant().orElseGet(Instant::now).toEpochMilli();
    return PREFIX + self.pid() + "-" + (startMillis + attempt);
  }

  private static void sweep(Path place, Path mine) throws IOException {
    UserPrincipal me = Files.getOwner(mine);
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(place, PREFIX + "*")) {
      for (Path folder : folders) {
        // Not by looking at my own: a process that closes its lock's file anywhere loses the lock.
        if (!folder.equals(mine) && isFolderOf(me, folder)) {
          sweepOne(folder);
        }
      }
    }
  }

  /** The place may be everybody's: a link, or a folder of somebody else, is not mine to empty. */
  private static boolean isFolderOf(UserPrincipal me, Path folder) throws IOException {
    try {
      return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(me);
    } catch (IOException e) {
      return false; // it went away meanwhile
    }
  }

  private static void sweepOne(Path folder) throws IOException {
    FileLock lock = lock(folder, StandardOpenOption.CREATE);
    if (lock != null) {
      removeAll(folder);
      lock.acquiredBy().close();
    }
  }

  /** The lock of a folder; {@code null} if a process that lives has it, or the folder is gone. */
  private static @Nullable FileLock lock(Path folder, StandardOpenOption create) {
    FileChannel channel = null;
    FileLock lock = null;
    try {
      Set<StandardOpenOption> options = Set.of(create, StandardOpenOption.WRITE);
      channel = FileChannel.open(folder.resolve(LOCK), options, only("rw-------"));
      lock = channel.tryLock();
    } catch (IOException | OverlappingFileLockException e) {
      // Not to be had: the caller does without.
    }
    if (lock == null && channel != null) {
      closeQuietly(channel);
    }
    return lock;
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written to it.
    }
  }

  /** The lock goes last, so that nobody takes a folder that is half empty for a new one. */
  private static void removeAll(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9]*")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder.resolve(LOCK));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // What can't be removed now, the next JVM tries again.
    }
  }
}
