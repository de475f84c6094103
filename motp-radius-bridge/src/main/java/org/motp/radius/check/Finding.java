package org.motp.radius.check;

/**
 * One thing that was looked at.
 *
 * @param what in a sentence
 * @param advice what to change; empty if nothing has to be
 */
public record Finding(Level level, String what, String advice) {

  /** How it is. */
  public enum Level {
    GOOD("✓"),
    /** It works, and will not do so for ever, or could not be looked at. */
    DOUBTFUL("!"),
    WRONG("✗");

    private final String sign;

    Level(String sign) {
      this.sign = sign;
    }
  }

  static Finding good(String what) {
    return new Finding(Level.GOOD, what, "");
  }

  static Finding doubtful(String what, String advice) {
    return new Finding(Level.DOUBTFUL, what, advice);
  }

  static Finding wrong(String what, String advice) {
    return new Finding(Level.WRONG, what, advice);
  }

  /** The line that an administrator reads. */
  @Override
  public String toString() {
    return level.sign
        + " "
        + what
        + (advice.isEmpty() ? "" : System.lineSeparator() + "    → " + advice);
  }
}
