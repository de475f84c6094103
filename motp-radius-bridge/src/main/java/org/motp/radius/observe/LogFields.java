package org.motp.radius.observe;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * The fields of a line of the text log: {@code key="value"}, each after a space. What would end a
 * value or a line is escaped as in JSON (RFC 8259 section 7): a user name is whatever somebody has
 * typed into a VPN client, and must not write fields or lines of its own.
 */
public final class LogFields extends ClassicConverter {

  @Override
  public String convert(ILoggingEvent event) {
    List<KeyValuePair> fields = event.getKeyValuePairs();
    if (fields == null) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (KeyValuePair field : fields) {
      text.append(' ').append(field.key).append("=\"");
      append(String.valueOf(field.value), text);
      text.append('"');
    }
    return text.toString();
  }

  private static void append(String value, StringBuilder text) {
    int codePoint;
    for (int i = 0; i < value.length(); i += Character.charCount(codePoint)) {
      codePoint = value.codePointAt(i);
      append(codePoint, text);
    }
  }

  private static void append(int codePoint, StringBuilder text) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> {
        for (char unit : Character.toChars(codePoint)) {
          text.append("\\u%04x".formatted((int) unit));
        }
      }
      default -> {
        if (codePoint == '"' || codePoint == '\\') {
          text.append('\\');
        }
        text.appendCodePoint(codePoint);
      }
    }
  }
}
