package org.motp.radius.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a shared secret must be. RADIUS protects passwords with nothing else. */
public final class SecretRules {

  /** Length that RFC 2865 §3 asks for. */
  public static final int MIN_CHARACTERS = 16;

  /** The beginnings of secrets that stand in manuals. */
  private static final Set<String> WELL_KNOWN =
      Set.of(
          "secret",
          "testing123",
          "radius",
          "password",
          "fortinet",
          "changeme",
          "change-me",
          "xyzzy5461");

  private SecretRules() {}

  /** What is wrong with a secret; empty if nothing is. Never repeats it. */
  public static Optional<String> objection(String secret) {
    if (secret.isBlank()) {
      return Optional.of("is blank");
    }
    String lower = secret.toLowerCase(Locale.ROOT);
    if (WELL_KNOWN.contains(lower)
        || WELL_KNOWN.stream().anyMatch(known -> repeats(lower, known))) {
      return Optional.of("is a well-known one");
    }
    if (secret.codePointCount(0, secret.length()) < MIN_CHARACTERS) {
      return Optional.of("is shorter than " + MIN_CHARACTERS + " characters");
    }
    if (secret.codePoints().distinct().count() < 4) {
      return Optional.of("consists of the same few characters");
    }
    return Optional.empty();
  }

  private static boolean repeats(String secret, String known) {
    return secret.replace(known, "").isEmpty();
  }
}
