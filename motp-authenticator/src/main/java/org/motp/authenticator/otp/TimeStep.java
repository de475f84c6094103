package org.motp.authenticator.otp;

/** Counts periods since the Unix epoch; there are none before it. */
final class TimeStep {

  private TimeStep() {}

  static long containing(long epochSeconds, int periodSeconds) {
    if (epochSeconds < 0) {
      throw new IllegalArgumentException("There are no codes before 1970");
    }
    return epochSeconds / periodSeconds;
  }

  static long requireValid(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("A time step is not negative: " + step);
    }
    return step;
  }
}
