package org.motp.radius.wire;

/** The packet codes of RFC 2865 §3 and RFC 5997 that the bridge knows. */
public final class PacketCode {

  public static final int ACCESS_REQUEST = 1;
  public static final int ACCESS_ACCEPT = 2;
  public static final int ACCESS_REJECT = 3;
  public static final int ACCESS_CHALLENGE = 11;
  public static final int STATUS_SERVER = 12;

  private PacketCode() {}

  /** The name that the RFCs give to a code, or its number. */
  public static String name(int code) {
    return switch (code) {
      case ACCESS_REQUEST -> "Access-Request";
      case ACCESS_ACCEPT -> "Access-Accept";
      case ACCESS_REJECT -> "Access-Reject";
      case ACCESS_CHALLENGE -> "Access-Challenge";
      case STATUS_SERVER -> "Status-Server";
      default -> "code " + code;
    };
  }
}
