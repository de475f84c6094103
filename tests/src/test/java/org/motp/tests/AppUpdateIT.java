package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.house.WebProxy;
import org.motp.tests.people.Employee;
import org.motp.tests.screen.Chromium;
import org.motp.tests.screen.Registering;
import org.motp.tests.screen.Screen;
import org.motp.tests.screen.SmartPhone;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/** A phone has the app, and the company's Keycloak gets a newer one. */
@InHouse
class AppUpdateIT {
  /** What each changed module of the next version says when it is loaded. */
  private static final Set<String> CHANGED =
      Set.of("main.js", "home.js", "text-zh-TW.js", "text-en.js");

  private static final String WHAT_IS_NEW =
      "() => [...new Set(globalThis.parts ?? [])].sort().join(' ')";

  private static final String NEXT = "home.js main.js news.js text-zh-TW.js";

  private final House house;
  private final Employee employee;
  private final WebProxy proxy = WebProxy.from("127.0.0.1");
  private final HttpClient http = HttpClient.newHttpClient();
  private final SmartPhone phone;

  AppUpdateIT(House house) {
    this.house = house;
    this.employee = house.hire();
    this.phone = SmartPhone.bought(house, "zh-TW").behind(proxy);
    registers();
  }

  @AfterEach
  void leave() {
    phone.close();
    proxy.close();
  }

  private void registers() {
    try (Chromium chromium = Chromium.start();
        Screen computer = chromium.onComputer("zh-TW")) {
      URI console = house.url().resolve("/realms/motp/account/");
      Registering.byLink(console, employee, computer, phone.starts());
    }
    phone.screen().press("#show-code");
    phone.code();
    phone.worker();
  }

  private String whatIsNew() {
    return phone.computes(WHAT_IS_NEW, null);
  }

  private void hasTheNextVersion() {
    // The texts are loaded last.
    phone.waitsFor("() => globalThis.parts?.includes('text-zh-TW.js')");
    assertThat(whatIsNew()).isEqualTo(NEXT);
  }

  @Test
  void phoneHasTheNewAppAfterOneVisitAndKeepsItsKeysAlsoOffline() {
    proxy.answers(new NextVersion(true));

    phone.opensTheApp();

    hasTheNextVersion();
    assertThat(connectsWith(phone.newCode())).isEqualTo(Kind.ACCEPT);
    phone.network(false).opensTheApp().screen().sees("#offline");
    assertThat(whatIsNew()).as("without network").isEqualTo(NEXT);
    phone.code();
    phone.starts().network(false).opensTheApp();
    assertThat(whatIsNew()).as("after a restart without network").isEqualTo(NEXT);
    assertThat(phone.computes("() => caches.keys().then((names) => names.length)", null))
        .as("versions that are kept")
        .isEqualTo("1");
    assertThat(phone.violations()).isEmpty();
  }

  @Test
  void whoeverIsInTheMiddleOfSomethingGoesOnWithTheOldAppAlone() {
    phone.screen().press("#settings").sees("#language");
    proxy.answers(new NextVersion(true));
    phone.looksForANewVersion();

    // What was not loaded yet, such as another language, comes from the old version, too.
    phone.choosesLanguage("en");
    assertThat(whatIsNew()).isEmpty();
    assertThat(phone.screen().text("h1")).isEqualTo("Settings");
    phone.choosesLanguage("zh-TW");

    phone.screen().press("#back");
    hasTheNextVersion();
    phone.code();
  }

  @Test
  void whileOnlyOneNodeHasTheNewAppThePhoneKeepsTheOldOneWhole() {
    proxy.answers(new NextVersion(false));
    phone.opensTheApp().looksForANewVersion();
    assertThat(whatIsNew()).isEmpty();
    phone.network(false).opensTheApp().screen().sees("#offline");
    assertThat(whatIsNew()).isEmpty();
    phone.code();

    proxy.answers(new NextVersion(true));
    phone.network(true).opensTheApp();

    hasTheNextVersion();
    phone.code();
  }

  private Kind connectsWith(String code) {
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    return house.vpn().answer(employee.account(), challenge, code).kind();
  }

  /** The app with some changed files and a new one, as a server has it and asks for it. */
  private final class NextVersion implements Function<URI, Optional<byte[]>> {
    private static final String VERSION = "2222222222222222";
    private static final Pattern BUILD = Pattern.compile("version: \"[0-9a-f]+\", files: \\[");

    private final boolean complete;
    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();

    /**
     * @param complete whether all nodes have it; else one alone, which has the worker
     */
    NextVersion(boolean complete) {
      this.complete = complete;
    }

    @Override
    public Optional<byte[]> apply(URI address) {
      String path = address.getPath();
      String folder = phone.app().getPath();
      if (!path.startsWith(folder) || path.startsWith(folder + "api/")) {
        return Optional.empty();
      }
      String file = path.substring(folder.length());
      if (!complete && !file.equals("sw.js") && !file.equals("signing.js")) {
        return Optional.empty();
      }
      boolean other = address.getQuery() != null && !address.getQuery().equals("v=" + VERSION);
      return Optional.of(other ? notFound() : answers.computeIfAbsent(file, this::answer));
    }

    private static byte[] notFound() {
      return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] answer(String file) {
      HttpResponse<String> before = before(file.equals("news.js") ? "home.js" : file);
      String says = "\n(globalThis.parts ??= []).push(\"" + file + "\");\n";
      String content =
          switch (file) {
            case "news.js" -> says;
            case "home.js" -> "import \"./news.js\";\n" + before.body() + says;
            case "sw.js" ->
                BUILD
                    .matcher(before.body())
                    .replaceFirst("version: \"" + VERSION + "\", files: [\"news.js\",");
            default -> CHANGED.contains(file) ? before.body() + says : before.body();
          };
      String head =
          before.headers().map().entrySet().stream()
              .filter(header -> KEPT.matcher(header.getKey()).matches())
              .map(header -> header.getKey() + ": " + header.getValue().get(0) + "\r\n")
              .collect(Collectors.joining("", "HTTP/1.1 200 OK\r\n", "Connection: close\r\n\r\n"));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      answer.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
      answer.writeBytes(content.getBytes(StandardCharsets.ISO_8859_1));
      return answer.toByteArray();
    }

    private static final Pattern KEPT =
        Pattern.compile("(?!etag|content-length|transfer-encoding|connection)[a-z-]+");

    /** The file as Keycloak has it, each byte a character. */
    private HttpResponse<String> before(String file) {
      try {
        return http.send(
            HttpRequest.newBuilder(phone.app().resolve(file)).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
