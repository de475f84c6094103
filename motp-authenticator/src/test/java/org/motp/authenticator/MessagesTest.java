package org.motp.authenticator;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users read: complete in every language, and no sentence that nobody ever sees. */
class MessagesTest {

  private static final Path RESOURCES = Path.of("src/main/resources/theme-resources");

  /** Texts of Keycloak's own. */
  private static final Set<String> OF_KEYCLOAK = Set.of("username");

  /** The account console's page reads the same texts. */
  private static final Path CONSOLE = Path.of("../themes/src/main/resources/theme/motp/account");

  private static final Path JAVA = Path.of("src/main/java");

  /** Keys that Keycloak makes up from the name of a required action. */
  private static final Set<String> DERIVED_BY_KEYCLOAK =
      Set.of("requiredAction.motp-register", "requiredAction.motp-troubleshoot");

  /** Texts that are the same in every language, as the subjects of mails in two languages are. */
  private static final Set<String> SAME_IN_EVERY_LANGUAGE =
      Set.of("motp-download-android", "motp-type-hardware", "motp-type-software");

  private static final Pattern QUOTED = Pattern.compile("\"(motp-[a-z-]+)\"");
  private static final Pattern TEMPLATE_KEY = Pattern.compile("msg\\(\"([^\"]+)\"(\\s*\\+)?");
  private static final Pattern CONSOLE_TILE = Pattern.compile("\\[\"([a-z]+)\", \"motp-");
  private static final Pattern CONSOLE_TEXT = Pattern.compile("texts\\[\"(motp-[a-z-]+)\"]");
  private static final Pattern LABEL = Pattern.compile("\"label\": \"(motp-[a-z-]+)\"");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

  /** RADIUS: an attribute has 253 bytes for its value. */
  private static final int MAX_REPLY_MESSAGE_BYTES = 253;

  @ParameterizedTest
  @ValueSource(strings = {"zh_TW", "zh_CN"})
  void everyLanguageHasEveryText(String language) throws IOException {
    assertThat(messages(language).keySet()).isEqualTo(messages("en").keySet());
    assertThat(messages(language)).allSatisfy((key, text) -> assertThat(text).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh_TW", "zh_CN"})
  void noEnglishTextIsLeftOnAChinesePage(String language) throws IOException {
    Map<String, String> english = messages("en");
    messages(language)
        .forEach(
            (key, text) -> {
              if (!SAME_IN_EVERY_LANGUAGE.contains(key) && !key.endsWith("-subject")) {
                assertThat(text).as(key).isNotEqualTo(english.get(key));
                assertThat(text).as(key).containsPattern("\\p{IsHan}|iPhone");
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh_TW", "zh_CN"})
  void translationsFillInTheSameValues(String language) throws IOException {
    Map<String, String> english = messages("en");
    messages(language)
        .forEach(
            (key, text) ->
                assertThat(placeholders(text)).as(key).isEqualTo(placeholders(english.get(key))));
  }

  @Test
  void everyTextIsUsedSomewhere() throws IOException {
    Set<String> used = quotedKeys();
    Set<String> unused =
        messages("en").keySet().stream()
            .filter(key -> !DERIVED_BY_KEYCLOAK.contains(key))
            .filter(key -> used.stream().noneMatch(name -> isNamedBy(key, name)))
            .collect(toCollection(TreeSet::new));

    assertThat(unused).isEmpty();
  }

  @Test
  void templatesNameOnlyTextsThatExist() throws IOException {
    Set<String> keys = messages("en").keySet();
    Set<String> missing = new TreeSet<>();
    Matcher matcher = TEMPLATE_KEY.matcher(sources(RESOURCES.resolve("templates"), ".ftl"));
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!OF_KEYCLOAK.contains(name) && keys.stream().noneMatch(key -> isNamedBy(key, name))) {
        missing.add(name);
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void accountConsoleNamesOnlyTextsThatExist() throws IOException {
    String page = sources(CONSOLE.resolve("resources/js"), "motp-troubleshoot.js");
    Set<String> named = new TreeSet<>();
    Matcher tiles = CONSOLE_TILE.matcher(page);
    while (tiles.find()) {
      named.add("motp-tile-" + tiles.group(1));
      named.add("motp-tile-" + tiles.group(1) + "-text");
    }
    CONSOLE_TEXT.matcher(page).results().map(result -> result.group(1)).forEach(named::add);
    LABEL
        .matcher(sources(CONSOLE, "content.json"))
        .results()
        .map(result -> result.group(1))
        .forEach(named::add);

    assertThat(named).hasSizeGreaterThan(12).isSubsetOf(messages("en").keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh_TW", "zh_CN"})
  void vpnTextsFitIntoARadiusAttributeWithALongAddressInThem(String language) throws IOException {
    String address = "https://login.example.com/" + "x".repeat(54);
    assertThat(address).hasSize(80);

    messages(language)
        .forEach(
            (key, text) -> {
              if (key.startsWith("motp-vpn-")) {
                String shown = new MessageFormat(text, Locale.ROOT).format(new Object[] {address});
                assertThat(shown.getBytes(StandardCharsets.UTF_8).length)
                    .as(key)
                    .isLessThanOrEqualTo(MAX_REPLY_MESSAGE_BYTES);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh_TW", "zh_CN"})
  void noApostropheSwallowsAValueThatShouldBeFilledIn(String language) throws IOException {
    assertThat(messages(language)).allSatisfy((key, text) -> assertThat(text).doesNotContain("'"));
  }

  /** A name that ends with a hyphen is the beginning of keys whose end is computed. */
  private static boolean isNamedBy(String key, String name) {
    return key.equals(name) || (name.endsWith("-") && key.startsWith(name));
  }

  private static Set<String> quotedKeys() throws IOException {
    return QUOTED
        .matcher(
            sources(JAVA, ".java")
                + sources(RESOURCES.resolve("templates"), ".ftl")
                + sources(CONSOLE, ".js")
                + sources(CONSOLE, ".json"))
        .results()
        .map(result -> result.group(1))
        // "motp-" alone would be the beginning of every key.
        .filter(name -> !name.equals("motp-"))
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> placeholders(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .map(result -> result.group())
        .collect(toCollection(TreeSet::new));
  }

  private static Map<String, String> messages(String language) throws IOException {
    Path file = RESOURCES.resolve("messages/messages_" + language + ".properties");
    try (InputStream in = Files.newInputStream(file)) {
      PropertyResourceBundle bundle = new PropertyResourceBundle(in);
      Map<String, String> messages = new TreeMap<>();
      bundle.keySet().forEach(key -> messages.put(key, bundle.getString(key)));
      return messages;
    }
  }

  private static String sources(Path root, String extension) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(extension))
          .sorted()
          .map(MessagesTest::read)
          .collect(joining("\n"));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
