package org.motp.radius.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimsTest {

  private final Claims claims =
      new Claims(
          Map.of(
              "groups", List.of("/vpn/users", "it"),
              "vpn", Map.of("ip", "192.0.2.7", "acl", List.of("a", "b"), "on", true),
              "https://corp.example/level", 3L,
              "realm_access", Map.of("roles", List.of("r1")),
              "list", List.of(Map.of("name", "x"), Map.of("name", "y"), "z"),
              "preferred_username", "hark.chen"),
          "groups");

  @Test
  void aPathLeadsToNestedValues() {
    assertThat(claims.values("vpn.ip")).containsExactly("192.0.2.7");
    assertThat(claims.values("vpn.acl")).containsExactly("a", "b");
    assertThat(claims.values("vpn.on")).containsExactly("true");
    assertThat(claims.values("realm_access.roles")).containsExactly("r1");
    assertThat(claims.values("list.name")).containsExactly("x", "y");
  }

  @Test
  void aNameMayHaveDotsOfItsOwn() {
    assertThat(claims.values("https://corp.example/level")).containsExactly("3");
  }

  @Test
  void whatIsNotThereOrIsNoValueGivesNone() {
    assertThat(claims.values("vpn")).isEmpty();
    assertThat(claims.values("vpn.nothing")).isEmpty();
    assertThat(claims.values("groups.x")).isEmpty();
    assertThat(claims.values("")).isEmpty();
  }

  @Test
  void groupsHaveNoSlashInFrontWhateverTheMapperDoes() {
    assertThat(claims.groups()).containsExactly("vpn/users", "it");
    assertThat(claims.userName()).contains("hark.chen");
  }
}
