package io.javagym.atari;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The games that this release of ALE plays, by its names in snake_case, in ale-py's order. */
final class Games {
  /**
   * Their ROMs have a mode for two players only, and ALE ends the process where it is given one.
   */
  private static final Set<String> TWO_PLAYERS =
      Set.of("combat", "joust", "maze_craze", "warlords");

  private static final Map<String, String> MD5_BY_GAME = read();

  private Games() {}

  /** Every game. */
  static Set<String> all() {
    return MD5_BY_GAME.keySet();
  }

  /** The MD5 of a game's ROM, in hexadecimal digits; the game is one of {@link #all}. */
  static String md5(String game) {
    return Objects.requireNonNull(MD5_BY_GAME.get(game), game);
  }

  /**
   * The name in an id: {@code space_invaders} is SpaceInvaders, {@code tic_tac_toe_3d} TicTacToe3D.
   */
  static String pascalCase(String game) {
    StringBuilder name = new StringBuilder();
    boolean afterLetter = false;
    for (int i = 0; i < game.length(); i++) {
      char c = game.charAt(i);
      if (c != '_') {
        name.append(afterLetter ? c : Character.toUpperCase(c));
      }
      afterLetter = Character.isLetter(c);
    }
    return name.toString();
  }

  /** The list that ale-py ships beside its ROMs, taken from its sources when the jar is built. */
  private static Map<String, String> read() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(Games.class.getResourceAsStream("md5.json"), "md5.json"),
            StandardCharsets.UTF_8)) {
      Map<String, String> md5ByFile =
          new Gson().fromJson(reader, new TypeToken<LinkedHashMap<String, String>>() {}.getType());
      Map<String, String> md5ByGame = new LinkedHashMap<>();
      md5ByFile.forEach((file, md5) -> md5ByGame.put(file.replace(".bin", ""), md5));
      md5ByGame.keySet().removeAll(TWO_PLAYERS);
      return Collections.unmodifiableMap(md5ByGame);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
