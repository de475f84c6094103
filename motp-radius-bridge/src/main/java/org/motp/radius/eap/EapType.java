package org.motp.radius.eap;

import java.util.StringJoiner;

/** EAP method types (RFC 3748 §5 and IANA's registry) that are acted on or named in the log. */
final class EapType {

  /** A packet without a type. No method has this number. */
  static final int NONE = 0;

  static final int IDENTITY = 1;
  static final int NOTIFICATION = 2;
  static final int NAK = 3;
  static final int GTC = 6;
  static final int TTLS = 21;

  private static final int MOST_NAMED = 8;

  private EapType() {}

  /** What a Nak asks for instead; the beginning of it, if that is more than anybody reads. */
  static String wanted(byte[] types) {
    StringJoiner names = new StringJoiner(", ");
    for (int i = 0; i < Math.min(types.length, MOST_NAMED); i++) {
      names.add(types[i] == 0 ? "nothing else" : name(Byte.toUnsignedInt(types[i])));
    }
    return types.length > MOST_NAMED ? names + " and others" : names.toString();
  }

  /** How people call a method, or its number. */
  static String name(int type) {
    return switch (type) {
      case IDENTITY -> "Identity";
      case NOTIFICATION -> "Notification";
      case NAK -> "Nak";
      case 4 -> "EAP-MD5";
      case 5 -> "EAP-OTP";
      case GTC -> "EAP-GTC";
      case 13 -> "EAP-TLS";
      case TTLS -> "EAP-TTLS";
      case 25 -> "PEAP";
      case 26 -> "EAP-MSCHAPv2";
      case 43 -> "EAP-FAST";
      case 52 -> "EAP-PWD";
      case 55 -> "TEAP";
      default -> "EAP type " + type;
    };
  }
}
