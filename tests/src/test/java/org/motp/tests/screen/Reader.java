package org.motp.tests.screen;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks at a page as people do who see badly, use no mouse, hold a phone, or read no English: on a
 * monitor in light colours, on a phone in dark ones.
 */
final class Reader {
  private static final List<String> WCAG_2_2_AA =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  /**
   * Latin words that Chinese readers know: names of products, the manual's own table, languages.
   */
  private static final Set<String> KNOWN =
      Set.of(
          "MOTP",
          "VPN",
          "App",
          "QR",
          "Token",
          "Software",
          "Hardware",
          "FortiClient",
          "iPhone",
          "iPad",
          "Android",
          "Google",
          "Play",
          "English",
          "https");

  private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");

  /** Addresses, serials and names of accounts are what they are in every language. */
  private static final Pattern NO_LANGUAGE =
      Pattern.compile("https?://\\S+|\\b[0-9A-F]{8}\\b|[a-z]+\\.[a-z0-9]+(@[a-z.]+)?");

  private Reader() {}

  /**
   * Reads the page at both widths and leaves it as it was on a computer.
   *
   * @return what is wrong with it, in words
   */
  static List<String> read(Screen screen) {
    Page page = screen.page();
    List<String> wrong = new ArrayList<>(readAsItIs(screen, "on a computer"));
    page.setViewportSize(Chromium.NARROW, Chromium.HEIGHT);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    wrong.addAll(readAsItIs(screen, "on a phone in the dark"));
    page.setViewportSize(Chromium.WIDE, Chromium.HEIGHT);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    return wrong;
  }

  /** Reads the page at the width that it has. */
  static List<String> readAsItIs(Screen screen, String where) {
    return Stream.of(
            overflow(screen.page()),
            cut(screen.page()),
            hindrances(screen.page()),
            language(screen))
        .flatMap(List::stream)
        .map(wrong -> where + ": " + wrong)
        .toList();
  }

  private static List<String> overflow(Page page) {
    Object pixels =
        page.evaluate(
            "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth");
    if (((Number) pixels).intValue() == 0) {
      return List.of();
    }
    Object tooWide =
        page.evaluate(
            """
            () => [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
                .slice(0, 5).map(e => e.outerHTML.slice(0, 160)).join(' | ')""");
    return List.of(pixels + " pixels to scroll sideways, because of " + tooWide);
  }

  /** Keycloak's card hides what is wider than it is. */
  private static List<String> cut(Page page) {
    Object cut =
        page.evaluate(
            """
            () => [...document.querySelectorAll('.pf-v5-c-login__main *')]
                .filter(e => e.checkVisibility({opacityProperty: true, visibilityProperty: true})
                    && getComputedStyle(e.closest('thead') ?? e).clipPath === 'none'
                    && e.getBoundingClientRect().right
                        > e.closest('.pf-v5-c-login__main').getBoundingClientRect().right + 1)
                .slice(0, 5).map(e => e.outerHTML.slice(0, 160)).join(' | ')""");
    return cut.equals("") ? List.of() : List.of("cut off: " + cut);
  }

  private static List<String> hindrances(Page page) {
    return new AxeBuilder(page)
        .withTags(WCAG_2_2_AA).analyze().getViolations().stream()
            .filter(rule -> GRAVE.contains(rule.getImpact()))
            .map(Reader::describe)
            .toList();
  }

  private static String describe(Rule rule) {
    return rule.getId()
        + rule.getNodes().stream()
            .map(node -> node.getHtml() + " " + node.getFailureSummary())
            .toList();
  }

  private static List<String> language(Screen screen) {
    List<String> wrong = new ArrayList<>();
    String said = screen.attribute("html", "lang");
    if (!screen.language().equals(said)) {
      wrong.add("the page says that it is in " + said);
    }
    if (screen.language().startsWith("zh")) {
      latinWords(screen).forEach(word -> wrong.add("Latin: " + word));
    }
    return wrong;
  }

  private static List<String> latinWords(Screen screen) {
    String text = screen.text();
    if (screen.shows("#motp-key")) {
      text = text.replace(screen.text("#motp-key"), "");
    }
    return WORD.matcher(NO_LANGUAGE.matcher(text).replaceAll(""))
        .results()
        .map(MatchResult::group)
        .filter(word -> !KNOWN.contains(word))
        .distinct()
        .toList();
  }
}
