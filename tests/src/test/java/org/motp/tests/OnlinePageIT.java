package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.AppPhone;
import org.motp.tests.people.AppPhone.Scanned;
import org.motp.tests.people.Employee;
import org.motp.tests.screen.Album;
import org.motp.tests.screen.Chromium;
import org.motp.tests.screen.Screen;

/** The page of the online registration in a real browser: it goes on when the phone does. */
@InHouse
class OnlinePageIT {
  private final House house;

  OnlinePageIT(House house) {
    this.house = house;
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh-TW", "zh-CN", "en"})
  void pageWaitsForThePhoneAndShowsWhatHappens(String language) {
    Employee employee = house.hire();
    AppPhone phone = new AppPhone(house, "iPhone");
    Album album = new Album(language, "online");
    try (Chromium chromium = Chromium.start();
        Screen screen = chromium.onComputer(language)) {
      screen.open(house.url().resolve("/realms/motp/account/")).signIn(employee);
      screen.press("#motp-submit").press("#motp-way-online").sees("#motp-qr");
      assertThat(screen.shows("#motp-submit:disabled")).as("nothing to go on to yet").isTrue();
      assertThat(screen.shows("#motp-open")).as("a computer is no phone").isFalse();
      Scanned scanned = Scanned.of(screen.scan("#motp-qr"));
      album.take(screen, "waiting");

      assertThat(phone.claims(scanned).status()).isEqualTo(201);

      screen.sees("#otp");
      assertThat(screen.text("#motp-device")).contains("iPhone");
      assertThat(screen.shows("#motp-again")).isFalse();
      album.take(screen, "digits");
      assertThat(new AppPhone(house, "Burner").claims(scanned).status()).isEqualTo(409);
      screen.sees("#motp-again");
      album.take(screen, "again");
      screen.typeAndEnter("#otp", phone.wrongDigits()).sees("#otp-error");
      screen.typeAndEnter("#otp", phone.digits()).sees(".motp-steps__step--current:last-child");
      assertThat(phone.state()).isEqualTo("active");
    }
    readsOnAPhone(language, album);
    assertThat(album.findings()).as("what hinders readers").isEmpty();
  }

  /** A phone cannot scan its own screen: it gets a link into the app instead. */
  private void readsOnAPhone(String language, Album album) {
    try (Chromium chromium = Chromium.start();
        Screen mobile = chromium.onPhone(language)) {
      mobile.open(house.url().resolve("/realms/motp/account/")).signIn(house.hire());
      mobile.press("#motp-submit").press("#motp-way-online").sees("#motp-open");
      assertThat(mobile.shows("#motp-qr")).isFalse();
      assertThat(Scanned.of(mobile.attribute("#motp-open", "href")).serial())
          .isEqualTo(mobile.text("#motp-serial"));
      album.takeOnPhone(mobile, "on-a-phone");
    }
  }
}
