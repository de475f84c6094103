package org.motp.tests.screen;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The pictures of the user guide in one language, numbered in the order in which they are taken.
 */
public final class Album {
  private static final Path GUIDE = Path.of("target/guide");

  private final Path folder;
  private final List<String> findings = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  /**
   * @param language such as zh-TW, the name of the folder
   */
  public Album(String language) {
    this.folder = GUIDE.resolve(language);
  }

  /**
   * Pictures that are not for the guide.
   *
   * @param name of their folder within that of the language
   */
  public Album(String language, String name) {
    this.folder = GUIDE.resolve(language).resolve(name);
  }

  /** Takes a picture of a page on a computer, and reads it as its readers do. */
  public void take(Screen computer, String name) {
    keep(computer, name);
    Reader.read(computer).forEach(wrong -> findings.add(name + " " + wrong));
  }

  /** The same for a page on a phone. */
  public void takeOnPhone(Screen phone, String name) {
    keep(phone, name);
    Reader.readAsItIs(phone, "on a phone").forEach(wrong -> findings.add(name + " " + wrong));
  }

  /** A picture of what the page is about; the wallpaper around it is left out. */
  private void keep(Screen screen, String name) {
    names.add(String.format(Locale.ROOT, "%02d-%s.png", names.size() + 1, name));
    screen.page().evaluate("() => document.activeElement?.blur()");
    screen
        .content()
        .screenshot(
            new Locator.ScreenshotOptions()
                .setPath(folder.resolve(names.get(names.size() - 1)))
                .setAnimations(ScreenshotAnimations.DISABLED));
  }

  /** The names of the files, in the order in which the pictures were taken. */
  public List<String> names() {
    return List.copyOf(names);
  }

  /** What was wrong with the pages that were taken so far, in words. */
  public List<String> findings() {
    return List.copyOf(findings);
  }
}
