package org.motp.authenticator.token;

/**
 * What somebody types who says that a hardware token is in their hand. Each may be null.
 *
 * @param serial as it stands on the device
 * @param first a code
 * @param second the code that the device showed next
 */
public record HardwareClaim(String serial, String first, String second) {
  /** Without the codes. */
  @Override
  public String toString() {
    return "HardwareClaim[" + serial + "]";
  }
}
