package org.motp.tests.people;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A page that a {@link WebSession} sees. */
public final class WebPage {
  private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

  private final WebSession session;
  private final int status;
  private final URI uri;
  private final Document document;

  WebPage(WebSession session, int status, URI uri, Document document) {
    this.session = session;
    this.status = status;
    this.uri = uri;
    this.document = document;
  }

  public int status() {
    return status;
  }

  /** All that can be read. */
  public String text() {
    return document.text();
  }

  public boolean has(String selector) {
    return document.selectFirst(selector) != null;
  }

  /** The text of the one element that this selects. */
  public String text(String selector) {
    return element(selector).text();
  }

  /** What a camera reads that is held in front of this QR code. */
  public String scan(String selector) {
    String picture = element(selector).attr("src").replace("data:image/png;base64,", "");
    return QrCode.read(Base64.getDecoder().decode(picture));
  }

  /** An attribute of the one element that this selects. */
  public String attribute(String selector, String name) {
    return element(selector).attr(name);
  }

  /** What the page's script gets when it asks this address with the browser's cookies. */
  public JsonNode ask(String address) {
    return session.ask(URI.create(address));
  }

  /** Whether the page that asks for the phone is told to go on waiting. */
  public boolean waitsForPhone() {
    return waitsForPhone(session);
  }

  /** The same when another browser asks for this page's login. */
  public boolean waitsForPhone(WebSession browser) {
    URI status = URI.create(attribute("#motp-form", "data-status"));
    return browser.ask(status).path("waiting").asBoolean();
  }

  /** Whether the login is over and the browser is where it wanted to go. */
  public boolean arrived() {
    return CODE.matcher(uri.toString()).find();
  }

  String authorizationCode() {
    Matcher code = CODE.matcher(uri.toString());
    if (!code.find()) {
      throw new AssertionError("the login has not ended: " + text());
    }
    return code.group(1);
  }

  /** Fills in user name and password. */
  public WebPage signIn(String user, String password) {
    return submit("#kc-form-login", Map.of("username", user, "password", password));
  }

  /** Types a code into the page's field. */
  public WebPage typeCode(String code) {
    return submit("#motp-form", Map.of("otp", code));
  }

  /** Presses the page's main button. */
  public WebPage next() {
    return submit("#motp-form", Map.of());
  }

  /** Presses a button that says something of its own. */
  public WebPage press(String selector) {
    Element button = element(selector);
    return submit("#motp-form", Map.of(button.attr("name"), button.attr("value")));
  }

  /** Loads the page again. */
  public WebPage reload() {
    return session.get(uri);
  }

  /** Sends a form with its hidden fields and what is typed. */
  public WebPage submit(String form, Map<String, String> typed) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Element hidden : element(form).select("input[type=hidden]")) {
      fields.put(hidden.attr("name"), hidden.attr("value"));
    }
    fields.putAll(typed);
    return session.post(URI.create(element(form).absUrl("action")), fields);
  }

  private Element element(String selector) {
    Element found = document.selectFirst(selector);
    if (found == null) {
      throw new AssertionError("no " + selector + " on the page (" + status + "): " + text());
    }
    return found;
  }
}
