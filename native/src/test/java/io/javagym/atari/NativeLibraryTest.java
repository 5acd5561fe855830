package io.javagym.atari;

import io.javagym.GymException.Code;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibraryTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"Linux,amd64", "Linux,x86_64"})
  void thePlatformThatTheLibraryIsBuiltForIsAccepted(String osName, String architecture) {
    NativeLibrary.requirePlatform(osName, architecture);
  }

  @ParameterizedTest
  @CsvSource({"Linux,aarch64", "Mac OS X,aarch64", "Mac OS X,x86_64", "Windows 11,amd64"})
  void anyOtherPlatformIsNamed(String osName, String architecture) {
    Roms.assertFails(
        () -> NativeLibrary.requirePlatform(osName, architecture),
        Code.DEPENDENCY_NOT_INSTALLED,
        "linux x86-64",
        osName,
        architecture,
        "JAVAGYM_ALE_LIBRARY");
  }

  @Test
  void aLibraryOfAnotherVersionIsRefused() {
    NativeLibrary.requireVersion("0.1.0", "0.1.0");
    Roms.assertFails(
        () -> NativeLibrary.requireVersion("0.2.0", "0.1.0"),
        Code.DEPENDENCY_NOT_INSTALLED,
        "of version 0.1.0",
        "of version 0.2.0");
  }
}
