package io.javagym.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The classes in docs/conformance.md are tests that pass, and its dependency is this module. */
class DocumentationTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "conformance.md");

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void theClassesAreTestsThatPass(@TempDir Path folder) throws Exception {
    List<String> sources = blocks("java");
    assertThat(sources).hasSize(2);
    for (String source : sources) {
      String name = classOf(source);
      compile(folder, name, source);
      try (URLClassLoader loader =
          new URLClassLoader(
              new URL[] {folder.toUri().toURL()}, DocumentationTest.class.getClassLoader())) {
        Events tests =
            EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Class.forName(name, true, loader)))
                .execute()
                .testEvents();

        assertThat(tests.failed().list()).isEmpty();
        assertThat(tests.succeeded().count()).isGreaterThan(25);
      }
    }
  }

  @Test
  void theDependencyIsThisModule() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String parent = Files.readString(Path.of("..", "pom.xml"));
    String xml = blocks("xml").get(0);

    assertThat(pom).contains(element(xml, "artifactId"));
    assertThat(parent).contains(element(xml, "version").replace("version", "revision"));
  }

  private static String element(String xml, String name) {
    return xml.lines()
        .map(String::strip)
        .filter(line -> line.startsWith("<" + name + ">"))
        .findFirst()
        .orElseThrow();
  }

  private static String classOf(String source) {
    return Pattern.compile("class (\\w+) extends EnvConformance")
        .matcher(source)
        .results()
        .map(MatchResult::group)
        .map(found -> found.split(" ", 3)[1])
        .findFirst()
        .orElseThrow();
  }

  private static void compile(Path folder, String name, String source) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
    arguments.addAll(List.of("-classpath", System.getProperty("java.class.path"), file.toString()));
    int status =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK, not a JRE")
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).as(name + " compiles").isZero();
  }
}
