package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.motp.demo.ReceivedMail;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.Datagrams;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;
import org.motp.tests.vpn.VpnRequest;

/** Password, code, connected: what every employee does every morning. */
@InHouse
class VpnLoginIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final House house;

  VpnLoginIT(House house) {
    this.house = house;
  }

  @Test
  void employeeIsAskedInChineseAndConnectsWithTheCode() {
    Employee employee = house.hire();
    house.directory().addGroup("VPN " + employee.account(), employee.dn());
    Phone phone = employee.registers();

    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    assertThat(challenge.kind()).isEqualTo(Kind.CHALLENGE);
    assertThat(challenge.message()).isEqualTo("請輸入手機上的六位數驗證碼");
    assertThat(challenge.state()).matches("0x[0-9a-f]{32,}");

    VpnReply reply = house.vpn().answer(employee.account(), challenge, phone.newCode());
    assertThat(reply.kind()).isEqualTo(Kind.ACCEPT);
    assertThat(reply.values("Fortinet-Group-Name")).contains("VPN " + employee.account());
  }

  @Test
  void fortiGateFindsMessageAuthenticatorFirstInEveryReply() throws IOException {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    try (Datagrams gateway =
        new Datagrams(1, house.bridge().port(), house.bridge().radiusSecret())) {
      byte[] challenge = exchange(gateway, employee, employee.password(), new byte[0]);
      byte[] state = Datagrams.value(challenge, Datagrams.STATE).orElseThrow();
      house.secrets().text(new String(state, StandardCharsets.ISO_8859_1));
      byte[] accept = exchange(gateway, employee, phone.newCode(), state);
      byte[] reject = exchange(gateway, employee, house.secret(), new byte[0]);
      assertThat(List.of(challenge[0], accept[0], reject[0]))
          .containsExactly((byte) 11, (byte) 2, (byte) 3);
    }
  }

  private static byte[] exchange(
      Datagrams gateway, Employee employee, String password, byte[] state) throws IOException {
    byte[] request = gateway.accessRequest(employee.account(), password, state);
    gateway.send(request);
    byte[] reply = gateway.receive(PATIENCE).orElseThrow();
    assertThat(Datagrams.firstAttribute(reply)).isEqualTo(Datagrams.MESSAGE_AUTHENTICATOR);
    assertThat(gateway.signed(reply, request)).isTrue();
    return reply;
  }

  @Test
  void employeeGetsTheMailOfTheManual() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    assertThat(mailsTo(employee)).as("before the login").isEmpty();

    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);

    await().atMost(PATIENCE).until(() -> !mailsTo(employee).isEmpty());
    ReceivedMail mail = mailsTo(employee).get(0);
    for (String body : List.of(mail.text(), Jsoup.parse(mail.html()).text())) {
      assertThat(body)
          .contains("您好", employee.account() + " 帳號驗證 OTP 成功", "感謝您使用 MOTP", "台訊客服小組 敬上")
          .contains(
              "Hello Sir", employee.account() + " had verified OTP successfully", "TCCI Helpdesk");
    }
  }

  private List<ReceivedMail> mailsTo(Employee employee) {
    return house.mails().mails().stream()
        .filter(mail -> mail.to().contains(employee.mail()))
        .filter(mail -> mail.subject().equals("【MOTP驗證成功通知】"))
        .toList();
  }

  @Test
  void administratorFindsOneLoginAndNoSession() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    int sessions = house.realm().sessions(employee.id());
    int logins = house.realm().events(employee.id(), "LOGIN").size();

    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    assertThat(house.realm().events(employee.id(), "LOGIN_ERROR")).isEmpty();
    List<JsonNode> firstLeg =
        house.realm().events(employee.id(), "CUSTOM_REQUIRED_ACTION").stream()
            .filter(event -> event.path("details").has("mfa_required"))
            .toList();
    assertThat(firstLeg).hasSize(1);
    assertThat(firstLeg.get(0).path("details").path("mfa_required").asText()).isEqualTo("true");
    assertThat(firstLeg.get(0).path("ipAddress").asText()).isEqualTo(VpnRequest.USER_ADDRESS);

    VpnReply reply = house.vpn().answer(employee.account(), challenge, phone.newCode());
    assertThat(reply.kind()).isEqualTo(Kind.ACCEPT);
    List<JsonNode> after = house.realm().events(employee.id(), "LOGIN");
    assertThat(after).hasSize(logins + 1);
    assertThat(after.get(0).path("ipAddress").asText()).isEqualTo(VpnRequest.USER_ADDRESS);
    assertThat(after.get(0).path("clientId").asText()).isEqualTo("radius-bridge");
    assertThat(house.realm().events(employee.id(), "LOGIN_ERROR")).isEmpty();
    assertThat(house.realm().sessions(employee.id())).isEqualTo(sessions);
  }

  @Test
  void administratorSeesWhereAWrongPasswordCameFrom() {
    Employee employee = house.hire();
    employee.registers();

    VpnReply reply = house.vpn().login(employee.account(), house.secret());

    assertThat(reply.kind()).isEqualTo(Kind.REJECT);
    List<JsonNode> errors = house.realm().events(employee.id(), "LOGIN_ERROR");
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).path("ipAddress").asText()).isEqualTo(VpnRequest.USER_ADDRESS);
  }

  @Test
  void strangerIsRefusedLikeAWrongPassword() {
    Employee employee = house.hire();
    employee.registers();

    VpnReply unknown = house.vpn().login("nobody." + employee.account(), house.secret());
    VpnReply wrong = house.vpn().login(employee.account(), house.secret());

    assertThat(unknown.kind()).isEqualTo(Kind.REJECT);
    assertThat(unknown.message()).isEqualTo(wrong.message());
  }

  @Test
  void employeeWithoutTokenIsToldWhereToRegister() {
    Employee employee = house.hire();

    VpnReply reply = house.vpn().login(employee.account(), employee.password());

    assertThat(reply.kind()).isEqualTo(Kind.REJECT);
    assertThat(reply.message()).contains("註冊").contains("/realms/motp/account");
  }
}
