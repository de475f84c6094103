package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.people.WebPage;
import org.motp.tests.vpn.VpnReply.Kind;

/** Hardware tokens from the manufacturer's file to the VPN. */
@InHouse
class HardwareIT {
  private static final int ROWS = 10_000;
  private static final int BAD_ROW = 4_321;

  /** The key of the test vectors in RFC 6238, as hexadecimal and as Base32. */
  private static final String KEY = "3132333435363738393031323334353637383930";

  private static final String KEY_BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  private final House house;
  private final Employee employee;

  HardwareIT(House house) {
    this.house = house;
    this.employee = house.hire();
  }

  @Test
  void tenThousandTokensAreImportedButTheBadRow(TestReporter reporter) {
    Random random = new Random(1);
    String csv =
        IntStream.rangeClosed(1, ROWS)
            .mapToObj(row -> "BULK%06d,%s,totp,6,30,sha1".formatted(row, keyOf(random, row)))
            .collect(Collectors.joining("\n"));

    long start = System.nanoTime();
    JsonNode report = house.realm().importTokens(csv);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    reporter.publishEntry("import of 10,000 tokens", took.toMillis() + " ms");
    assertThat(report.path("summary").path("imported").asInt()).isEqualTo(ROWS - 1);
    assertThat(report.path("summary").path("refused").asInt()).isEqualTo(1);
    assertThat(report.path("rows")).hasSize(ROWS);
    JsonNode bad = report.path("rows").get(BAD_ROW - 1);
    assertThat(bad.path("line").asInt()).isEqualTo(BAD_ROW);
    assertThat(bad.path("result").asText()).isEqualTo("refused");
    assertThat(bad.path("reason").asText()).isNotBlank();
  }

  private static String keyOf(Random random, int row) {
    byte[] key = new byte[20];
    random.nextBytes(key);
    String hex = HexFormat.of().formatHex(key);
    return row == BAD_ROW ? "no key" : hex;
  }

  @Test
  void tokenIsBoundByItsSerialAndTwoCodesAndOpensTheVpn() {
    Phone device = imported("HARD000001");

    WebPage done = proves(toHardwarePage(), device.serial(), device.newCode(), device.newCode());

    assertThat(done.text("#motp-serial")).isEqualTo(device.serial());
    assertThat(done.next().arrived()).isTrue();
    assertThat(employee.connects(house.vpn(), device).kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void answerDoesNotTellWhetherASerialExistsOrIsSomebodys() {
    Phone free = imported("HARD000002");
    Phone taken = imported("HARD000003");
    Employee owner = house.hire();
    WebPage theirs = owner.signsIn().next().press("#motp-way-hardware");
    proves(theirs, taken.serial(), taken.newCode(), taken.newCode());
    WebPage page = toHardwarePage();

    WebPage wrong = proves(page, free.serial(), free.wrongCode(), free.wrongCode());
    WebPage unknown = proves(wrong, "HARD999999", free.newCode(), free.newCode());
    WebPage others = proves(unknown, taken.serial(), taken.newCode(), taken.newCode());

    assertThat(wrong.text("#serial-error")).isNotBlank();
    assertThat(unknown.text()).isEqualTo(wrong.text());
    assertThat(others.text()).isEqualTo(wrong.text());
    assertThat(others.status()).isEqualTo(unknown.status()).isEqualTo(wrong.status());
    assertThat(house.realm().tokens(employee.id())).isEmpty();
    assertThat(owner.connects(house.vpn(), taken).kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void guessingSerialsEndsAfterFiveTries() {
    Phone device = imported("HARD000004");
    WebPage page = toHardwarePage();
    for (int guess = 0; guess < 5; guess++) {
      page = proves(page, "GUESS00000" + guess, device.wrongCode(), device.wrongCode());
    }

    WebPage late = proves(page, device.serial(), device.newCode(), device.newCode());

    assertThat(late.text("#serial-error")).contains("次數過多");
    assertThat(house.realm().tokens(employee.id())).isEmpty();
  }

  private Phone imported(String serial) {
    JsonNode report = house.realm().importTokens(serial + "," + KEY + ",totp,6,30,sha1");
    assertThat(report.path("summary").path("imported").asInt()).as(report.toString()).isEqualTo(1);
    return new Phone(house, KEY_BASE32, serial);
  }

  private WebPage toHardwarePage() {
    return employee.signsIn().next().press("#motp-way-hardware");
  }

  private static WebPage proves(WebPage page, String serial, String first, String second) {
    return page.submit("#motp-form", Map.of("serial", serial, "otp", first, "otp2", second));
  }
}
