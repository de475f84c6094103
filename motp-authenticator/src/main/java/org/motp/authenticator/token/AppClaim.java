package org.motp.authenticator.token;

/**
 * What a phone that claims a registration leaves behind.
 *
 * @param ecdhKey its public key of the agreement, in base64url
 * @param ecdsaKey its public key for signatures, in base64url
 * @param device what it calls itself, at most 64 characters
 * @param otpKey the key of the token, on which both sides agreed
 * @param confirmation the six digits that it shows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AppClaim(
    String ecdhKey, String ecdsaKey, String device, byte[] otpKey, String confirmation) {

  /** Whether this is the phone that has claimed the token already. */
  public boolean isAgain(AppToken claimed) {
    return ecdhKey.equals(claimed.ecdhKey())
        && ecdsaKey.equals(claimed.ecdsaKey())
        && device.equals(claimed.device());
  }

  @Override
  public String toString() {
    return "AppClaim[" + device + "]";
  }
}
