package org.motp.radius.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.radius.wire.Attribute;

class DictionariesTest {

  private final Dictionaries dictionaries = Dictionaries.load();

  @ParameterizedTest
  @CsvSource({
    "Fortinet-Group-Name, vpn-users, 26, 00003044010b76706e2d7573657273",
    "26.12356.1, vpn-users, 26, 00003044010b76706e2d7573657273",
    "26.12356.6, super_admin, 26, 00003044060d73757065725f61646d696e",
    "26.9.1, shell:priv-lvl=15, 26, 000000090113" + "7368656c6c3a707269762d6c766c3d3135",
    "Filter-Id, acl, 11, 61636c",
    "11, acl, 11, 61636c",
    "Class, 部門, 25, e983a8e99680",
    "Session-Timeout, 3600, 27, 00000e10",
    "Session-Timeout, 4294967295, 27, ffffffff",
    "Service-Type, Login-User, 6, 00000001",
    "Framed-IP-Address, 192.0.2.7, 8, c0000207",
    "Framed-IPv6-Address, 2001:db8::1, 168, 20010db8000000000000000000000001",
    "Framed-IPv6-Prefix, 2001:db8::/64, 97, 004020010db8000000000000000000000000",
    "Framed-Interface-Id, 0x0102030405060708, 96, 0102030405060708"
  })
  void anAttributeIsWrittenAsItsTypeWants(String name, String value, int type, String bytes) {
    assertThat(dictionaries.attribute(name).of(value))
        .isEqualTo(new Attribute(type, HexFormat.of().parseHex(bytes)));
  }

  @ParameterizedTest
  @CsvSource({
    "Session-Timeout, soon, 'must be a number from 0 to 4294967295'",
    "Session-Timeout, -1, 'must be a number'",
    "Session-Timeout, 4294967296, 'must be a number'",
    "Framed-IP-Address, localhost, 'must be an address such as 192.0.2.1'",
    "Framed-IP-Address, 10.0.0, 'must be an address'",
    "Framed-IP-Address, 10.0.0.0/8, 'must be an address'",
    "Framed-IP-Address, 2001:db8::1, 'must be an address'",
    "Framed-IPv6-Prefix, 10.0.0.0/8, 'must be a network such as'",
    "Framed-Interface-Id, xyz, 'must be bytes in hexadecimal'",
    "Class, '', 'must be text of 1 to 253 bytes'"
  })
  void aValueThatDoesNotFitIsRefusedWithWhatWouldBeRight(String name, String value, String why) {
    AttributeFormat format = dictionaries.attribute(name);
    assertThatThrownBy(() -> format.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aTextTooLongForAnAttributeIsRefusedBecauseHalfOfItIsAnotherOne() {
    AttributeFormat group = dictionaries.attribute("Fortinet-Group-Name");
    assertThat(group.of("x".repeat(247)).length()).isEqualTo(253);
    assertThatThrownBy(() -> group.of("x".repeat(248)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "State",
        "24",
        "Proxy-State",
        "Message-Authenticator",
        "EAP-Message",
        "User-Password",
        "Vendor-Specific",
        "26",
        "Tunnel-Password",
        "26.311.16",
        "26.311.17"
      })
  void whatTheBridgeItselfSendsOrWouldHaveToEncryptCannotBeConfigured(String name) {
    assertThatThrownBy(() -> dictionaries.attribute(name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Fortinet-Group", "0", "256", "26.12356", "26.0.1", "26.12356.0", "27.1.1", ""})
  void whatIsNoAttributeIsRefused(String name) {
    assertThatThrownBy(() -> dictionaries.attribute(name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void attributesThatNoDictionaryKnowsAreShownAsBytes() {
    assertThat(dictionaries.describe(new Attribute(26, new byte[] {0, 0, 1, 2, 3, 4, 5, 6})))
        .containsExactly("Attr-26.258.3 = 0x0506");
    assertThat(dictionaries.describe(new Attribute(26, new byte[] {0, 0, 1, 2, 3, 9})))
        .containsExactly("Vendor-Specific = 0x000001020309");
    assertThat(dictionaries.describe(new Attribute(18, new byte[0])))
        .containsExactly("Reply-Message = ");
    assertThat(dictionaries.describe(new Attribute(27, new byte[] {0, 0, 0, 60})))
        .containsExactly("Session-Timeout = 60");
    assertThat(dictionaries.describe(new Attribute(27, new byte[] {1})))
        .containsExactly("Session-Timeout = 0x01");
  }
}
