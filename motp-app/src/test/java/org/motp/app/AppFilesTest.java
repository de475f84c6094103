package org.motp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppFilesTest {
  private static final Path APP = Path.of("target/classes/motp-app");
  private static final String LIST = "files.txt";
  private static final Pattern KEY = Pattern.compile("(?m)^ {2}\"([a-z0-9.-]+)\": \"(.+)\",$");
  private static final Pattern USED = Pattern.compile("\\bt\\(\\s*\"([a-z0-9.-]+)\"");

  /** What is not in the list is neither served nor kept for when there is no network. */
  @Test
  void listNamesEveryFileOfTheApp() throws IOException {
    Set<String> there = new TreeSet<>();
    try (var files = Files.list(APP)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(LIST))
          .forEach(there::add);
    }
    assertThat(Files.readAllLines(APP.resolve(LIST))).containsExactlyElementsOf(there);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text-zh-CN.js", "text-en.js"})
  void everyLanguageHasTheSameTexts(String file) throws IOException {
    assertThat(keys(file)).isNotEmpty().containsExactlyElementsOf(keys("text-zh-TW.js"));
  }

  @Test
  void everyTextThatAPageNamesIsThere() throws IOException {
    List<String> there = keys("text-zh-TW.js");
    for (String file : Files.readAllLines(APP.resolve(LIST))) {
      if (file.endsWith(".js") && !file.equals("qr.js")) {
        Set<String> used =
            USED.matcher(Files.readString(APP.resolve(file)))
                .results()
                .map(match -> match.group(1))
                .filter(key -> !key.endsWith("."))
                .collect(Collectors.toSet());
        assertThat(there).as(file).containsAll(used);
      }
    }
  }

  private static List<String> keys(String file) throws IOException {
    return KEY.matcher(Files.readString(APP.resolve(file)))
        .results()
        .map(MatchResult::group)
        .map(line -> line.replaceFirst("^ *\"([^\"]+)\".*", "$1"))
        .toList();
  }
}
