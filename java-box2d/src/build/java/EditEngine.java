import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the engine's sources at build time: JBox2D's, moved to another package, with the edits of a
 * folder and its subfolders applied: {@code src/edits/exact}, which changes results to Box2D's, and
 * {@code src/edits/speed}, which changes none. Run by Maven as a program of a single file.
 *
 * <p>Usage: {@code EditEngine <JBox2D's sources> <edits> <sinf and cosf> <target>}
 *
 * <p>An edit is a text file of these commands. Each names a place that must be found exactly once,
 * or the build fails: an edit that does nothing would go unseen until two engines differ.
 *
 * <pre>
 *   # why the edit is there
 *   file common/Sweep.java                      the file that the commands below work on
 *   method public final void advance(...)       replaces the body of a method by the lines up to "end"
 *   text old                                    replaces a piece of text, where \n is a new line ...
 *   with new                                    ... by another; by nothing if empty
 *   members                                     adds the lines up to "end" to the public class
 * </pre>
 */
public final class EditEngine {
  private static final String ORIGINAL_PACKAGE = "org.jbox2d";
  private static final String PACKAGE = "io.javagym.box2d.engine";
  private static final String LIBM_PACKAGE = "io.javagym.random";

  private EditEngine() {}

  /** Writes all sources of the engine to the target folder. */
  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[3]).resolve(PACKAGE.replace('.', '/'));
    delete(target);
    copyEngine(Path.of(args[0]).resolve(ORIGINAL_PACKAGE.replace('.', '/')), target);
    Path libm = Path.of(args[2]);
    write(
        target.resolve("common").resolve(libm.getFileName()),
        once(Files.readString(libm), LIBM_PACKAGE, PACKAGE + ".common", libm.toString()));
    List<Path> edits = files(Path.of(args[1]));
    for (Path edit : edits) {
      apply(edit, target);
    }
    System.out.println(edits.size() + " edits applied to JBox2D");
  }

  private static void copyEngine(Path source, Path target) throws IOException {
    for (Path file : files(source)) {
      Path relative = source.relativize(file);
      String folder = relative.getName(0).toString();
      // The first is for GWT, the second measures speed.
      if (folder.equals("gwtemul") || folder.equals("profile") || !isJava(file)) {
        continue;
      }
      String text = Files.readString(file).replace("\r\n", "\n");
      write(target.resolve(relative.toString()), text.replace(ORIGINAL_PACKAGE, PACKAGE));
    }
  }

  private static boolean isJava(Path file) {
    return file.toString().endsWith(".java");
  }

  private static void apply(Path edit, Path target) throws IOException {
    Path file = null;
    String text = "";
    List<String> lines = Files.readAllLines(edit);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String where = edit.getFileName() + ":" + (i + 1);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int space = line.indexOf(' ');
      String command = space < 0 ? line : line.substring(0, space);
      String argument = space < 0 ? "" : line.substring(space + 1);
      switch (command) {
        case "file" -> {
          file = target.resolve(argument);
          text = Files.readString(file);
        }
        case "text" -> {
          String replacement = lines.get(++i);
          if (!replacement.startsWith("with")) {
            throw new IllegalArgumentException(where + ": 'text' without 'with'");
          }
          String old = argument.replace("\\n", "\n");
          text = once(text, old, replacement.substring(4).stripLeading(), where);
        }
        case "method", "members" -> {
          StringBuilder body = new StringBuilder();
          while (!lines.get(++i).equals("end")) {
            body.append(lines.get(i)).append('\n');
          }
          text =
              command.equals("method")
                  ? withBody(text, argument, body.toString(), where)
                  : withMembers(text, body.toString(), where);
        }
        default -> throw new IllegalArgumentException(where + ": unknown command " + command);
      }
      if (file == null) {
        throw new IllegalArgumentException(where + ": no file is named before");
      }
      write(file, text);
    }
  }

  private static String withBody(String text, String signature, String body, String where) {
    int open = text.indexOf('{', indexOfOnly(text, signature, where));
    int close = open;
    for (int depth = 1; depth > 0; ) {
      close++;
      depth += text.charAt(close) == '{' ? 1 : text.charAt(close) == '}' ? -1 : 0;
    }
    return text.substring(0, open + 1) + "\n" + body + "  " + text.substring(close);
  }

  private static String withMembers(String text, String members, String where) {
    int open = text.indexOf('{', indexOfOnly(text, "\npublic class ", where));
    return text.substring(0, open + 1) + "\n" + members + text.substring(open + 1);
  }

  private static String once(String text, String old, String replacement, String where) {
    int index = indexOfOnly(text, old, where);
    return text.substring(0, index) + replacement + text.substring(index + old.length());
  }

  private static int indexOfOnly(String text, String place, String where) {
    int index = text.indexOf(place);
    if (index < 0 || text.indexOf(place, index + 1) >= 0) {
      throw new IllegalArgumentException(
          where + ": found " + (index < 0 ? "nowhere" : "more than once") + ": " + place);
    }
    return index;
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile).sorted().forEach(files::add);
    }
    return files;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(path);
        }
      }
    }
  }
}
