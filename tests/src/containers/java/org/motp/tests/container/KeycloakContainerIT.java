package org.motp.tests.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.motp.tests.container.ContainedKeycloak.Account;
import org.motp.tests.people.WebPage;
import org.motp.tests.people.WebSession;
import org.motp.tests.vpn.TokenEndpoint;
import org.motp.tests.vpn.TokenEndpoint.Answer;

/** The main path, by HTTP alone, on Keycloak's image with our jars mounted. */
@InContainers
class KeycloakContainerIT {
  private final ContainedKeycloak keycloak;

  KeycloakContainerIT(ContainedKeycloak keycloak) {
    this.keycloak = keycloak;
  }

  @Test
  void employeeRegistersAPhoneAndLogsInWithPasswordAndCode() throws Exception {
    Account employee = keycloak.hire();
    String key = keycloak.registers(employee);
    TokenEndpoint vpn = keycloak.tokenEndpoint();

    Answer asked = vpn.login(employee.name(), employee.password());
    assertThat(asked.error()).isEqualTo("mfa_required");
    assertThat(asked.hasToken()).isFalse();

    String code = keycloak.nextCode(key);
    assertThat(vpn.answer(employee.name(), asked.mfaToken(), code).hasToken()).isTrue();

    Answer askedAgain = vpn.login(employee.name(), employee.password());
    assertThat(vpn.answer(employee.name(), askedAgain.mfaToken(), code).hasToken())
        .as("the same code again")
        .isFalse();
  }

  @Test
  void wrongCodeOrNoPhoneLetsNobodyIn() throws Exception {
    Account employee = keycloak.hire();
    TokenEndpoint vpn = keycloak.tokenEndpoint();
    assertThat(vpn.login(employee.name(), employee.password()).error())
        .as("without a phone")
        .isEqualTo("enrollment_required");

    String key = keycloak.registers(employee);
    Answer asked = vpn.login(employee.name(), employee.password());
    Answer refused = vpn.answer(employee.name(), asked.mfaToken(), keycloak.wrongCode(key));

    assertThat(refused.error()).isEqualTo("mfa_required");
    assertThat(refused.hasToken()).isFalse();
    assertThat(refused.mfaToken()).isNotEqualTo(asked.mfaToken());
  }

  @Test
  void loginPageHasTheThemeAndTheAppIsServed() throws Exception {
    WebPage login = new WebSession(keycloak.uri(), keycloak.secrets(), "zh-TW").open();
    assertThat(login.has("link[rel=stylesheet][href*=/login/motp/]")).isTrue();
    assertThat(status("/realms/motp/motp/app/")).isEqualTo(200);
  }

  private int status(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(keycloak.uri().resolve(path)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
