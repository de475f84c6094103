package org.motp.radius.eap;

/** Why an EAP conversation ends before anybody has logged in, and who can change that. */
public enum EapRefusal {
  NOT_CONFIGURED(
      "EAP is asked for and is not set up: set eap.certificate-file and eap.key-file here for IKEv2; for"
          + " SSL-VPN and IKEv1 set auth-type pap in config user radius on the FortiGate"),
  NOT_FOR_CLIENT(
      "EAP is not allowed for this client: name it in eap.clients here, or set auth-type pap in"
          + " config user radius on the FortiGate"),
  OTHER_METHOD(
      "the VPN client wants another method than EAP-TTLS, which is the only one that hands over a"
          + " password: set the EAP method of FortiClient (7.4.3 or later) to EAP-TTLS"),
  OTHER_INNER_METHOD(
      "the VPN client wants another method inside EAP-TTLS than PAP or EAP-GTC: set its inner"
          + " (phase 2) method to PAP"),
  UNTRUSTED(
      "the VPN client broke the TLS handshake off: most likely it does not trust the certificate of"
          + " eap.certificate-file, or expects another name in it; install the authority that issued it"
          + " into the computer's store of trusted roots"),
  NO_TLS(
      "the TLS handshake failed: the client must speak TLS 1.2 with extended master secret, or TLS"
          + " 1.3, and at least eap.min-tls"),
  NO_PROMPT(
      "a code is wanted and the VPN client cannot be asked for it inside EAP-TTLS/PAP: the user has"
          + " to type password and code into the password field"),
  UNREADABLE("the VPN client sent something that cannot be read"),
  UNKNOWN_STATE(
      "no such conversation: it ended, was begun at another bridge, or took too long; the user has"
          + " to connect again"),
  TOO_MANY_ROUNDS("the VPN client took too many rounds");

  private final String explanation;

  EapRefusal(String explanation) {
    this.explanation = explanation;
  }

  /** What happened and what would be right, for the log. */
  public String explanation() {
    return explanation;
  }
}
