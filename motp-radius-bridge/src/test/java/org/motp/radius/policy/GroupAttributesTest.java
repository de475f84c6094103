package org.motp.radius.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.motp.radius.wire.Attribute;

class GroupAttributesTest {

  private final Dictionaries dictionaries = Dictionaries.load();

  @Test
  void everyGroupBecomesOneFortinetGroupName() {
    List<Attribute> attributes =
        groups(List.of()).of(Map.of("groups", List.of("vpn-users", "研發部")));
    assertThat(attributes.get(0))
        .isEqualTo(
            new Attribute(26, HexFormat.of().parseHex("00003044" + "010b76706e2d7573657273")));
    assertThat(described(attributes))
        .containsExactly("Fortinet-Group-Name = vpn-users", "Fortinet-Group-Name = 研發部");
  }

  @Test
  void onlyListedGroupsAreSentUnderTheNameThatTheFortiGateHas() {
    GroupAttributes some =
        groups(
            List.of(
                new GroupAttributes.Sent("vpn-users", Optional.of("SSLVPN")),
                new GroupAttributes.Sent("it", Optional.empty())));
    assertThat(described(some.of(Map.of("groups", List.of("staff", "/vpn-users", "it", "it")))))
        .containsExactly("Fortinet-Group-Name = SSLVPN", "Fortinet-Group-Name = it");
  }

  @Test
  void aNameTooLongForAnAttributeIsLeftOutBecauseHalfOfItIsAnotherGroup() {
    assertThat(groups(List.of()).of(Map.of("groups", List.of("x".repeat(250), "", "short"))))
        .hasSize(1);
  }

  @Test
  void aTokenWithoutGroupsGivesNone() {
    assertThat(groups(List.of()).of(Map.of())).isEmpty();
    assertThat(groups(List.of()).of(Map.of("groups", "not a list"))).isEmpty();
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

  private List<String> described(List<Attribute> attributes) {
    return attributes.stream().flatMap(each -> dictionaries.describe(each).stream()).toList();
  }

  private GroupAttributes groups(List<GroupAttributes.Sent> send) {
    return new GroupAttributes(dictionaries, "groups", "Fortinet-Group-Name", send);
  }
}
