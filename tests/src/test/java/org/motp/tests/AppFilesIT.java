package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;

/**
 * The files of our app as Keycloak serves them: small, nobody else's, and never two versions mixed.
 */
@InHouse
class AppFilesIT {
  private static final int MOST_BYTES = 150_000;
  private static final Pattern BUILD =
      Pattern.compile("const BUILD = \\{version: \"([0-9a-f]+)\", files: \\[([^\\]]*)\\]\\};");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI app;

  AppFilesIT(House house) {
    this.app = house.url().resolve("/realms/motp/motp/app/");
  }

  @Test
  void wholeAppIsSmall() throws Exception {
    int all = get("sw.js").body().length;
    for (String file : files().toList()) {
      HttpResponse<byte[]> answer = get(file);
      assertThat(answer.statusCode()).as(file).isEqualTo(200);
      all += answer.body().length;
    }
    System.out.println("The app: " + all + " bytes");
    assertThat(all).isLessThan(MOST_BYTES);
  }

  @Test
  void everyFileMayOnlyAskThisServer() throws Exception {
    for (String file :
        Stream.concat(files(), Stream.of("sw.js", "manifest.webmanifest")).toList()) {
      HttpResponse<byte[]> answer = get(file);
      assertThat(header(answer, "Content-Security-Policy"))
          .as(file)
          .startsWith("default-src 'none'; script-src 'self';")
          .contains("require-trusted-types-for 'script'", "frame-ancestors 'none'")
          .doesNotContain("unsafe", "*", "http:", "https:", "data:", "blob:");
      assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
    }
    assertThat(header(get("main.js"), "Content-Type")).startsWith("text/javascript");
    assertThat(header(get(""), "Content-Type")).startsWith("text/html");
    assertThat(header(get("manifest.webmanifest"), "Content-Type"))
        .isEqualTo("application/manifest+json");
  }

  @Test
  void browserWithTheNewestCopyGetsNoOtherAndNobodyGetsAMixture() throws Exception {
    String tag = header(get("main.js"), "ETag");
    assertThat(get("main.js", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(get("main.js", "If-None-Match", "\"another\"").statusCode()).isEqualTo(200);
    assertThat(get("main.js?v=" + build().group(1)).statusCode()).isEqualTo(200);
    assertThat(get("main.js?v=0123456789abcdef").statusCode())
        .as("a worker of another version")
        .isEqualTo(404);
  }

  @Test
  void nothingElseIsServed() throws Exception {
    for (String file :
        List.of("files.txt", "..%2fMETA-INF%2fMANIFEST.MF", "nothing.js", "x/main.js")) {
      assertThat(get(file).statusCode()).as(file).isEqualTo(404);
    }
    HttpResponse<byte[]> answer =
        send(HttpRequest.newBuilder(URI.create(app.toString().replaceAll("/$", ""))));
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(header(answer, "Location")).isEqualTo(app.toString());
  }

  private Stream<String> files() throws Exception {
    return Pattern.compile("\"([^\"]*)\"").matcher(build().group(2)).results().map(m -> m.group(1));
  }

  private Matcher build() throws Exception {
    Matcher build =
        BUILD.matcher(
            new String(get("sw.js", "Accept-Encoding", "identity").body(), StandardCharsets.UTF_8));
    assertThat(build.find()).isTrue();
    return build;
  }

  private HttpResponse<byte[]> get(String file) throws IOException, InterruptedException {
    return get(file, "Accept-Encoding", "gzip, deflate, br");
  }

  private HttpResponse<byte[]> get(String file, String header, String value)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(app.resolve(file));
    if (!header.equals("Accept-Encoding")) {
      request.header("Accept-Encoding", "gzip, deflate, br");
    }
    return send(request.header(header, value));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.GET().build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
