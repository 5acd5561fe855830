package io.javagym.envs.toytext;

import io.javagym.GymException;
import io.javagym.random.NumpyGenerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tiles of a frozen lake, as rows of letters: {@code S} start, {@code F} frozen, {@code H}
 * hole, {@code G} goal.
 */
record LakeMap(List<String> rows) {
  static final char START = 'S';
  static final char FROZEN = 'F';
  static final char HOLE = 'H';
  static final char GOAL = 'G';

  /** Gymnasium's maps. */
  private static final Map<String, LakeMap> NAMED = new LinkedHashMap<>();

  static {
    NAMED.put("4x4", new LakeMap(List.of("SFFF", "FHFH", "FFFH", "HFFG")));
    NAMED.put(
        "8x8",
        new LakeMap(
            List.of(
                "SFFFFFFF",
                "FFFFFFFF",
                "FFFHFFFF",
                "FFFFFHFF",
                "FFFHFFFF",
                "FHHFFFHF",
                "FHFFHFHF",
                "FFFHFFFG")));
  }

  /** The largest square whose tiles an int counts. */
  private static final int LARGEST_SIZE = 46340;

  /** Random maps are given up after so many without a path: p is too small for the size. */
  private static final int MOST_ATTEMPTS = 1_000_000;

  LakeMap {
    rows = List.copyOf(rows);
    if (rows.isEmpty() || rows.get(0).isEmpty()) {
      throw invalid(rows, "at least one row of at least one tile");
    }
    for (String row : rows) {
      if (row.length() != rows.get(0).length()) {
        throw invalid(rows, "rows of equal length, as in [\"SFF\", \"FHG\"]");
      }
      if (!row.chars().allMatch(tile -> "SFHG".indexOf(tile) >= 0)) {
        throw invalid(rows, "the tiles S, F, H and G alone, but found \"%s\"".formatted(row));
      }
    }
    if (rows.stream().noneMatch(row -> row.indexOf(START) >= 0)) {
      throw invalid(rows, "at least one start tile S");
    }
  }

  /** A map from a keyword argument: rows of letters, or rows of single letters. */
  static LakeMap of(Object desc) {
    if (!(desc instanceof List<?> list)) {
      throw invalid(desc, "a list of rows, as in [\"SFF\", \"FHG\"]");
    }
    List<String> rows = new ArrayList<>();
    for (Object row : list) {
      if (row instanceof List<?> tiles
          && tiles.stream().allMatch(tile -> tile instanceof String s && s.length() == 1)) {
        rows.add(String.join("", tiles.stream().map(String.class::cast).toList()));
      } else if (row instanceof String text) {
        rows.add(text);
      } else {
        throw invalid(desc, "a list of rows, as in [\"SFF\", \"FHG\"]");
      }
    }
    return new LakeMap(rows);
  }

  static LakeMap named(String name) {
    LakeMap map = NAMED.get(name);
    if (map == null) {
      throw GymException.invalidArgument(
          "map_name '%s': expected one of %s, or None with a desc or for a random map"
              .formatted(name, NAMED.keySet()));
    }
    return map;
  }

  /**
   * A square with a path from the start at the top left to the goal at the bottom right. Each try
   * takes {@code size * size} draws, as NumPy's {@code choice} from two tiles.
   */
  static LakeMap random(int size, double frozenProbability, NumpyGenerator random) {
    if (size < 2 || size > LARGEST_SIZE) {
      throw GymException.invalidArgument(
          "size of a random map is %d, expected 2 <= size <= %d".formatted(size, LARGEST_SIZE));
    }
    if (!(frozenProbability > 0)) {
      throw GymException.invalidArgument(
          "p of a random map is %s, expected 0 < p <= 1".formatted(frozenProbability));
    }
    double p = Math.min(1, frozenProbability);
    double[] probabilities = {p, 1 - p};
    int[] choices = new int[size * size];
    char[] tiles = new char[choices.length];
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      random.choiceWeighted(probabilities, choices);
      for (int state = 0; state < tiles.length; state++) {
        tiles[state] = choices[state] == 0 ? FROZEN : HOLE;
      }
      tiles[0] = START;
      tiles[tiles.length - 1] = GOAL;
      if (hasPath(tiles, size)) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < size; row++) {
          rows.add(new String(tiles, row * size, size));
        }
        return new LakeMap(rows);
      }
    }
    throw GymException.invalidArgument(
        "no path in %d random maps of size %d with p=%s; expected a larger p"
            .formatted(MOST_ATTEMPTS, size, frozenProbability));
  }

  private static boolean hasPath(char[] tiles, int size) {
    boolean[] seen = new boolean[tiles.length];
    int[] frontier = new int[tiles.length];
    int waiting = 0;
    seen[0] = true;
    frontier[waiting++] = 0;
    while (waiting > 0) {
      int state = frontier[--waiting];
      if (tiles[state] == GOAL) {
        return true;
      }
      for (Direction direction : Direction.values()) {
        int next = direction.from(state, size, size);
        if (!seen[next] && tiles[next] != HOLE) {
          seen[next] = true;
          frontier[waiting++] = next;
        }
      }
    }
    return false;
  }

  int numRows() {
    return rows.size();
  }

  int numColumns() {
    return rows.get(0).length();
  }

  int numTiles() {
    return numRows() * numColumns();
  }

  /** The tile of a state, {@code row * numColumns + column}. */
  char tile(int state) {
    return rows.get(state / numColumns()).charAt(state % numColumns());
  }

  private static GymException invalid(Object desc, String expected) {
    return GymException.invalidArgument("desc %s: expected %s".formatted(desc, expected));
  }
}
