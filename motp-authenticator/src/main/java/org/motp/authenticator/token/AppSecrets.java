package org.motp.authenticator.token;

/**
 * What the server has made for one registration of our app. Only the private key is kept, encrypted
 * and until a phone claims; of code and initial key there are keyed hashes.
 *
 * @param privateKey the server's ephemeral private key
 * @param serverKey its public key, in base64url
 * @param code the one-time code of the QR code
 * @param initialKey what a user types instead
 * @param lookup by what the registration of a typed key is found; not secret
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AppSecrets(
    byte[] privateKey, String serverKey, String code, String initialKey, String lookup) {

  /** By which of the two a phone claims a registration. */
  public enum Kind {
    /** The code of the QR code: 128 bits, tried as often as one likes. */
    CODE,
    /** The typed initial key: 60 bits, five tries. */
    INITIAL_KEY
  }

  @Override
  public String toString() {
    return "AppSecrets";
  }
}
