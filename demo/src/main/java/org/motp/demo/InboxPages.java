package org.motp.demo;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The inbox as three kinds of pages: {@code /} lists the mails, {@code /1} shows the first one, and
 * {@code /1/html} is what its frame loads. Whatever a mail contains, no script of it runs, and
 * nothing is fetched from elsewhere.
 */
final class InboxPages {

  /** An answer to the browser. */
  record Page(int status, String contentSecurityPolicy, String html) {}

  private static final String OWN_PAGES =
      "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'none';"
          + " base-uri 'none'; frame-ancestors 'none'";
  private static final String FOREIGN_HTML =
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
          + " style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
  private static final Pattern MAIL = Pattern.compile("/(\\d{1,6})(/html)?");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private static final String STYLE =
      """
      <style>
        body { font: 16px/1.5 system-ui, "Noto Sans CJK TC", sans-serif; margin: 2rem auto;
               max-width: 56rem; padding: 0 1rem; color: #1c2733; background: #f6f8fa; }
        h1 { font-size: 1.4rem; } a { color: #0b5cad; }
        table { width: 100%; border-collapse: collapse; background: #fff; }
        th, td { text-align: left; padding: .6rem .8rem; border-bottom: 1px solid #dde3e9;
                 vertical-align: top; }
        td.time { white-space: nowrap; color: #5a6772; }
        pre, iframe { background: #fff; border: 1px solid #dde3e9; padding: 1rem; width: 100%;
                      box-sizing: border-box; white-space: pre-wrap; overflow-wrap: anywhere; }
        iframe { height: 24rem; }
        @media (prefers-color-scheme: dark) {
          body { color: #dfe6ee; background: #14191f; } a { color: #7ab7ff; }
          table, pre { background: #1c232b; } th, td, pre, iframe { border-color: #333d47; }
        }
      </style>
      """;

  private final List<ReceivedMail> mails;

  /**
   * @param mails oldest first
   */
  InboxPages(List<ReceivedMail> mails) {
    this.mails = List.copyOf(mails);
  }

  Page at(String path) {
    if (path.equals("/")) {
      return new Page(200, OWN_PAGES, list());
    }
    Matcher mail = MAIL.matcher(path);
    int number = mail.matches() ? Integer.parseInt(mail.group(1)) : 0;
    if (number < 1 || number > mails.size()) {
      return new Page(404, OWN_PAGES, document("404", "", "<p>404</p>"));
    }
    ReceivedMail wanted = mails.get(number - 1);
    return mail.group(2) == null
        ? new Page(200, OWN_PAGES, show(number, wanted))
        : new Page(200, FOREIGN_HTML, "<base target=\"_blank\">" + wanted.html());
  }

  private String list() {
    StringBuilder rows = new StringBuilder();
    for (int number = mails.size(); number > 0; number--) {
      ReceivedMail mail = mails.get(number - 1);
      rows.append("<tr><td class=\"time\">").append(TIME.format(mail.sent()));
      rows.append("</td><td>").append(escape(mail.to()));
      rows.append("</td><td><a href=\"/").append(number).append("\">");
      rows.append(mail.subject().isBlank() ? "(—)" : escape(mail.subject()));
      rows.append("</a></td></tr>\n");
    }
    String table =
        rows.isEmpty()
            ? "<p>還沒有郵件。 No mail yet.</p>"
            : "<table><tr><th>時間 Time</th><th>收件人 To</th><th>主旨 Subject</th></tr>\n"
                + rows
                + "</table>";
    return document(
        "收件匣 Inbox (" + mails.size() + ")",
        "<meta http-equiv=\"refresh\" content=\"3\">",
        "<h1>收件匣 Inbox</h1>" + table);
  }

  private static String show(int number, ReceivedMail mail) {
    StringBuilder page = new StringBuilder("<p><a href=\"/\">← 收件匣 Inbox</a></p><h1>");
    page.append(escape(mail.subject())).append("</h1><table>");
    page.append("<tr><th>寄件人 From</th><td>").append(escape(mail.from())).append("</td></tr>");
    page.append("<tr><th>收件人 To</th><td>").append(escape(mail.to())).append("</td></tr>");
    page.append("<tr><th>時間 Time</th><td>").append(TIME.format(mail.sent()));
    page.append("</td></tr></table>");
    if (!mail.html().isEmpty()) {
      page.append(
              "<p><iframe title=\"HTML\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\"")
          .append(" src=\"/")
          .append(number)
          .append("/html\"></iframe></p>");
    }
    if (!mail.text().isEmpty()) {
      page.append("<pre>").append(escape(mail.text())).append("</pre>");
    }
    return document(escape(mail.subject()), "", page.toString());
  }

  private static String document(String title, String head, String body) {
    return "<!doctype html><html lang=\"zh-Hant\"><head><meta charset=\"utf-8\"><title>"
        + title
        + "</title><meta name=\"viewport\" content=\"width=device-width\">"
        + head
        + STYLE
        + "</head><body>"
        + body
        + "</body></html>";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
