package org.motp.tests.people;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** A browser window as a person sees it: pixels, and the words that can be read. */
public final class Screen {
  private static final Path FOLDER = Path.of("target/screenshots");

  /** Three words in a row: names of products are shorter. */
  private static final Pattern ENGLISH_SENTENCE =
      Pattern.compile("[A-Za-z]{2,}(?:[ ,]+[A-Za-z']{2,}){2,}");

  private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}+");

  /** What is visible, is no key, and is not marked as being in another language. */
  private static final String VISIBLE_TEXT =
      """
      language => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const lines = [];
        while (walker.nextNode()) {
          const parent = walker.currentNode.parentElement;
          const marked = parent.closest('[lang]');
          const foreign = marked && !language.startsWith(marked.lang.slice(0, 2));
          if (!foreign && !parent.closest('script, style, noscript, code')
              && parent.checkVisibility()) {
            lines.push(walker.currentNode.textContent.trim());
          }
        }
        return lines.filter(line => line).join('\\n');
      }
      """;

  private final Page page;
  private final String language;

  public Screen(Page page, String language) {
    this.page = page;
    this.language = language;
  }

  /** Keeps a picture of it for the documentation. */
  public Screen photographed(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(FOLDER.resolve(name + "-" + language + ".png"))
            .setFullPage(true));
    return this;
  }

  /** What a phone's camera reads from the screen. */
  public String qrCode() {
    byte[] png = page.screenshot(new Page.ScreenshotOptions().setFullPage(true));
    try {
      var picture = ImageIO.read(new ByteArrayInputStream(png));
      return new MultiFormatReader()
          .decode(
              new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(picture))),
              Map.of(DecodeHintType.TRY_HARDER, true))
          .getText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NotFoundException e) {
      throw new AssertionError("no QR code can be read from the screen", e);
    }
  }

  /** Phrases in a language that this page should not be in. */
  public List<String> foreignPhrases() {
    String text = (String) page.evaluate(VISIBLE_TEXT, language);
    Pattern foreign = language.startsWith("zh") ? ENGLISH_SENTENCE : CHINESE;
    return foreign.matcher(text).results().map(result -> result.group()).toList();
  }
}
