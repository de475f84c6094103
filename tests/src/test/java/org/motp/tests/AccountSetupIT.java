package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.motp.demo.DirectoryUser;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.people.WebPage;
import org.motp.tests.vpn.TokenEndpoint;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/** Accounts that are not in order: the VPN says what to do, and no code is lost over it. */
@InHouse
class AccountSetupIT {
  private final House house;

  AccountSetupIT(House house) {
    this.house = house;
  }

  @Test
  void employeeWithoutMailAddressIsToldWhatToDo() {
    Employee employee = Employee.hired(house, user -> user.withMail(null));
    assertToldWhereToGo(house.vpn().login(employee.account(), employee.password()));

    Phone phone = completesProfile(employee);

    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void employeeWithoutSurnameIsToldWhatToDo() {
    Employee employee = Employee.hired(house, user -> user.with("sn", null));
    assertToldWhereToGo(house.vpn().login(employee.account(), employee.password()));

    Phone phone = completesProfile(employee);

    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
  }

  /** The browser asks for what the directory does not say, before or after the registration. */
  private Phone completesProfile(Employee employee) {
    WebPage page = employee.signsIn();
    if (page.has("#kc-update-profile-form")) {
      page = fillProfile(employee, page);
    }
    if (page.arrived()) {
      throw new AssertionError("no registration was asked for");
    }
    WebPage offline = Employee.toOfflinePage(page);
    Phone phone = employee.readsKey(offline);
    WebPage next = offline.typeCode(phone.newCode()).next();
    if (next.has("#kc-update-profile-form")) {
      next = fillProfile(employee, next);
    }
    assertThat(next.arrived()).as(next.text()).isTrue();
    return phone;
  }

  private static WebPage fillProfile(Employee employee, WebPage page) {
    return page.submit(
        "#kc-update-profile-form",
        Map.of("email", employee.mail(), "firstName", "小明", "lastName", "王"));
  }

  @Test
  void employeeWhoMustChangeThePasswordIsToldSoBeforeAnyCodeIsTouched() {
    Employee employee = Employee.hired(house, user -> user);
    Phone phone = employee.registers();
    house.directory().change(employee.account(), "pwdLastSet", "0");
    assertToldWhereToGo(house.vpn().login(employee.account(), employee.password()));
    String code = phone.newCode();

    TokenEndpoint.Answer answer =
        house.tokenEndpoint().login(employee.account(), employee.password(), code);
    assertThat(answer.error()).isEqualTo("account_setup_required");
    assertThat(answer.message()).isNotBlank();

    WebPage change = employee.signsIn().typeCode(code);
    assertThat(change.has("#kc-passwd-update-form")).as("the code is still good").isTrue();
    String fresh = house.secret();
    WebPage done =
        change.submit(
            "#kc-passwd-update-form", Map.of("password-new", fresh, "password-confirm", fresh));
    assertThat(done.arrived()).as(done.text()).isTrue();

    VpnReply challenge = house.vpn().login(employee.account(), fresh);
    assertThat(challenge.kind()).isEqualTo(Kind.CHALLENGE);
    assertThat(house.vpn().answer(employee.account(), challenge, phone.newCode()).kind())
        .isEqualTo(Kind.ACCEPT);
  }

  @Test
  void taskThatTurnsUpBetweenPasswordAndCodeDoesNotSpendTheCode() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    house.realm().requiredActions(employee.id(), "UPDATE_PASSWORD");
    String code = phone.newCode();

    assertToldWhereToGo(house.vpn().answer(employee.account(), challenge, code));

    house.realm().requiredActions(employee.id());
    VpnReply again = house.vpn().login(employee.account(), employee.password());
    assertThat(house.vpn().answer(employee.account(), again, code).kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void whoIsDisabledLockedOrExpiredInTheDirectoryStaysOutside() {
    for (DirectoryState state : DirectoryState.values()) {
      Employee employee = Employee.hired(house, state::of);
      VpnReply reply = house.vpn().login(employee.account(), employee.password());
      assertThat(reply.kind()).as(state.name()).isEqualTo(Kind.REJECT);
      assertThat(reply.message()).as(state.name()).isEmpty();
    }
  }

  private enum DirectoryState {
    DISABLED,
    LOCKED,
    EXPIRED;

    DirectoryUser of(DirectoryUser user) {
      return switch (this) {
        case DISABLED -> user.disabled();
        case LOCKED -> user.locked();
        case EXPIRED -> user.accountExpired();
      };
    }
  }

  @Test
  void whoIsDisabledInKeycloakBetweenPasswordAndCodeStaysOutside() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    house.realm().disable(employee.id());

    assertThat(house.vpn().answer(employee.account(), challenge, phone.newCode()).kind())
        .isEqualTo(Kind.REJECT);
  }

  private static void assertToldWhereToGo(VpnReply reply) {
    assertThat(reply.kind()).isEqualTo(Kind.REJECT);
    assertThat(reply.message()).contains("瀏覽器").contains("/realms/motp/account");
  }
}
