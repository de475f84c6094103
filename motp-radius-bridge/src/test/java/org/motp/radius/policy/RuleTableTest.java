package org.motp.radius.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.radius.keycloak.DirectGrants;
import org.motp.radius.login.LoginContext;
import org.motp.radius.login.LoginMode;
import org.motp.radius.login.LoginStyle;
import org.motp.radius.login.Ruling;
import org.motp.radius.wire.Attribute;

class RuleTableTest {

  private static final DirectGrants STAFF = request -> null;
  private static final DirectGrants PARTNERS = request -> null;
  private static final Dictionaries DICTIONARIES = Dictionaries.load();
  private static final AttributeMapping GROUPS =
      AttributeMapping.of(DICTIONARIES.attribute("Fortinet-Group-Name"), "groups");

  /** Whoever has no value for it is not let in. */
  private static final AttributeMapping FILTER =
      new AttributeMapping(
          DICTIONARIES.attribute("Filter-Id"),
          Optional.of("acl"),
          TextPattern.exact("*"),
          "$0",
          false,
          true);

  private static final String VPN = "vpn-ssl";
  private static final String ADMIN = LoginContext.ADMIN_LOGIN;

  @Test
  void withoutRulesWhoeverHasACodeGetsIntoTheVpnWithAllGroups() {
    Ruling ruling = table().before(login("hark", VPN));
    assertThat(((Ruling.Ask) ruling).realm()).isSameAs(STAFF);
    assertThat(((Ruling.Ask) ruling).style()).isEqualTo(LoginStyle.DEFAULT);
    assertThat(shown(verdict(ruling, claims("hark", "a", "/b"))))
        .containsExactly("Fortinet-Group-Name = a", "Fortinet-Group-Name = b");
  }

  @Test
  void withoutRulesNobodyGetsIntoTheFirewallItself() {
    assertThat(table().before(login("hark", ADMIN)))
        .isEqualTo(new Ruling.Refuse("", "no rule for admin-login"));
  }

  @Test
  void aRuleThatDoesNotNameAdminLoginNeverLetsAnAdministratorIn() {
    RuleTable table =
        table(
            rule("everything").get(),
            rule("vpn").connectInfo(VPN).get(),
            rule("user").users("hark").get());
    assertThat(table.before(login("hark", ADMIN))).isInstanceOf(Ruling.Refuse.class);
    assertThat(table.before(login("hark", VPN, ADMIN))).isInstanceOf(Ruling.Refuse.class);
    assertThat(table.before(login("hark", VPN))).isInstanceOf(Ruling.Ask.class);
  }

  @Test
  void anAdministratorOfTheFirewallNeedsTheGroupThatTheRuleNames() {
    RuleTable table =
        table(rule("admins").connectInfo(ADMIN).groups("Firewall-Admins").get(), rule("vpn").get());
    Ruling ruling = table.before(login("hark", ADMIN));
    assertThat(verdict(ruling, claims("hark", "firewall-admins")))
        .isInstanceOf(Ruling.Allowed.class);
    assertThat(verdict(ruling, claims("hark", "VPN-Users")))
        .isEqualTo(new Ruling.Denied("", "no rule for admin-login"));
  }

  @Test
  void aRuleThatDeniesEveryoneDeniesAdministratorsToo() {
    RuleTable table =
        table(rule("closed").clients("fortigate").deny(), rule("admins").connectInfo(ADMIN).get());
    assertThat(table.before(login("hark", ADMIN)))
        .isEqualTo(new Ruling.Refuse("closed", "denied by a rule"));
  }

  @Test
  void whereThereAreRulesAndNoneMatchesNobodyIsLetIn() {
    assertThat(table(rule("vpn").connectInfo("vpn-ikev2").get()).before(login("hark", VPN)))
        .isEqualTo(new Ruling.Refuse("", "no rule matches"));
  }

  @Test
  void theFirstRuleThatMatchesDecides() {
    RuleTable table =
        table(
            rule("guests").users("guest*").deny(),
            rule("otp").clients("fortigate").mode(LoginMode.OTP_ONLY).get(),
            rule("rest").get());
    assertThat(table.before(login("GUEST1", VPN)).rule()).isEqualTo("guests");
    Ruling.Ask ask = (Ruling.Ask) table.before(login("hark", VPN));
    assertThat(ask.rule()).isEqualTo("otp");
    assertThat(ask.style().mode()).isEqualTo(LoginMode.OTP_ONLY);
  }

  @Test
  void everyConditionOfARuleHasToMatch() {
    Rule rule =
        rule("r")
            .clients("fortigate")
            .nas("FGT-*")
            .connectInfo(VPN)
            .addresses("203.0.113.0/24")
            .domains("corp*")
            .users("hark*")
            .get();
    LoginContext right = login("hark.chen", VPN);
    assertThat(table(rule).before(right)).isInstanceOf(Ruling.Ask.class);
    for (LoginContext wrong :
        List.of(
            new LoginContext(
                "x",
                right.nasIdentifier(),
                true,
                Set.of(VPN),
                right.address(),
                "hark.chen",
                right.domain()),
            new LoginContext(
                "fortigate",
                Optional.of("x"),
                true,
                Set.of(VPN),
                right.address(),
                "hark.chen",
                right.domain()),
            new LoginContext(
                "fortigate",
                Optional.empty(),
                true,
                Set.of(VPN),
                right.address(),
                "hark.chen",
                right.domain()),
            new LoginContext(
                "fortigate",
                right.nasIdentifier(),
                true,
                Set.of(),
                right.address(),
                "hark.chen",
                right.domain()),
            new LoginContext(
                "fortigate",
                right.nasIdentifier(),
                true,
                Set.of(VPN),
                Optional.empty(),
                "hark.chen",
                right.domain()),
            new LoginContext(
                "fortigate",
                right.nasIdentifier(),
                true,
                Set.of(VPN),
                right.address(),
                "mei.lin",
                right.domain()),
            new LoginContext(
                "fortigate",
                right.nasIdentifier(),
                true,
                Set.of(VPN),
                right.address(),
                "hark.chen",
                Optional.empty()))) {
      assertThat(table(rule).before(wrong)).as("%s", wrong).isInstanceOf(Ruling.Refuse.class);
    }
  }

  @Test
  void inAnUnsignedRequestTheNameOfTheNasLetsNobodyIn() {
    LoginContext signed = login("hark", VPN);
    LoginContext unsigned =
        new LoginContext(
            signed.client(),
            signed.nasIdentifier(),
            false,
            signed.connectInfo(),
            signed.address(),
            signed.user(),
            signed.domain());
    assertThat(table(rule("r").nas("FGT-1").get()).before(unsigned))
        .isInstanceOf(Ruling.Refuse.class);
    assertThat(table(rule("r").nas("FGT-1").deny(), rule("rest").get()).before(unsigned).rule())
        .isEqualTo("r");
  }

  @Test
  void groupsAreAskedAboutOnceKeycloakHasSaidThem() {
    RuleTable table =
        table(
            rule("contractors out").groups("contractors").deny(),
            rule("vpn").groups("VPN-Users", "IT*").get());
    Ruling ruling = table.before(login("hark", VPN));
    assertThat(ruling.rule()).isEqualTo("vpn");
    assertThat(verdict(ruling, claims("hark", "it-taipei"))).isInstanceOf(Ruling.Allowed.class);
    assertThat(verdict(ruling, claims("hark", "staff")))
        .isEqualTo(new Ruling.Denied("", "no rule matches"));
    assertThat(verdict(ruling, claims("hark", "VPN-Users", "Contractors")))
        .isEqualTo(new Ruling.Denied("contractors out", "denied by a rule"));
    assertThat(verdict(ruling, Map.of())).isInstanceOf(Ruling.Denied.class);
  }

  @Test
  void anAliasIsNoWayAroundARuleThatDeniesTheUser() {
    RuleTable table = table(rule("no services").users("svc-*").deny(), rule("rest").get());
    Ruling ruling = table.before(login("backup@corp.example", VPN));
    assertThat(verdict(ruling, claims("svc-backup"))).isInstanceOf(Ruling.Denied.class);
  }

  @Test
  void anAliasIsNoWayIntoARuleThatAllowsSomebodyElse() {
    RuleTable table = table(rule("bosses").users("boss*").get());
    Ruling ruling = table.before(login("boss@evil.example", VPN));
    assertThat(verdict(ruling, claims("mallory"))).isInstanceOf(Ruling.Denied.class);
    assertThat(verdict(ruling, claims("BOSS"))).isInstanceOf(Ruling.Allowed.class);
  }

  @Test
  void whoWasAskedInOneRealmIsNotLetInByARuleOfAnother() {
    RuleTable table =
        table(
            rule("partners").domains("corp").realm("partners").groups("vpn").get(),
            rule("staff").get());
    Ruling ruling = table.before(login("hark", VPN));
    assertThat(((Ruling.Ask) ruling).realm()).isSameAs(PARTNERS);
    assertThat(verdict(ruling, claims("hark", "vpn"))).isInstanceOf(Ruling.Allowed.class);
    assertThat(verdict(ruling, claims("hark", "others")))
        .isEqualTo(new Ruling.Denied("staff", "its rule wants another realm or mode"));
  }

  @Test
  void aCodeAloneIsNotEnoughForARuleThatWantsThePasswordToo() {
    RuleTable table =
        table(rule("code").groups("code-only").mode(LoginMode.OTP_ONLY).get(), rule("both").get());
    Ruling ruling = table.before(login("hark", VPN));
    assertThat(verdict(ruling, claims("hark", "code-only"))).isInstanceOf(Ruling.Allowed.class);
    assertThat(verdict(ruling, claims("hark"))).isInstanceOf(Ruling.Denied.class);
  }

  @Test
  void aRuleCanSendAttributesOfItsOwn() {
    RuleTable table =
        table(
            rule("admins")
                .connectInfo(ADMIN)
                .attributes(
                    constant("Fortinet-Access-Profile", "super_admin"),
                    constant("Fortinet-Vdom-Name", "root"))
                .get(),
            rule("silent").clients("quiet").attributes().get(),
            rule("rest").get());
    assertThat(shown(verdict(table.before(login("hark", ADMIN)), claims("hark", "g"))))
        .containsExactly("Fortinet-Access-Profile = super_admin", "Fortinet-Vdom-Name = root");
    assertThat(shown(verdict(table.before(login("hark", VPN)), claims("hark", "g"))))
        .containsExactly("Fortinet-Group-Name = g");
  }

  @Test
  void whoHasNoValueForARequiredAttributeIsNotLetIn() {
    Ruling ruling = table(rule("r").attributes(FILTER).get()).before(login("hark", VPN));
    assertThat(verdict(ruling, Map.of("acl", "web-only"))).isInstanceOf(Ruling.Allowed.class);
    for (Map<String, Object> claims :
        List.<Map<String, Object>>of(Map.of(), Map.of("acl", ""), Map.of("acl", "x".repeat(300)))) {
      assertThat(verdict(ruling, claims))
          .isEqualTo(new Ruling.Denied("r", "no value for a required attribute"));
    }
  }

  @Test
  void whatIsRequiredStandsWhereAFullReplyIsNotCutOff() {
    Ruling ruling = table(rule("r").attributes(GROUPS, FILTER).get()).before(login("hark", VPN));
    assertThat(shown(verdict(ruling, Map.of("acl", "web-only", "groups", List.of("a", "b")))))
        .containsExactly(
            "Filter-Id = web-only", "Fortinet-Group-Name = a", "Fortinet-Group-Name = b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "fortigate"})
  void theModeOfAClientIsThatOfItsUsers(String client) {
    RuleTable table =
        new RuleTable(
            List.of(),
            Map.of("staff", STAFF),
            "staff",
            Map.of("fortigate", LoginStyle.DEFAULT.in(LoginMode.APPEND)),
            List.of(),
            "groups");
    Ruling.Ask ask =
        (Ruling.Ask)
            table.before(
                new LoginContext(
                    client,
                    Optional.empty(),
                    true,
                    Set.of(),
                    Optional.empty(),
                    "hark",
                    Optional.empty()));
    assertThat(ask.style().mode())
        .isEqualTo(client.equals("fortigate") ? LoginMode.APPEND : LoginMode.CHALLENGE);
  }

  @Test
  void ofAnAttributeThatMayBeThereOnceTheFirstIsSent() {
    RuleTable table =
        table(
            rule("r")
                .attributes(
                    AttributeMapping.of(DICTIONARIES.attribute("Framed-IP-Address"), "vpn.ip"),
                    constant("Framed-IP-Address", "192.0.2.1"),
                    AttributeMapping.of(DICTIONARIES.attribute("Session-Timeout"), "timeout"))
                .get());
    Ruling ruling = table.before(login("hark", VPN));
    assertThat(
            shown(
                verdict(
                    ruling,
                    Map.of(
                        "vpn",
                        Map.of("ip", List.of("no address", "192.0.2.7", "192.0.2.8")),
                        "timeout",
                        3600L))))
        .containsExactly("Framed-IP-Address = 192.0.2.7", "Session-Timeout = 3600");
    Ruling.Allowed allowed = (Ruling.Allowed) verdict(ruling, Map.of("timeout", "soon"));
    assertThat(shown(allowed)).containsExactly("Framed-IP-Address = 192.0.2.1");
    assertThat(allowed.unfit()).containsExactly("Session-Timeout");
  }

  private static RuleTable table(Rule... rules) {
    return new RuleTable(
        List.of(rules),
        Map.of("staff", STAFF, "partners", PARTNERS),
        "staff",
        Map.of(),
        List.of(GROUPS),
        "groups");
  }

  private static AttributeMapping constant(String attribute, String value) {
    return new AttributeMapping(
        DICTIONARIES.attribute(attribute),
        Optional.empty(),
        TextPattern.exact("*"),
        value,
        false,
        false);
  }

  private static Ruling.Verdict verdict(Ruling ruling, Map<String, Object> claims) {
    return ((Ruling.Ask) ruling).afterwards().of(claims);
  }

  private static List<String> shown(Ruling.Verdict verdict) {
    List<Attribute> attributes = ((Ruling.Allowed) verdict).attributes();
    return attributes.stream().flatMap(each -> DICTIONARIES.describe(each).stream()).toList();
  }

  private static Map<String, Object> claims(String user, String... groups) {
    return Map.of("preferred_username", user, "groups", List.of(groups));
  }

  private static LoginContext login(String user, String... connectInfo) {
    try {
      return new LoginContext(
          "fortigate",
          Optional.of("FGT-1"),
          true,
          Set.of(connectInfo),
          Optional.of(InetAddress.getByName("203.0.113.7")),
          user,
          Optional.of("CORP"));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RuleBuilder rule(String name) {
    return new RuleBuilder(name);
  }
}
