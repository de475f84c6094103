package org.motp.tests.people;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.motp.tests.house.House;
import org.motp.tests.house.Tool;

/** A phone with an authenticator app: oathtool, which knows the key from the page. */
public final class Phone {
  private static final long STEP_SECONDS = 30;
  private static final int MOST_STEPS_OFF = 60;

  private final House house;
  private final String key;
  private final String serial;
  private long shownStep = -1;

  /**
   * @param key in Base32, as typed from the page or read from its QR code
   */
  public Phone(House house, String key, String serial) {
    this.house = house;
    this.key = house.secrets().key(key.replace(" ", ""));
    this.serial = serial;
  }

  /** What any authenticator app with this key shows at a moment. */
  public static String code(String base32, Instant moment) {
    return codes(base32, step(moment), 0).get(0);
  }

  /** Waits until the app shows a code that nobody has seen yet, and reads it. */
  public String newCode() {
    while (step(house.clock().now()) <= shownStep) {
      house.clock().advance(house.clock().untilNextCode());
    }
    shownStep = step(house.clock().now());
    return codes(shownStep, 0).get(0);
  }

  /** What the app shows at a moment, without waiting for anything. */
  public String codeAt(Instant moment) {
    return codes(step(moment), 0).get(0);
  }

  /** Different codes that this phone shows neither now nor half an hour before or after. */
  public List<String> wrongCodes(int count) {
    Set<String> right =
        Set.copyOf(codes(step(house.clock().now()) - MOST_STEPS_OFF, 2 * MOST_STEPS_OFF));
    Random random = new Random();
    Set<String> wrong = new LinkedHashSet<>();
    while (wrong.size() < count) {
      String code = "%06d".formatted(random.nextInt(1_000_000));
      if (!right.contains(code)) {
        wrong.add(house.secrets().code(code));
      }
    }
    return new ArrayList<>(wrong);
  }

  public String wrongCode() {
    return wrongCodes(1).get(0);
  }

  public String key() {
    return key;
  }

  public String serial() {
    return serial;
  }

  private List<String> codes(long step, int more) {
    List<String> codes = codes(key, step, more);
    if (more == 0) {
      house.secrets().code(codes.get(0));
    }
    return codes;
  }

  private static List<String> codes(String key, long step, int more) {
    String[] lines =
        Tool.OATHTOOL
            .run(
                key + "\n",
                "--totp",
                "--base32",
                "--now=@" + step * STEP_SECONDS,
                "--window=" + more,
                "-")
            .strip()
            .split("\n", -1);
    List<String> codes = List.of(lines);
    if (codes.size() != more + 1 || !codes.get(0).matches("[0-9]{6}")) {
      throw new AssertionError("oathtool shows no code");
    }
    return codes;
  }

  private static long step(Instant instant) {
    return instant.getEpochSecond() / STEP_SECONDS;
  }
}
