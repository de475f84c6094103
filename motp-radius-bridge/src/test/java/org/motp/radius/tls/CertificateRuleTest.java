package org.motp.radius.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateRuleTest {

  @ParameterizedTest
  @CsvSource({
    "fg1.example.com, true",
    "FG1.Example.COM, true",
    "FGT60F0000000001, true",
    "127.0.0.1, true",
    "'CN=FGT60F0000000001, O=Example', true",
    "fg2.example.com, false",
    "example.com, false",
    "'CN=FGT60F0000000001', false",
    "'CN=FGT60F0000000001, O=Other', false",
    "sha256:0000000000000000000000000000000000000000000000000000000000000000, false"
  })
  void aCertificateIsKnownByItsNameOrItsWholeSubject(String rule, boolean matches)
      throws IOException {
    assertThat(CertificateRule.parse(rule).matches(certificate("fg1"))).isEqualTo(matches);
  }

  @Test
  void aCertificateIsKnownByItsFingerprintAsOpensslWritesIt() throws IOException {
    PeerCertificate certificate = certificate("fg1");
    String withColons =
        certificate.fingerprint().toUpperCase(Locale.ROOT).replaceAll("..(?!$)", "$0:");
    CertificateRule rule = CertificateRule.parse("SHA256:" + withColons);
    assertThat(rule.matches(certificate)).isTrue();
    assertThat(rule.matches(certificate("fg2"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256:12", "CN=a,,O=b", "*.example.com", "two words", "sha256:zz"})
  void whatIsNoRuleIsRefusedWithASentence(String text) {
    assertThatThrownBy(() -> CertificateRule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("null");
  }

  @Test
  void aKeyOfAnotherCertificateIsNoticed() {
    TlsSettings mixed =
        new TlsSettings(
            Optional.empty(),
            TestCertificates.of("fg1", "ca").certificateFile(),
            TestCertificates.of("fg2", "ca").keyFile());
    assertThatThrownBy(mixed::context)
        .isInstanceOf(IOException.class)
        .hasMessage("certificate and key do not belong together");
  }

  private static PeerCertificate certificate(String name) throws IOException {
    return PeerCertificate.of(PemFiles.certificates(TestCertificates.file(name + ".pem")).get(0));
  }
}
