package org.motp.radius.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.SharedSecret;
import org.motp.radius.wire.SignatureRules;

class NasTableTest {

  private final NasTable table =
      new NasTable(
          List.of(
              entry("everybody", "0.0.0.0/0"),
              entry("branch", "192.0.2.0/24"),
              entry("headquarters", "192.0.2.1"),
              entry("v6", "2001:db8::/33"),
              entry("v6 host", "2001:db8::1")));

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, headquarters",
    "192.0.2.2, branch",
    "192.0.3.1, everybody",
    "2001:db8::1, v6 host",
    "2001:db8:7fff::1, v6"
  })
  void theLongestPrefixDecidesWhoseSecretCounts(String address, String name) throws Exception {
    assertThat(find(address)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001:db8:8000::1", "::1"})
  void anIpv4NetworkNeverHoldsAnIpv6Address(String address) throws Exception {
    assertThat(find(address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fortigate.example",
        "192.0.2",
        "192.0.2.1/33",
        "192.0.2.1/24",
        "300.1.1.1",
        "::1/129",
        "192.0.2.0/-1",
        "192.0.2.0/",
        "1::2::3"
      })
  void whatIsNoNetworkIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text));
  }

  @Test
  void aNetworkWithHostBitsIsRefusedAndTheRightOneNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cidr.parse("192.0.2.77/28"))
        .withMessageContaining("192.0.2.64/28");
  }

  private Optional<String> find(String address) throws UnknownHostException {
    return table.find(InetAddress.getByName(address)).map(Nas::name);
  }

  private static NasTable.Entry entry(String name, String network) {
    return new NasTable.Entry(
        Cidr.parse(network),
        new Nas(
            name,
            new SharedSecret(name),
            new SignatureRules(SignatureRules.Rule.AUTO, SignatureRules.Rule.YES, true),
            StandardCharsets.UTF_8,
            Locale.ENGLISH,
            Nas.Notices.REJECT,
            3799));
  }
}
