package org.motp.tests.screen;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.motp.tests.house.House;
import org.motp.tests.house.Tool;
import org.motp.tests.house.WebProxy;

/**
 * A smartphone on which somebody opens our app: a Chromium with a camera, and with a memory that
 * outlives a restart. It notes what the app asks of whom, and what its Content-Security-Policy had
 * to stop. Belongs to one thread.
 */
public final class SmartPhone implements AutoCloseable {
  private static final double PATIENCE_MILLISECONDS = 30_000;
  private static final double PIXELS = 2;

  private final House house;
  private final String language;
  private final Path memory;
  private final Path film;
  private final Playwright playwright;
  private final List<String> requests = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final List<String> scripts = new ArrayList<>();
  private final List<String> permissions =
      new ArrayList<>(List.of("camera", "clipboard-read", "clipboard-write"));
  private final List<String> arguments = new ArrayList<>(Chromium.FLAGS);
  private ColorScheme colours = ColorScheme.LIGHT;
  private String userAgent;
  private Screen screen;
  private String seen = "";

  private SmartPhone(House house, String language, Path folder) {
    this.house = house;
    this.language = language;
    this.memory = folder.resolve("memory");
    this.film = folder.resolve("camera.y4m");
    Film.ofNothing(film);
    arguments.add("--use-fake-device-for-media-stream");
    arguments.add("--use-file-for-fake-video-capture=" + film);
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  /**
   * A phone that is switched off.
   *
   * @param language what its browser prefers, such as zh-TW
   */
  public static SmartPhone bought(House house, String language) {
    Tool.CHROMIUM.path();
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "phone");
      return new SmartPhone(house, language, folder.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its user likes it dark. */
  public SmartPhone inTheDark() {
    colours = ColorScheme.DARK;
    return this;
  }

  /** Its user allows notifications, once asked. */
  public SmartPhone whoseUserAllowsNotifications() {
    permissions.add("notifications");
    return this;
  }

  /** What it asks goes this way. */
  public SmartPhone behind(WebProxy proxy) {
    arguments.add("--proxy-server=127.0.0.1:" + proxy.port());
    arguments.add("--proxy-bypass-list=<-loopback>");
    return this;
  }

  /** Its browser says that it is another one. */
  public SmartPhone thatCallsItself(String otherUserAgent) {
    userAgent = otherUserAgent;
    return this;
  }

  /** Something is different about its browser, from the first line of each page on. */
  public SmartPhone where(String script) {
    scripts.add(script);
    return this;
  }

  /** Switches it on, or off and on again. */
  public SmartPhone starts() {
    switchOff();
    BrowserType.LaunchPersistentContextOptions options =
        new BrowserType.LaunchPersistentContextOptions()
            .setExecutablePath(Tool.CHROMIUM.path())
            .setArgs(arguments)
            .setLocale(language)
            .setColorScheme(colours)
            .setViewportSize(Chromium.NARROW, Chromium.HEIGHT)
            .setDeviceScaleFactor(PIXELS)
            .setHasTouch(true)
            .setIsMobile(true);
    if (userAgent != null) {
      options.setUserAgent(userAgent);
    }
    BrowserContext context = playwright.chromium().launchPersistentContext(memory, options);
    context.setDefaultTimeout(PATIENCE_MILLISECONDS);
    // Without an origin Chromium would not grant notifications.
    context.grantPermissions(
        permissions,
        new BrowserContext.GrantPermissionsOptions().setOrigin(house.url().toString()));
    scripts.forEach(context::addInitScript);
    context.onRequest(request -> requests.add(request.url()));
    context.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")
              || message.text().contains("Trusted")) {
            violations.add(message.text());
          }
        });
    screen = new Screen(context, context.pages().get(0), language);
    return this;
  }

  /** Opens the app. */
  public SmartPhone opensTheApp() {
    screen.open(app()).sees("body[data-page]");
    return this;
  }

  /** The app's service worker, which is there when the app has been opened. */
  public AppWorker worker() {
    screen.page().evaluate("() => navigator.serviceWorker.ready.then(() => true)");
    return new AppWorker(screen.page());
  }

  /** Its user chooses another language in the app's settings. */
  public SmartPhone choosesLanguage(String tag) {
    screen.page().selectOption("#language", tag);
    screen.page().waitForCondition(() -> tag.equals(screen.attribute("html", "lang")));
    return this;
  }

  /** Waits until a function of the app's page is true, over reloads of it. */
  public SmartPhone waitsFor(String function) {
    screen.page().waitForFunction(function);
    return this;
  }

  /**
   * Asks for a new version of the app, as browsers do from time to time; waits until it is there.
   */
  public SmartPhone looksForANewVersion() {
    screen
        .page()
        .evaluate(
            """
            async () => {
              const registration = await navigator.serviceWorker.ready;
              await registration.update();
              const {installing} = registration;
              await new Promise((resolve) => {
                if (installing === null) {
                  resolve();
                }
                installing?.addEventListener("statechange", resolve);
              });
            }""");
    return this;
  }

  /** Leaves the app. */
  public SmartPhone leavesTheApp() {
    screen.open(URI.create("about:blank"));
    return this;
  }

  /** Opens a link to the app, as the phone's own camera does. */
  public SmartPhone opens(String link) {
    // The same page with another fragment would not be loaded anew.
    leavesTheApp().screen.open(URI.create(link)).sees("body[data-page]");
    return this;
  }

  /** The app's address. */
  public URI app() {
    return house.url().resolve("/realms/motp/motp/app/");
  }

  /** What stands in the address bar. */
  public String address() {
    return screen.page().url();
  }

  /** Holds something before the camera. */
  public SmartPhone isHeldBefore(byte[] png) {
    Film.of(png, film);
    return this;
  }

  /** Chooses a photo of this from the gallery. */
  public SmartPhone choosesPhoto(byte[] png) {
    screen.page().setInputFiles("#photo", new FilePayload("IMG_0001.png", "image/png", png));
    return this;
  }

  /** The network comes or goes. */
  public SmartPhone network(boolean there) {
    screen.page().context().setOffline(!there);
    return this;
  }

  /** The six digits that the user types into the web page. */
  public String digits() {
    return house
        .secrets()
        .code(screen.sees("#confirmation").text("#confirmation").replaceAll("(?U)\\s", ""));
  }

  /** The code that the app shows now. */
  public String code() {
    seen = house.secrets().code(shown());
    return seen;
  }

  private String shown() {
    screen.page().waitForFunction("() => /\\d/.test(document.querySelector('.code')?.textContent)");
    return screen.text(".code-line .code").replaceAll("(?U)\\s", "");
  }

  /** Waits until the app shows a code that nobody has seen yet, and reads it. */
  public String newCode() {
    Page page = screen.page();
    Runnable nextStep = () -> house.clock().advance(house.clock().untilNextCode());
    page.waitForResponse(Pattern.compile(".*/api/token"), nextStep);
    page.waitForResponse(Pattern.compile(".*/api/token"), () -> {});
    page.waitForFunction(
        "seen => document.querySelector('.code-line .code').textContent.replace(/\\s/g, '') !== seen",
        seen);
    return code();
  }

  /**
   * What a function of the app's page makes of an argument, as text.
   *
   * @param function in JavaScript, whose imports are the app's modules
   */
  public String computes(String function, Object argument) {
    String located = function.replace("import('./", "import('" + app());
    return String.valueOf(screen.page().evaluate(located, argument));
  }

  public Screen screen() {
    return screen;
  }

  /** The addresses that were asked for so far. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** What the Content-Security-Policy has stopped so far. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  private void switchOff() {
    if (screen != null) {
      screen.close();
      screen = null;
    }
  }

  @Override
  public void close() {
    switchOff();
    playwright.close();
  }
}
