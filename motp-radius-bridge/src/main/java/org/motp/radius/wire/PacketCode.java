package org.motp.radius.wire;

/** The packet codes of RFC 2865, 2866, 5176 and 5997 that the bridge knows. */
public final class PacketCode {

  public static final int ACCESS_REQUEST = 1;
  public static final int ACCESS_ACCEPT = 2;
  public static final int ACCESS_REJECT = 3;
  public static final int ACCOUNTING_REQUEST = 4;
  public static final int ACCOUNTING_RESPONSE = 5;
  public static final int ACCESS_CHALLENGE = 11;
  public static final int STATUS_SERVER = 12;
  public static final int DISCONNECT_REQUEST = 40;
  public static final int DISCONNECT_ACK = 41;
  public static final int DISCONNECT_NAK = 42;

  private PacketCode() {}

  /** The name that the RFCs give to a code, or its number. */
  public static String name(int code) {
    return switch (code) {
      case ACCESS_REQUEST -> "Access-Request";
      case ACCESS_ACCEPT -> "Access-Accept";
      case ACCESS_REJECT -> "Access-Reject";
      case ACCOUNTING_REQUEST -> "Accounting-Request";
      case ACCOUNTING_RESPONSE -> "Accounting-Response";
      case ACCESS_CHALLENGE -> "Access-Challenge";
      case STATUS_SERVER -> "Status-Server";
      case DISCONNECT_REQUEST -> "Disconnect-Request";
      case DISCONNECT_ACK -> "Disconnect-ACK";
      case DISCONNECT_NAK -> "Disconnect-NAK";
      default -> "code " + code;
    };
  }
}
