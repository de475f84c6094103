package org.motp.authenticator.token;

/**
 * What a phone says about the login that asks.
 *
 * @param account who, as typed nowhere but known: the user name
 * @param address where from: an IP address
 * @param application which application
 */
public record LoginDescription(String account, String address, String application) {
  private static final int LONGEST_ADDRESS = 64;
  private static final int LONGEST_TEXT = 255;

  public LoginDescription {
    account = line(account, LONGEST_TEXT);
    address = line(address, LONGEST_ADDRESS);
    application = line(application, LONGEST_TEXT);
  }

  /** One line: nobody may write a second one into the question. */
  private static String line(String text, int longest) {
    StringBuilder line = new StringBuilder();
    for (int codePoint : String.valueOf(text).strip().codePoints().toArray()) {
      int shown = isPlain(codePoint) ? codePoint : ' ';
      if (line.length() + Character.charCount(shown) > longest) {
        break;
      }
      line.appendCodePoint(shown);
    }
    return line.toString();
  }

  /** Neither a control character nor one that turns the direction of the text. */
  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
