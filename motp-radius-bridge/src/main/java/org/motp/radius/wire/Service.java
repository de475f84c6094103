package org.motp.radius.wire;

/** What a port is for: which requests it takes, and how it answers Status-Server (RFC 5997 §4). */
public enum Service {
  AUTHENTICATION(PacketCode.ACCESS_REQUEST, PacketCode.ACCESS_ACCEPT),
  ACCOUNTING(PacketCode.ACCOUNTING_REQUEST, PacketCode.ACCOUNTING_RESPONSE);

  private final int request;
  private final int alive;

  Service(int request, int alive) {
    this.request = request;
    this.alive = alive;
  }

  /** The code of its requests. */
  int request() {
    return request;
  }

  /** The code that answers Status-Server. */
  int alive() {
    return alive;
  }
}
