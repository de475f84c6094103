package org.motp.radius.wire;

/**
 * What is asked of the signatures of one NAS, and given to it (CVE-2024-3596).
 *
 * @param messageAuthenticator whether its requests must have a Message-Authenticator; AUTO: from
 *     the first right one on that comes from the same address
 * @param proxyState whether its requests with a Proxy-State must have one; AUTO: unless the first
 *     request from the same address has a Proxy-State without one
 * @param replies whether replies get one; some devices refuse it
 */
public record SignatureRules(Rule messageAuthenticator, Rule proxyState, boolean replies) {

  /** Over TLS nobody can forge anything. */
  static final SignatureRules OVER_TLS = new SignatureRules(Rule.NO, Rule.NO, true);

  /** Whether something is demanded. */
  public enum Rule {
    AUTO,
    YES,
    NO
  }
}
