package org.motp.authenticator.otp;

/** The hash functions that RFC 6238 allows in the HMAC of a one-time password. */
public enum HashAlgorithm {
  SHA1("HmacSHA1"),
  SHA256("HmacSHA256"),
  SHA512("HmacSHA512");

  private final String macName;

  HashAlgorithm(String macName) {
    this.macName = macName;
  }

  /** The name under which {@link javax.crypto.Mac} knows the HMAC with this hash function. */
  String macName() {
    return macName;
  }
}
