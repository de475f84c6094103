package org.motp.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.motp.radius.eap.EapRefusal;
import org.motp.radius.wire.IntakeListener.Drop;

/** The table of docs/fortigate.md names what the log really says. */
class DocumentedMessagesTest {

  private static final String HEADING = "## What FortiClient shows, what the log says, what to do";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern FIELD = Pattern.compile("([a-z-]+)=\"([^\"]*)\"");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  @Test
  void everyLogTextOfTheTableStandsInTheSources() throws IOException {
    String literals =
        literals()
            + Arrays.stream(EapRefusal.values())
                .map(refusal -> "EAP: " + refusal.name())
                .collect(Collectors.joining("\n", "\n", ""));
    List<String> texts = texts();
    assertThat(texts).hasSizeGreaterThan(30);
    List<String> unknown =
        texts.stream().filter(text -> !literals.contains(text)).distinct().toList();
    assertThat(unknown).as("documented, and said by nobody").isEmpty();
  }

  @Test
  void everyReasonForDroppingADatagramIsExplained() throws IOException {
    String rows = String.join("\n", rows());
    for (Drop drop : Drop.values()) {
      String beginning = drop.explanation().split(",| as forged| \\(FortiOS", 2)[0];
      assertThat(rows).as(drop.name()).contains(beginning);
    }
  }

  /** What the second column quotes: log texts without level, fields by their values. */
  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String row : rows()) {
      String[] columns = row.split("(?<!\\\\)\\|", -1);
      for (MatchResult code : CODE.matcher(columns[2]).results().toList()) {
        String quoted = code.group(1);
        if (FIELD.matcher(quoted).find()) {
          FIELD
              .matcher(quoted)
              .results()
              // What a packet or a certificate brings along.
              .filter(field -> !field.group(1).equals("detail"))
              .map(field -> field.group(2))
              .forEach(texts::add);
        } else if (!quoted.matches("[a-z-]+") && !quoted.startsWith("\"")) {
          texts.addAll(Arrays.asList(quoted.replaceAll("^(ERROR|WARN|INFO) ", "").split("…")));
        }
      }
    }
    return texts.stream()
        .map(text -> text.replace("dropped a datagram: ", "").replace("rejected: ", ""))
        .map(text -> text.replace("refused a TLS connection: ", "").strip())
        .filter(text -> text.length() > 3)
        // The charset is filled in.
        .map(text -> text.replace("the password is no UTF-8;", "the password is no {};"))
        .toList();
  }

  private static List<String> rows() throws IOException {
    String page = Files.readString(Path.of("../docs/fortigate.md"));
    int start = page.indexOf(HEADING);
    assertThat(start).as(HEADING).isPositive();
    String section = page.substring(start, page.indexOf("\n### ", start));
    return section.lines().filter(line -> line.startsWith("|")).skip(2).toList();
  }

  /** All texts in the sources; those that are put together with + are one. */
  private static String literals() throws IOException {
    try (var files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(DocumentedMessagesTest::literals)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String literals(Path file) {
    try {
      String joined = Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "");
      return LITERAL
          .matcher(joined)
          .results()
          .map(found -> found.group(1).replace("\\\"", "\""))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
