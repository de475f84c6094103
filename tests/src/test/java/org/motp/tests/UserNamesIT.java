package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.Vpn;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/**
 * However a name is written, it is one user with one token, or it is refused: a second spelling is
 * no way around the second factor (CVE-2020-12812).
 */
@InHouse
class UserNamesIT {
  private final House house;

  UserNamesIT(House house) {
    this.house = house;
  }

  /** Ways to write the name of an account. */
  enum Spelling {
    CAPITALS,
    MIXED_CASE,
    TRAILING_SPACE,
    LEADING_SPACE,
    DOWN_LEVEL,
    DOWN_LEVEL_SMALL,
    PRINCIPAL,
    PRINCIPAL_CAPITALS,
    MAIL_OF_ANOTHER_DOMAIN,
    FULL_WIDTH,
    ZERO_WIDTH;

    String of(String name) {
      String capitals = name.toUpperCase(Locale.ROOT);
      return switch (this) {
        case CAPITALS -> capitals;
        case MIXED_CASE -> capitals.charAt(0) + name.substring(1);
        case TRAILING_SPACE -> name + " ";
        case LEADING_SPACE -> " " + name;
        case DOWN_LEVEL -> "CORP\\" + name;
        case DOWN_LEVEL_SMALL -> "corp\\" + name;
        case PRINCIPAL -> name + "@corp.example";
        case PRINCIPAL_CAPITALS -> capitals + "@CORP.EXAMPLE";
        case MAIL_OF_ANOTHER_DOMAIN -> name + "@elsewhere.example";
        case FULL_WIDTH -> name.replace('m', '\uff4d');
        case ZERO_WIDTH -> name + '\u200b';
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void spellingIsTheSameUserWithTheSameTokenOrRefused(Spelling spelling) {
    check(house.vpn(), spelling);
  }

  @ParameterizedTest
  @EnumSource
  void spellingIsTheSameUserWhereTheBridgeStripsDomains(Spelling spelling) {
    Kind kind = check(house.otherVpn(), spelling);
    boolean oneOfOurs =
        switch (spelling) {
          case MAIL_OF_ANOTHER_DOMAIN, FULL_WIDTH, ZERO_WIDTH -> false;
          default -> true;
        };
    assertThat(kind).isEqualTo(oneOfOurs ? Kind.ACCEPT : Kind.REJECT);
  }

  private Kind check(Vpn vpn, Spelling spelling) {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    String id = employee.id();
    String written = spelling.of(employee.account());
    int users = house.realm().userCount();

    VpnReply reply = vpn.login(written, employee.password());
    if (reply.kind() == Kind.CHALLENGE) {
      String code = phone.newCode();
      reply = vpn.answer(written, reply, code);
      assertThat(reply.kind()).isEqualTo(Kind.ACCEPT);
      VpnReply plain = vpn.login(employee.account(), employee.password());
      assertThat(vpn.answer(employee.account(), plain, code).kind())
          .as("the same code under the plain name")
          .isNotEqualTo(Kind.ACCEPT);
      assertThat(house.realm().events(id, "LOGIN").get(0).path("clientId").asText())
          .isEqualTo("radius-bridge");
    } else {
      assertThat(reply.kind()).isEqualTo(Kind.REJECT);
      assertThat(reply.message()).as("no invitation to register a second token").isEmpty();
    }
    assertThat(house.realm().userCount()).isEqualTo(users);
    return reply.kind();
  }
}
