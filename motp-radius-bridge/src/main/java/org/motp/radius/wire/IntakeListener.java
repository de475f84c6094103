package org.motp.radius.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Is told what happens to packets. Implementations are safe for use by several threads. */
public interface IntakeListener {

  /** Why a packet was dropped. */
  enum Drop {
    UNKNOWN_CLIENT("it comes from an address that no client in the configuration has"),
    MALFORMED("it is no RADIUS packet"),
    UNEXPECTED_CODE("it is neither Access-Request nor Status-Server"),
    NOT_FOR_ACCOUNTING("it is neither Accounting-Request nor Status-Server"),
    WRONG_AUTHENTICATOR("its authenticator is wrong: most likely the shared secret differs"),
    WRONG_SIGNATURE("its Message-Authenticator is wrong: most likely the shared secret differs"),
    UNSIGNED(
        "it has no Message-Authenticator, which is required"
            + " (FortiOS signs from 7.2.10, 7.4.5 and 7.6.1 on)"),
    UNSIGNED_PROXY_STATE(
        "it has a Proxy-State and no Message-Authenticator, as forged requests have (CVE-2024-3596)"),
    UNSIGNED_EAP("it has an EAP-Message and no Message-Authenticator (RFC 3579)"),
    TOO_MANY_OPEN("too many requests wait for Keycloak (limits.open-requests)"),
    TOO_FAST("packets come faster than the bridge can look at them"),
    NO_ROOM_FOR_REPLY("its Proxy-State leaves no room for a reply");

    private final String explanation;

    Drop(String explanation) {
      this.explanation = explanation;
    }

    public String explanation() {
      return explanation;
    }
  }

  /**
   * A packet was dropped.
   *
   * @param nas whose address it came from; empty if it is unknown
   * @param detail more about it, or the empty string
   */
  void dropped(Drop why, InetSocketAddress source, Optional<Nas> nas, String detail);

  /**
   * A packet of a client was let in.
   *
   * @param code one of {@link PacketCode}
   * @param again whether it is the same as one that came before
   */
  default void arrived(Nas nas, int code, boolean again) {}

  /**
   * A request has been worked on.
   *
   * @param took from its arrival until now
   * @param duplicates how often it was sent again meanwhile
   * @param sent whether a reply went out; false also if it came after the deadline
   */
  void finished(Request request, Answer answer, Duration took, int duplicates, boolean sent);

  /** The handler failed, which is a defect of the bridge. */
  void failed(Request request, Throwable cause);
}
