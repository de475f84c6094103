package org.motp.radius.login;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Handles of the same shape as Keycloak's, which nobody has given out. */
public final class Decoys implements Supplier<String> {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 32;

  private final RandomGenerator random;

  /**
   * Makes a source.
   *
   * @param random one that cannot be predicted
   */
  public Decoys(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public String get() {
    return random
        .ints(LENGTH, 0, LETTERS.length())
        .collect(
            StringBuilder::new,
            (text, index) -> text.append(LETTERS.charAt(index)),
            StringBuilder::append)
        .toString();
  }
}
