package org.motp.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedDirectoryTest {

  private static final String SERVICE_PASSWORD = "password of the service account";

  private static EmbeddedDirectory directory;

  @BeforeAll
  static void start() {
    directory = EmbeddedDirectory.withDemoStaff(0, SERVICE_PASSWORD);
    directory.add(DirectoryUser.of("old.password", DemoStaff.PASSWORD).passwordExpired());
    directory.add(DirectoryUser.of("gone", DemoStaff.PASSWORD).accountExpired());
    directory.add(DirectoryUser.of("locked", DemoStaff.PASSWORD).locked());
  }

  @AfterAll
  static void stop() {
    directory.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=陳漢克,OU=Staff,DC=corp,DC=example",
        "hark.chen@corp.example",
        "HARK.CHEN@CORP.EXAMPLE",
        "CORP\\hark.chen",
        "corp\\Hark.Chen"
      })
  void bindsByEveryNameThatActiveDirectoryKnows(String name) throws Exception {
    try (LDAPConnection connection = connect()) {
      assertThat(connection.bind(name, DemoStaff.PASSWORD).getResultCode())
          .isEqualTo(ResultCode.SUCCESS);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hark.chen,    wrong,       52e",
    "nobody,       Taipei-101!, 52e",
    "tai.hsu,      wrong,       52e",
    "tai.hsu,      Taipei-101!, 533",
    "an.wu,        Taipei-101!, 773",
    "an.wu,        wrong,       52e",
    "old.password, Taipei-101!, 532",
    "gone,         Taipei-101!, 701",
    "locked,       Taipei-101!, 775",
  })
  void saysWhyItRefusesInTheWordsThatKeycloakReads(String account, String password, String code)
      throws Exception {
    try (LDAPConnection connection = connect()) {
      assertThatThrownBy(() -> connection.bind("CORP\\" + account, password))
          .isInstanceOfSatisfying(
              LDAPException.class,
              refusal ->
                  assertThat(refusal.getResultCode()).isEqualTo(ResultCode.INVALID_CREDENTIALS))
          .hasMessageContaining("AcceptSecurityContext error, data " + code + ", v");
    }
  }

  @Test
  void findsTheGroupsThatHoldAUserThroughOtherGroups() throws Exception {
    assertThat(groupsOf(DemoStaff.HARK)).containsExactlyInAnyOrder("VPN-Users", "Remote-Access");
    assertThat(groupsOf(DemoStaff.MING))
        .containsExactlyInAnyOrder("VPN-Users", "Remote-Access", "資訊部");
  }

  @Test
  void endsOnGroupsThatHoldEachOther() throws Exception {
    DirectoryUser user = DirectoryUser.of("in.a.circle", DemoStaff.PASSWORD);
    String one = directory.addGroup("Circle-1", directory.add(user));
    String two = directory.addGroup("Circle-2", one);
    directory.change("Circle-1", "member", two);
    directory.addGroup("Circle-3", "CN=in.a.circle," + EmbeddedDirectory.USERS_DN, two);

    assertThat(groupsOf(user)).containsExactly("Circle-3");
    assertThat(find("(member:1.2.840.113556.1.4.1941:=" + one + ")", "cn"))
        .containsExactlyInAnyOrder("Circle-1", "Circle-2", "Circle-3");
  }

  @Test
  void takesANewPasswordOnlyAsActiveDirectoryWants() throws Exception {
    directory.add(DirectoryUser.of("changes", DemoStaff.PASSWORD).mustChangePassword());
    String dn = "CN=changes," + EmbeddedDirectory.USERS_DN;
    try (LDAPConnection service = connectAsService();
        LDAPConnection user = connect()) {
      assertThatThrownBy(() -> service.modify(dn, newPassword("short")))
          .hasMessageContaining("0000052D");
      assertThatThrownBy(
              () ->
                  service.modify(
                      dn, new Modification(ModificationType.REPLACE, "unicodePwd", "unquoted")))
          .hasMessageContaining("0000052D");

      service.modify(dn, newPassword("Kaohsiung-85!"));

      assertThat(user.bind(dn, "Kaohsiung-85!").getResultCode()).isEqualTo(ResultCode.SUCCESS);
      assertThatThrownBy(() -> user.bind(dn, DemoStaff.PASSWORD)).hasMessageContaining("data 52e");
    }
  }

  @Test
  void neverShowsAPassword() throws Exception {
    try (LDAPConnection service = connectAsService()) {
      for (SearchResultEntry entry :
          service
              .search(EmbeddedDirectory.BASE_DN, SearchScope.SUB, "(objectClass=*)", "*", "+")
              .getSearchEntries()) {
        assertThat(entry.toLDIFString()).doesNotContain(DemoStaff.PASSWORD, "userPassword");
      }
    }
  }

  @Test
  void hidesEverythingFromThoseWhoDidNotSignIn() throws Exception {
    try (LDAPConnection anonymous = connect()) {
      anonymous.getConnectionOptions().setBindWithDNRequiresPassword(false);
      anonymous.bind(EmbeddedDirectory.BIND_DN, "");
      assertThatThrownBy(
              () ->
                  anonymous.search(
                      EmbeddedDirectory.BASE_DN, SearchScope.SUB, "(objectClass=user)"))
          .isInstanceOf(LDAPException.class);
    }
  }

  @Test
  void keepsTheIdentityOfAUserOverARestart() {
    try (EmbeddedDirectory later = EmbeddedDirectory.withDemoStaff(0, SERVICE_PASSWORD)) {
      assertThat(later.valueOf("hark.chen", "objectGUID"))
          .isEqualTo(directory.valueOf("hark.chen", "objectGUID"));
    }
  }

  @Test
  void holdsAnswersBackUntilItIsLetGo() throws Exception {
    try (EmbeddedDirectory slow = EmbeddedDirectory.withDemoStaff(0, SERVICE_PASSWORD);
        LDAPConnection connection = new LDAPConnection("localhost", slow.port())) {
      slow.delayAnswersBy(Duration.ofMinutes(5));
      CompletableFuture<ResultCode> answer =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return connection
                      .bind("hark.chen@corp.example", DemoStaff.PASSWORD)
                      .getResultCode();
                } catch (LDAPException e) {
                  return e.getResultCode();
                }
              });
      assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);

      slow.delayAnswersBy(Duration.ZERO);

      assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(ResultCode.SUCCESS);
    }
  }

  @Test
  void comesBackOnTheSamePortAfterAnOutage() throws Exception {
    try (EmbeddedDirectory unsteady = EmbeddedDirectory.withDemoStaff(0, SERVICE_PASSWORD)) {
      unsteady.stopListening();
      assertThatThrownBy(() -> new LDAPConnection("localhost", unsteady.port()))
          .isInstanceOf(LDAPException.class);

      unsteady.startListening();

      try (LDAPConnection connection = new LDAPConnection("localhost", unsteady.port())) {
        assertThat(connection.bind("hark.chen@corp.example", DemoStaff.PASSWORD).getResultCode())
            .isEqualTo(ResultCode.SUCCESS);
      }
      assertThat(unsteady.bindsOf("Hark.Chen")).isEqualTo(1);
    }
  }

  private static Modification newPassword(String password) {
    return new Modification(
        ModificationType.REPLACE,
        "unicodePwd",
        ("\"" + password + "\"").getBytes(StandardCharsets.UTF_16LE));
  }

  private static List<String> groupsOf(DirectoryUser user) throws LDAPException {
    String dn = "CN=" + user.attributes().get("cn") + "," + EmbeddedDirectory.USERS_DN;
    return find("(&(member:1.2.840.113556.1.4.1941:=" + dn + ")(objectClass=group))", "cn");
  }

  private static List<String> find(String filter, String attribute) throws LDAPException {
    try (LDAPConnection service = connectAsService()) {
      return service
          .search(EmbeddedDirectory.GROUPS_DN, SearchScope.SUB, filter, attribute)
          .getSearchEntries()
          .stream()
          .map(entry -> entry.getAttributeValue(attribute))
          .toList();
    }
  }

  private static LDAPConnection connectAsService() throws LDAPException {
    LDAPConnection connection = connect();
    connection.bind(EmbeddedDirectory.BIND_DN, SERVICE_PASSWORD);
    return connection;
  }

  private static LDAPConnection connect() throws LDAPException {
    return new LDAPConnection("localhost", directory.port());
  }
}
