package org.motp.radius.wire;

/** Attribute types that the bridge itself acts on (RFC 2865, 2869, 3162, 3579). */
public final class AttributeType {

  public static final int USER_NAME = 1;
  public static final int USER_PASSWORD = 2;
  public static final int CHAP_PASSWORD = 3;
  public static final int NAS_IP_ADDRESS = 4;
  public static final int FRAMED_IP_ADDRESS = 8;
  public static final int REPLY_MESSAGE = 18;
  public static final int STATE = 24;
  public static final int VENDOR_SPECIFIC = 26;
  public static final int CALLING_STATION_ID = 31;
  public static final int NAS_IDENTIFIER = 32;
  public static final int PROXY_STATE = 33;
  public static final int EAP_MESSAGE = 79;
  public static final int MESSAGE_AUTHENTICATOR = 80;
  public static final int NAS_IPV6_ADDRESS = 95;

  private AttributeType() {}
}
