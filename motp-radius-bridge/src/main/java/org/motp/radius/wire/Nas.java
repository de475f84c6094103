package org.motp.radius.wire;

import java.nio.charset.Charset;
import java.util.Locale;

/**
 * A NAS (or a network of them) that may ask: what the bridge was told about it.
 *
 * @param name how the log calls it
 * @param secret what is shared with it
 * @param messageAuthenticator whether its requests have to be signed
 * @param passwordCharset how it encodes User-Password
 * @param locale the language of what its users read
 * @param notices how a user is told that something must be done first
 */
public record Nas(
    String name,
    SharedSecret secret,
    SignaturePolicy messageAuthenticator,
    Charset passwordCharset,
    Locale locale,
    Notices notices) {

  /** Whether requests without Message-Authenticator are answered (CVE-2024-3596). */
  public enum SignaturePolicy {
    /** Until the first signed one comes from the same address. */
    AUTO,
    YES,
    NO
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
