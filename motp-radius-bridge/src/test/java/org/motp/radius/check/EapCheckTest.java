package org.motp.radius.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.motp.radius.check.Finding.Level;
import org.motp.radius.eap.TestAuthority;

/** What an administrator is told about the certificate that VPN clients are shown. */
class EapCheckTest {

  private static final TestAuthority ROOT = new TestAuthority("Company Root");
  private static final KeyPair KEYS = TestAuthority.ec(256);

  private final X509Certificate good =
      ROOT.issue("radius.example", KEYS, KeyPurposeId.id_kp_serverAuth);

  @Test
  void aGoodOneIsDescribed() {
    List<Finding> findings = check(Instant.now(), good, ROOT.certificate());
    assertThat(findings).allMatch(one -> one.level() == Level.GOOD);
    assertThat(text(findings))
        .contains("VPN clients (EAP) are shown CN=radius.example, issued by CN=Company Root")
        .contains("the EAP certificate CN=radius.example is good until")
        .contains("its names are radius.example")
        .contains("clients must trust CN=Company Root");
  }

  @Test
  void oneThatHasEndedOrHasNotBegunIsRefused() {
    assertThat(wrong(Instant.now().plus(Duration.ofDays(366)), good))
        .contains("CN=radius.example ended at", "replace it in eap.certificate-file");
    assertThat(wrong(Instant.now().minus(Duration.ofDays(2)), good))
        .contains("CN=radius.example begins only at", "the clock of this machine");
  }

  @Test
  void anIssuerThatEndsBeforeItIsFoundOut() {
    X509Certificate ended =
        new TestAuthority("Company Root")
            .issue("Taipei", KEYS, Duration.ofDays(-9), Duration.ofDays(-1));
    assertThat(wrong(Instant.now(), good, ended)).contains("CN=Taipei ended at");
  }

  @Test
  void oneThatEndsSoonIsDoubtful() {
    List<Finding> findings = check(Instant.now().plus(Duration.ofDays(340)), good);
    assertThat(findings).noneMatch(one -> one.level() == Level.WRONG);
    assertThat(text(findings)).contains("! the EAP certificate CN=radius.example is good until");
  }

  @Test
  void oneThatIsForClientsIsRefused() {
    assertThat(wrong(Instant.now(), ROOT.issue("fg1.example", KEYS, KeyPurposeId.id_kp_clientAuth)))
        .contains("it is not for servers (no serverAuth)", "1.3.6.1.5.5.7.3.1");
  }

  @Test
  void oneWithoutPurposeNameOrIssuerIsDoubtful() {
    List<Finding> findings = check(Instant.now(), ROOT.issue("radius.example", KEYS));
    assertThat(findings).noneMatch(one -> one.level() == Level.WRONG);
    assertThat(text(findings))
        .contains("! it names no purpose")
        .contains("! it has no DNS name in subjectAltName")
        .contains("! nothing follows it in the file: clients must have CN=Company Root");
  }

  @Test
  void anIssuerThatIsNoAuthorityIsRefused() {
    assertThat(wrong(Instant.now(), good, ROOT.issue("no-authority", KEYS)))
        .contains("CN=no-authority may not issue certificates");
  }

  private static String wrong(Instant now, X509Certificate... chain) {
    List<Finding> findings = check(now, chain);
    assertThat(findings).anyMatch(one -> one.level() == Level.WRONG);
    return text(findings);
  }

  private static List<Finding> check(Instant now, X509Certificate... chain) {
    List<Finding> findings = new ArrayList<>();
    new EapCheck(now, findings::add).run(List.of(chain));
    return findings;
  }

  private static String text(List<Finding> findings) {
    return String.join("\n", findings.stream().map(Finding::toString).toList());
  }
}
