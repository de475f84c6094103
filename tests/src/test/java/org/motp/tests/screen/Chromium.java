package org.motp.tests.screen;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.util.List;
import java.util.Map;
import org.motp.tests.house.Tool;

/** The machine's own Chromium without a window. Belongs to one thread. */
public final class Chromium implements AutoCloseable {
  /** A monitor as wide as offices have them. */
  static final int WIDE = 1280;

  /** The narrowest phone that the pages have to be readable on. */
  static final int NARROW = 360;

  static final int HEIGHT = 900;
  private static final double PATIENCE_MILLISECONDS = 30_000;
  static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-quic",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it; skips the test where no Chromium is installed. */
  public static Chromium start() {
    Tool chromium = Tool.CHROMIUM;
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions().setExecutablePath(chromium.path()).setArgs(FLAGS);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      return new Chromium(playwright, playwright.chromium().launch(options));
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  /**
   * Somebody sits down at a computer: a browser without any cookie.
   *
   * @param language what the browser prefers, such as zh-TW
   */
  public Screen onComputer(String language) {
    return screen(options(language).setViewportSize(WIDE, HEIGHT), language);
  }

  /** Somebody takes a phone: narrow, and with fingers instead of a mouse. */
  public Screen onPhone(String language) {
    return screen(
        options(language).setViewportSize(NARROW, HEIGHT).setHasTouch(true).setIsMobile(true),
        language);
  }

  private static Browser.NewContextOptions options(String language) {
    return new Browser.NewContextOptions().setLocale(language);
  }

  private Screen screen(Browser.NewContextOptions options, String language) {
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(PATIENCE_MILLISECONDS);
    return new Screen(context, context.newPage(), language);
  }

  @Override
  public void close() {
    playwright.close();
  }
}
