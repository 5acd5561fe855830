package io.javagym.atari;

import static org.assertj.core.api.Assertions.assertThat;

import io.javagym.GymException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RomTest {
  private static final String MD5 = "72ffbef6504b75e69ee1045af9075f66";

  @TempDir Path folder;

  @Test
  void everyGameHasItsRom() {
    assertThat(Games.all()).hasSize(104);
    for (String game : Games.all()) {
      assertThat(Roms.of(game).game()).isEqualTo(game);
    }
  }

  @Test
  void aMissingRomSaysWhereAndWhatToInstall() {
    Roms.assertFails(
        () -> Rom.of("space_invaders", folder.toString()),
        Code.DEPENDENCY_NOT_INSTALLED,
        folder.resolve("space_invaders.bin").toString(),
        "does not exist",
        MD5,
        "pip install \"javagym[atari]\"");
  }

  @Test
  void aRomWithOneWrongBitIsRefused() throws IOException {
    byte[] rom = Files.readAllBytes(Roms.folder().resolve("space_invaders.bin"));
    rom[1000] ^= 1;
    refused(rom, "4096 bytes with the MD5", MD5);
  }

  @Test
  void halfARomIsRefused() throws IOException {
    byte[] rom = Files.readAllBytes(Roms.folder().resolve("space_invaders.bin"));
    refused(java.util.Arrays.copyOf(rom, 2048), "2048 bytes", MD5);
  }

  @Test
  void anEmptyRomIsRefused() throws IOException {
    refused(new byte[0], "0 bytes", MD5);
  }

  @Test
  void theRomOfAnotherGameIsRefused() throws IOException {
    refused(Files.readAllBytes(Roms.folder().resolve("pong.bin")), MD5);
  }

  @Test
  void aHugeFileIsRefusedUnread() throws IOException {
    refused(new byte[512 * 1024 + 1], "524289 bytes", "at most 524288");
  }

  private void refused(byte[] contents, String... texts) throws IOException {
    Files.write(folder.resolve("space_invaders.bin"), contents);
    Roms.assertFails(
        () -> Rom.of("space_invaders", folder.toString()), Code.DEPENDENCY_NOT_INSTALLED, texts);
  }

  @Test
  void anUnknownGameSaysWhichAreKnown() {
    Roms.assertFails(
        () -> Rom.of("space_invader", null),
        Code.INVALID_ARGUMENT,
        "game is 'space_invader'",
        "space_invaders");
  }

  @Test
  void gamesForTwoAreNone() {
    // ALE has no rules for them, and would end the process.
    Roms.assertFails(() -> Rom.of("combat", null), Code.INVALID_ARGUMENT, "game is 'combat'");
  }

  @Test
  void namesAreThoseOfAlePy() {
    assertThat(Games.pascalCase("space_invaders")).isEqualTo("SpaceInvaders");
    assertThat(Games.pascalCase("tic_tac_toe_3d")).isEqualTo("TicTacToe3D");
    assertThat(Games.pascalCase("atlantis2")).isEqualTo("Atlantis2");
    assertThat(Games.pascalCase("et")).isEqualTo("Et");
  }
}
