package org.motp.radius.login;

import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;

/** Text for a user in one Reply-Message: at most 253 bytes of UTF-8, no control characters. */
final class ReplyMessage {

  private ReplyMessage() {}

  /** The attribute; text that is too long is cut between two characters. */
  static Attribute of(String text) {
    StringBuilder fitting = new StringBuilder();
    int bytes = 0;
    for (int codePoint : text.strip().codePoints().toArray()) {
      int shown = Character.isISOControl(codePoint) || isLoneSurrogate(codePoint) ? ' ' : codePoint;
      bytes += utf8Length(shown);
      if (bytes > Attribute.MAX_VALUE) {
        break;
      }
      fitting.appendCodePoint(shown);
    }
    return Attribute.ofText(AttributeType.REPLY_MESSAGE, fitting.toString());
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  private static int utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
