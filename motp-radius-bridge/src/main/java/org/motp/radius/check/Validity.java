package org.motp.radius.check;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** Whether a certificate is good now, and will be for a while. */
final class Validity {

  private static final Duration SOON = Duration.ofDays(30);

  private Validity() {}

  /**
   * Looks at its two dates.
   *
   * @param what how the finding calls it
   * @param advice what to do when it ends
   */
  static Finding of(String what, X509Certificate certificate, Instant now, String advice) {
    Instant begin = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    if (begin.isAfter(now)) {
      return Finding.wrong(
          what + " begins only at " + begin, "wait, or correct the clock of this machine");
    }
    if (!end.isAfter(now)) {
      return Finding.wrong(what + " ended at " + end, advice);
    }
    String until = what + " is good until " + end;
    return end.isAfter(now.plus(SOON)) ? Finding.good(until) : Finding.doubtful(until, advice);
  }
}
