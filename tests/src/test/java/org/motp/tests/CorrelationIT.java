package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.VpnReply.Kind;

/** The helpdesk finds in Keycloak what it has found in the bridge's log. */
@InHouse
class CorrelationIT {
  private static final Pattern ID = Pattern.compile(" id=\"([0-9a-f]+)\"");
  private static final String DETAIL = "motp_request_id";

  private final House house;

  CorrelationIT(House house) {
    this.house = house;
  }

  @Test
  void requestHasOneNameFromThePacketToKeycloaksEventAndLog() throws IOException {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    house.vpn().login(employee.account(), house.secret());
    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);

    String user = house.realm().userId(employee.account());
    String refused = idOfLine(employee, "outcome=\"reject\"");
    String asked = idOfLine(employee, "outcome=\"challenge\"");
    String accepted = idOfLine(employee, "outcome=\"accept\"");
    assertThat(ids(house.realm().events(user, "LOGIN_ERROR"))).containsExactly(refused);
    assertThat(ids(house.realm().events(user, "CUSTOM_REQUIRED_ACTION"))).contains(asked);
    assertThat(ids(house.realm().events(user, "LOGIN"))).contains(accepted);
    assertThat(Files.readString(house.keycloak().log()))
        .contains("motp_request_id=\"" + refused + "\"");
  }

  @Test
  void nameThatIsNoneOrFromAnybodyElseIsNotWrittenAnywhere() {
    Employee employee = house.hire();
    String user = employee.account();
    house.tokenEndpoint().with(DETAIL, "forged\nLOGIN type=\"x\"").login(user, house.secret());
    house
        .tokenEndpoint()
        .as("admin-cli")
        .with("client_secret", "")
        .with(DETAIL, "from-anybody")
        .login(user, house.secret());

    assertThat(
            house.realm().events("LOGIN_ERROR").stream()
                .map(event -> event.path("details").path(DETAIL).asText())
                .toList())
        .noneMatch(id -> id.contains("forged") || id.contains("anybody"));
  }

  private String idOfLine(Employee employee, String outcome) {
    String line =
        house.bridge().allLines().stream()
            .filter(
                one -> one.contains("user=\"" + employee.account() + "\"") && one.contains(outcome))
            .findFirst()
            .orElseThrow();
    Matcher matcher = ID.matcher(line);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static List<String> ids(List<JsonNode> events) {
    return events.stream().map(event -> event.path("details").path(DETAIL).asText()).toList();
  }
}
