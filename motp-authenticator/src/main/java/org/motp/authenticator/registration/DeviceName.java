package org.motp.authenticator.registration;

/** What a user calls a device. */
final class DeviceName {
  private static final int LONGEST = 60;

  private DeviceName() {}

  /** Without control characters and not too long; null if nothing is left. */
  static String of(String typed) {
    String printable = typed == null ? "" : typed.replaceAll("\\p{Cntrl}", " ").strip();
    if (printable.isEmpty()) {
      return null;
    }
    int length = Math.min(LONGEST, printable.codePointCount(0, printable.length()));
    return printable.substring(0, printable.offsetByCodePoints(0, length)).strip();
  }
}
