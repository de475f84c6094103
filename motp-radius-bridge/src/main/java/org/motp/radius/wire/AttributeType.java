package org.motp.radius.wire;

/**
 * Attribute types that the bridge itself acts on (RFC 2865, 2866, 2869, 3162, 3579, 5176, 6911).
 */
public final class AttributeType {

  public static final int USER_NAME = 1;
  public static final int USER_PASSWORD = 2;
  public static final int CHAP_PASSWORD = 3;
  public static final int NAS_IP_ADDRESS = 4;
  public static final int NAS_PORT = 5;
  public static final int FRAMED_IP_ADDRESS = 8;
  public static final int FRAMED_MTU = 12;
  public static final int REPLY_MESSAGE = 18;
  public static final int STATE = 24;
  public static final int CLASS = 25;
  public static final int VENDOR_SPECIFIC = 26;
  public static final int CALLING_STATION_ID = 31;
  public static final int NAS_IDENTIFIER = 32;
  public static final int PROXY_STATE = 33;
  public static final int ACCT_STATUS_TYPE = 40;
  public static final int ACCT_DELAY_TIME = 41;
  public static final int ACCT_INPUT_OCTETS = 42;
  public static final int ACCT_OUTPUT_OCTETS = 43;
  public static final int ACCT_SESSION_ID = 44;
  public static final int ACCT_SESSION_TIME = 46;
  public static final int ACCT_INPUT_GIGAWORDS = 52;
  public static final int ACCT_OUTPUT_GIGAWORDS = 53;
  public static final int EVENT_TIMESTAMP = 55;
  public static final int CONNECT_INFO = 77;
  public static final int EAP_MESSAGE = 79;
  public static final int MESSAGE_AUTHENTICATOR = 80;
  public static final int NAS_IPV6_ADDRESS = 95;
  public static final int FRAMED_IPV6_PREFIX = 97;
  public static final int ERROR_CAUSE = 101;
  public static final int FRAMED_IPV6_ADDRESS = 168;

  private AttributeType() {}
}
