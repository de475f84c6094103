package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.house.WebProxy;
import org.motp.tests.people.AppPhone;
import org.motp.tests.people.Employee;
import org.motp.tests.people.WebPage;
import org.motp.tests.screen.Chromium;
import org.motp.tests.screen.Registering;
import org.motp.tests.screen.Screen;
import org.motp.tests.screen.SmartPhone;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/** Somebody in a network asks the app's API too often. Each test has a network of its own. */
@InHouse
class AppLimitsIT {
  private static final int MOST = 120;
  private static final int MOST_OF_A_PHONE = 20;

  private static Chromium chromium;

  private final House house;
  private final Employee employee;

  AppLimitsIT(House house) {
    this.house = house;
    this.employee = house.hire();
  }

  @BeforeAll
  static void openBrowser() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void closeBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void networkThatTriesTooManyKeysIsToldToWaitAndOthersAreNot() throws Exception {
    try (WebProxy network = WebProxy.from("127.0.0.81");
        Screen computer = chromium.onComputer("zh-TW");
        SmartPhone phone = SmartPhone.bought(house, "zh-TW").behind(network)) {
      computer.open(house.url().resolve("/realms/motp/account/")).signIn(employee);
      computer.press("#motp-submit").press("#motp-way-online").sees("#motp-key");
      HttpRequest lookup = post("/api/registrations/lookup", "{\"lookup\":\"000000\"}");
      for (int i = 0; i < MOST; i++) {
        assertThat(send(network, lookup).statusCode()).isEqualTo(404);
      }

      HttpResponse<String> refused = send(network, lookup);

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("60");
      assertThat(AppPhone.json(refused.body()).path("error").asText()).isEqualTo("slow");
      phone.starts().opensTheApp().screen().press("#add").press("#type");
      phone.screen().typeAndEnter("#type-field", computer.text("#motp-key")).sees("#again");
      assertThat(phone.screen().text("#main")).contains("請等 60 秒再試");

      AppPhone elsewhere = new AppPhone(house, "Pixel 9");
      assertThat(elsewhere.types(computer.text("#motp-key")).status())
          .as("the key is not used up")
          .isEqualTo(201);
    }
  }

  @Test
  void phoneInWhoseNameSignaturesAreForgedLeavesTheServerInPeaceAndShowsCodes() throws Exception {
    try (WebProxy network = WebProxy.from("127.0.0.82");
        Screen computer = chromium.onComputer("zh-TW");
        SmartPhone phone = SmartPhone.bought(house, "zh-TW").behind(network)) {
      URI console = house.url().resolve("/realms/motp/account/");
      Registering.byLink(console, employee, computer, phone.starts());
      phone.screen().press("#show-code");
      String serial = computer.text("#motp-serial");
      for (int i = 0; i < MOST_OF_A_PHONE; i++) {
        send(network, forged(serial));
      }

      phone.screen().sees("#quiet");

      assertThat(phone.screen().text("#quiet")).contains("認證數字照常可用");
      assertThat(phone.screen().shows("#offline")).isFalse();
      int asked = phone.requests().size();
      assertThat(phone.opensTheApp().code()).hasSize(6);
      phone.screen().sees("#quiet");
      assertThat(phone.requests().subList(asked, phone.requests().size()))
          .as("once, to hear that it is still so")
          .filteredOn(address -> address.endsWith("/api/token"))
          .hasSize(1);
    }
  }

  @Test
  void whoeverForgesSignaturesInAnOfficeStopsHimselfAndNobodyElseApprovingLogins()
      throws Exception {
    try (WebProxy office = WebProxy.from("127.0.0.83")) {
      AppPhone phone = new AppPhone(house, "Pixel 9", office);
      WebPage online = Employee.toOnlinePage(employee.signsIn());
      phone.scans(online);
      online.next().typeCode(phone.digits()).next();
      for (int i = 0; i < MOST; i++) {
        send(office, forged(String.format("%08X", i)));
      }

      assertThat(send(office, forged("FFFFFFFF")).statusCode()).isEqualTo(429);
      assertThat(send(office, forged(phone.serial())).statusCode())
          .as("no word about which phones there are")
          .isEqualTo(429);
      VpnReply prompt = house.vpn().login(employee.account(), employee.password());
      VpnReply number = house.vpn().answer(employee.account(), prompt, "0");
      assertThat(phone.approves(number.message().replaceAll("(?s)^.*輸入 ([0-9]{2}) .*$", "$1")))
          .isEqualTo(204);
      assertThat(house.vpn().answer(employee.account(), number, "0").kind()).isEqualTo(Kind.ACCEPT);
    }
  }

  /** A request of whoever does not have the key of this phone. */
  private HttpRequest forged(String serial) {
    long time = house.clock().now().getEpochSecond();
    return HttpRequest.newBuilder(api("/api/token"))
        .header("Authorization", "MOTP " + serial + "." + time + "." + "A".repeat(86))
        .build();
  }

  private URI api(String path) {
    return house.url().resolve("/realms/motp/motp/app" + path);
  }

  private HttpRequest post(String path, String body) {
    return HttpRequest.newBuilder(api(path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static HttpResponse<String> send(WebProxy network, HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newBuilder()
        .proxy(
            ProxySelector.of(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), network.port())))
        .build()
        .send(request, BodyHandlers.ofString());
  }
}
