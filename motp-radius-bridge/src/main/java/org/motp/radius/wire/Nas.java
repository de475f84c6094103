package org.motp.radius.wire;

import java.nio.charset.Charset;
import java.util.Locale;

/**
 * A NAS (or a network of them) that may ask: what the bridge was told about it.
 *
 * @param name how the log calls it
 * @param secret what is shared with it
 * @param signatures what is asked of its signatures
 * @param passwordCharset how it encodes User-Password
 * @param locale the language of what its users read
 * @param notices how a user is told that something must be done first
 * @param disconnectPort UDP port on which it takes Disconnect-Requests (RFC 5176)
 */
public record Nas(
    String name,
    SharedSecret secret,
    SignatureRules signatures,
    Charset passwordCharset,
    Locale locale,
    Notices notices,
    int disconnectPort) {

  private static final SharedSecret RADSEC = new SharedSecret("radsec");

  /** The same NAS as it asks over TLS, where the secret is fixed (RFC 6614 §2.3). */
  public Nas overTls() {
    return new Nas(
        name, RADSEC, SignatureRules.OVER_TLS, passwordCharset, locale, notices, disconnectPort);
  }

  /** How a user learns that the password was right and something else has to be done first. */
  public enum Notices {
    /** By the text of an Access-Reject. */
    REJECT,
    /**
     * By an Access-Challenge, any answer to which is rejected: some clients hide a Reject's text.
     */
    CHALLENGE
  }
}
