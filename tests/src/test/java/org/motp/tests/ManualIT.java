package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.motp.demo.DirectoryUser;
import org.motp.demo.ProjectFiles;
import org.motp.demo.ReceivedMail;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.screen.Album;
import org.motp.tests.screen.Chromium;
import org.motp.tests.screen.Screen;
import org.motp.tests.vpn.VpnReply.Kind;

/**
 * An employee who has never seen the product does what the user manual says, row by row, and gets a
 * token. On the way each page is read as its readers do, and photographed for the user guide.
 */
@InHouse
class ManualIT {
  private static final Pattern INVITATION = Pattern.compile("https?://\\S+/motp/continue\\S+");
  private static final Pattern NOT_ME = Pattern.compile("https?://\\S+/motp/stop\\S+");
  private static final Pattern CONSOLE = Pattern.compile(".*/realms/motp/account/?([?#].*)?");
  private static final Pattern KEY = Pattern.compile("[?&]secret=([A-Z2-7]+)");

  /** The console's entry 狀況排除. */
  private static final String TROUBLESHOOTING = "nav a[href*='content/']";

  private final House house;

  ManualIT(House house) {
    this.house = house;
  }

  /** Two colleagues, and what they read. */
  enum Reading {
    CHINESE("zh-TW", "hark.chen", "陳", "漢克", "初始", "啟用", "狀況排除"),
    SIMPLIFIED("zh-CN", "ning.zhao", "赵", "宁", "初始", "启用", "故障排除"),
    ENGLISH("en", "mary.lee", "Lee", "Mary", "Initial", "Active", "Troubleshooting");

    private final String language;
    private final String account;
    private final String surname;
    private final String givenName;
    private final String initial;
    private final String active;
    private final String troubleshooting;

    Reading(
        String language,
        String account,
        String surname,
        String givenName,
        String initial,
        String active,
        String troubleshooting) {
      this.language = language;
      this.account = account;
      this.surname = surname;
      this.givenName = givenName;
      this.initial = initial;
      this.active = active;
      this.troubleshooting = troubleshooting;
    }

    /** The pictures of this journey that the user guide in this language shows. */
    List<String> guide() throws IOException {
      String file = this == ENGLISH ? "user-guide.md" : "user-guide.zh-TW.md";
      String text = Files.readString(ProjectFiles.locate().root().resolve("docs").resolve(file));
      return Pattern.compile("\\(images/guide/" + language + "/([^/)]+)\\)")
          .matcher(text)
          .results()
          .map(picture -> picture.group(1))
          .toList();
    }

    Employee hiredBy(House house) {
      String password = house.secret();
      DirectoryUser user =
          DirectoryUser.of(account, password)
              .named(surname, givenName)
              .withMail(account + "@corp.example");
      return new Employee(house, account, password, house.directory().add(user));
    }
  }

  @ParameterizedTest
  @EnumSource
  void manualLeadsAnEmployeeToATokenThatOpensTheVpn(Reading reading) throws IOException {
    Employee employee = reading.hiredBy(house);
    assertThat(house.vpn().login(employee.account(), employee.password()).kind())
        .as("M1: no VPN before the registration")
        .isEqualTo(Kind.REJECT);
    Album album = new Album(reading.language);
    try (Chromium chromium = Chromium.start()) {
      Phone phone;
      try (Screen screen = chromium.onComputer(reading.language)) {
        choosesAWay(screen, employee, album);
        goesOnOnThePhone(chromium, reading, employee, album);
        phone = registersOffline(screen, reading, album);
        looksAround(screen, reading, phone, album);
      }
      assertThat(employee.connects(house.vpn(), phone).kind())
          .as("M14 to M16")
          .isEqualTo(Kind.ACCEPT);
      try (Screen screen = chromium.onComputer(reading.language)) {
        logsIn(screen, employee, phone, album);
      }
      try (Screen screen = chromium.onComputer(reading.language)) {
        losesThePhone(screen, employee, album);
      }
    }
    assertThat(album.findings()).as("what hinders readers").isEmpty();
    assertThat(album.names()).as("pictures of the user guide").containsAll(reading.guide());
  }

  /** M2 to M7, but for M3: a first login leads to the registration by itself. */
  private void choosesAWay(Screen screen, Employee employee, Album album) {
    screen.open(console()).sees("#kc-login");
    album.take(screen, "login");
    screen.signIn(employee).sees("#motp-download-iphone");
    for (String platform : List.of("iphone", "android", "nostore")) {
      String tile = ".motp-download:has(#motp-download-" + platform + ")";
      assertThat(screen.scan(tile + " img"))
          .as("M5: the QR code for " + platform)
          .isEqualTo(screen.text(tile + " .motp-download__address"));
    }
    album.take(screen, "download");
    screen.press("#motp-submit").sees("#motp-way-hardware").sees("#motp-way-offline");
    album.take(screen, "ways");
  }

  /** M12: the mail's link leads to the same registration on the phone. */
  private void goesOnOnThePhone(
      Chromium chromium, Reading reading, Employee employee, Album album) {
    try (Screen computer = chromium.onComputer(reading.language);
        Screen phone = chromium.onPhone(reading.language)) {
      computer.open(console()).signIn(employee).press("#motp-submit").press("#motp-invitation");
      computer.sees(".pf-v5-c-alert");
      album.take(computer, "mail");
      computer.press("#motp-way-hardware").sees("#serial");
      album.take(computer, "hardware");

      phone.open(mailedLink(employee, INVITATION)).sees("#motp-submit");
      album.takeOnPhone(phone, "phone-continue");
      phone.press("#motp-submit").sees("#kc-login").signIn(employee).sees("#motp-download-iphone");
      assertThat(phone.shows(".motp-download__button")).as("buttons on a phone").isTrue();
      assertThat(phone.shows(".motp-download__qr")).as("no QR codes on a phone").isFalse();
      album.takeOnPhone(phone, "phone-download");
    }
  }

  private URI mailedLink(Employee employee, Pattern pattern) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                house.mails().mails().stream()
                    .filter(mail -> mail.to().contains(employee.mail()))
                    .map(ReceivedMail::text)
                    .map(pattern::matcher)
                    .filter(Matcher::find)
                    .map(link -> URI.create(link.group()))
                    .findFirst()
                    .orElse(null),
            link -> link != null);
  }

  /** M8, M9, M11 and M13. */
  private Phone registersOffline(Screen screen, Reading reading, Album album) {
    screen.press("#motp-way-offline").sees("#motp-qr");
    String serial = screen.text("#motp-serial");
    assertThat(serial).as("M8: serial").matches("[0-9A-F]{8}");
    assertThat(screen.text(".motp-table tbody").split("\\s+"))
        .as("M8: type, serial, expiry, state")
        .containsSequence("Software", serial, "--", reading.initial);
    Matcher key = KEY.matcher(screen.scan("#motp-qr"));
    assertThat(key.find()).as("M9: the QR code brings the key").isTrue();
    Phone phone = new Phone(house, key.group(1), serial);
    assertThat(screen.text("#motp-key").replaceAll("\\s", ""))
        .as("M9: the key to type is the one in the QR code")
        .isEqualTo(phone.key());
    album.take(screen, "offline");

    screen.typeAndEnter("#otp", phone.wrongCode()).sees("#otp-error");
    album.take(screen, "offline-wrong-code");
    screen.typeAndEnter("#otp", phone.newCode()).sees(".motp-steps__step--current:last-child");
    assertThat(screen.text(".motp-table tbody")).as("M13").contains(serial, reading.active);
    album.take(screen, "done");
    screen.press("#motp-submit").isAt(CONSOLE);
    return phone;
  }

  /** M3 and what the console offers to somebody who has a token. */
  private void looksAround(Screen screen, Reading reading, Phone phone, Album album) {
    screen.sees(TROUBLESHOOTING);
    assertThat(screen.text(TROUBLESHOOTING)).isEqualTo(reading.troubleshooting);
    screen.press(TROUBLESHOOTING).sees("#motp-tile-download");
    album.take(screen, "console-troubleshooting");

    screen.press("#motp-tile-newphone").sees("#otp");
    album.take(screen, "confirm");
    screen.press("#motp-cancel").sees(TROUBLESHOOTING);
    screen.press(TROUBLESHOOTING);

    screen.press("#motp-tile-forticlient").sees(".motp-answers");
    album.take(screen, "forticlient");
    screen.press("#motp-back").sees("#motp-tokens");
    assertThat(screen.text("#motp-tokens")).contains(phone.serial(), reading.active);
    album.take(screen, "tokens");
    screen.press("#motp-tokens button").sees("#otp");
    album.take(screen, "remove");
    screen.press("#motp-back");

    screen.press("#motp-tile-code").sees("#otp");
    album.take(screen, "try");
    screen.press("#motp-help-resync").sees("#otp2");
    album.take(screen, "resync");
    screen.type("#otp", phone.newCode()).typeAndEnter("#otp2", phone.newCode());
    screen.sees("[role=status]");
    album.take(screen, "try-works");
    screen.press("#motp-back").press("#motp-submit").sees(TROUBLESHOOTING);

    screen.press(TROUBLESHOOTING);
    screen.press("#motp-tile-download").sees("#motp-download-iphone");
    screen.press("#motp-cancel").sees(TROUBLESHOOTING);

    screen.press("nav button.pf-v5-c-nav__link").press("nav a[href$='signing-in']");
    screen.sees("text=" + phone.serial());
    assertThat(screen.text()).contains(phone.serial(), reading.active);
    album.take(screen, "signing-in");
  }

  @ParameterizedTest
  @EnumSource
  void pagesThatSayNoCanBeReadToo(Reading reading) {
    Employee employee = house.hire();
    Album album = new Album(reading.language, "no");
    try (Chromium chromium = Chromium.start();
        Screen screen = chromium.onComputer(reading.language)) {
      house.realm().registration(Map.of("first-token", "released"));
      screen.open(console()).signIn(employee).sees("#motp-submit");
      album.take(screen, "refused");
      house.realm().registration(Map.of());
      employee.registers();
      screen.open(mailedLink(employee, NOT_ME)).sees("#motp-submit");
      album.take(screen, "not-me");
      screen.press("#motp-submit").sees("[role=status]");
      album.take(screen, "not-me-stopped");
      screen
          .open(house.url().resolve("/realms/motp/motp/stop?token=outdated"))
          .sees("#kc-page-title");
      album.take(screen, "outdated");
    } finally {
      house.realm().registration(Map.of());
    }
    assertThat(album.findings()).as("what hinders readers").isEmpty();
  }

  /** Each further login asks for a code. */
  private void logsIn(Screen screen, Employee employee, Phone phone, Album album) {
    screen.open(console()).signIn(employee).sees("#otp");
    album.take(screen, "code");
    screen.typeAndEnter("#otp", phone.newCode()).isAt(CONSOLE);
  }

  /** From the code page, without a code: the token stops at once. */
  private void losesThePhone(Screen screen, Employee employee, Album album) {
    screen.open(console()).signIn(employee).press("#motp-help-lost").sees("[name=serial]");
    album.take(screen, "lost");
    screen.press("#motp-submit").sees("[role=status]");
    album.take(screen, "lost-stopped");
    screen.press("#motp-back").sees("#motp-submit");
    assertThat(screen.shows("#otp")).as("no code is asked for").isFalse();
    album.take(screen, "unusable");
    assertThat(house.vpn().login(employee.account(), employee.password()).kind())
        .isEqualTo(Kind.REJECT);
  }

  private URI console() {
    return house.url().resolve("/realms/motp/account/");
  }
}
