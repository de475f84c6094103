package org.motp.tests.screen;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.regex.Pattern;
import org.motp.tests.people.Employee;
import org.motp.tests.people.QrCode;

/** What somebody sees and does in a browser of their own. Belongs to one thread. */
public final class Screen implements AutoCloseable {
  private final BrowserContext context;
  private final Page page;
  private final String language;

  Screen(BrowserContext context, Page page, String language) {
    this.context = context;
    this.page = page;
    this.language = language;
  }

  /** Goes to an address. */
  public Screen open(URI address) {
    page.navigate(address.toString());
    return this;
  }

  /** Types user name and password into the login page. */
  public Screen signIn(Employee employee) {
    type("#username", employee.account());
    type("#password", employee.password());
    return press("#kc-login");
  }

  /** Types into a field, over what stands there. */
  public Screen type(String selector, String text) {
    page.locator(selector).fill(text);
    return this;
  }

  /** Types into a field and presses the Enter key, as people without a mouse do. */
  public Screen typeAndEnter(String selector, String text) {
    type(selector, text);
    page.locator(selector).press("Enter");
    return this;
  }

  /** Presses what this selects. */
  public Screen press(String selector) {
    page.locator(selector).click();
    return this;
  }

  /** Waits until this is to be seen. */
  public Screen sees(String selector) {
    page.locator(selector).first().waitFor();
    return this;
  }

  /** Waits until the address matches. */
  public Screen isAt(Pattern address) {
    page.waitForURL(address);
    return this;
  }

  /** Whether this is to be seen now. */
  public boolean shows(String selector) {
    return page.locator(selector).first().isVisible();
  }

  /** What can be read where this selects. */
  public String text(String selector) {
    return page.locator(selector).first().innerText().strip();
  }

  /** An attribute of the one element that this selects. */
  public String attribute(String selector, String name) {
    return page.locator(selector).getAttribute(name);
  }

  /** What a camera reads that is held in front of this QR code. */
  public String scan(String selector) {
    return QrCode.read(picture(selector));
  }

  /** A picture of what this selects. */
  public byte[] picture(String selector) {
    // A browser may show the page before it has painted the image.
    page.locator(selector).evaluate("async (element) => element.decode?.()");
    return page.locator(selector).screenshot();
  }

  /** Everything that can be read on the page. */
  public String text() {
    return page.locator("body").innerText();
  }

  String language() {
    return language;
  }

  Page page() {
    return page;
  }

  /** The part of the page that is its content, for a picture. */
  Locator content() {
    Locator login = page.locator(".pf-v5-c-login__main");
    return login.count() == 0 ? page.locator("body") : login;
  }

  @Override
  public void close() {
    context.close();
  }
}
