package org.motp.radius.radsec;

import java.net.InetSocketAddress;

/** Is told of connections. Implementations are safe for use by several threads. */
public interface RadSecListener {

  /** Why there is no connection. */
  enum Refusal {
    UNKNOWN_ADDRESS(
        "no client with this address has a certificate in the configuration"
            + " (clients[].certificate)"),
    TOO_MANY("there are too many connections (radsec.connections)"),
    HANDSHAKE("the TLS handshake failed"),
    UNKNOWN_CERTIFICATE("no client with this address has this certificate (clients[].certificate)");

    private final String explanation;

    Refusal(String explanation) {
      this.explanation = explanation;
    }

    public String explanation() {
      return explanation;
    }
  }

  /** Why a connection ended. */
  enum End {
    BY_PEER("the client has closed it"),
    IDLE("nothing came for radsec.idle-timeout"),
    BAD_LENGTH("a packet whose Length is not 20 to 4096 (RFC 6613)"),
    BAD_PACKET("a packet that is malformed or not made with the secret \"radsec\" (RFC 6613)"),
    BROKEN("the connection broke");

    private final String explanation;

    End(String explanation) {
      this.explanation = explanation;
    }

    public String explanation() {
      return explanation;
    }
  }

  /**
   * Somebody did not get a connection.
   *
   * @param detail more about it, or the empty string
   */
  void refused(Refusal why, InetSocketAddress address, String detail);

  /**
   * A connection was opened.
   *
   * @param client what the configuration calls it
   * @param protocol such as TLSv1.3
   * @param subject of its certificate
   */
  void opened(String client, InetSocketAddress address, String protocol, String subject);

  /** A connection was closed that was opened before. */
  void closed(String client, InetSocketAddress address, End why);
}
