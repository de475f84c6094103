package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.util.Base32;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.VpnReply.Kind;

/** Whoever steals the database or an export of the realm makes no codes with it. */
@InHouse
class SecretsAtRestIT {
  private final House house;
  private final Phone phone;

  SecretsAtRestIT(House house) {
    this.house = house;
    Employee employee = house.hire();
    this.phone = employee.registers();
    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void databaseContainsNoKeyInAnySpelling() throws SQLException, IOException, ParseException {
    String dump = house.database().dump();
    assertThat(dump).as("the token is in it").contains(phone.serial());
    assertNoKeyIn(dump, "the database");

    String file = new String(house.database().file(), StandardCharsets.ISO_8859_1);
    assertNoKeyIn(file, "the database file");
    for (String key : house.secrets().keys()) {
      String raw = new String(Base32.decode(key), StandardCharsets.ISO_8859_1);
      assertThat(file.contains(raw)).as("the bytes of a key in the database file").isFalse();
    }
  }

  @Test
  void exportOfTheRealmContainsNoKeyInAnySpelling(@TempDir Path folder)
      throws SQLException, IOException, InterruptedException, ParseException {
    house.database().copyTo(folder);

    String export = house.realmExport().of(folder);

    assertThat(export).as("the binding is in it").contains(phone.serial());
    assertNoKeyIn(export, "the export");
  }

  private void assertNoKeyIn(String text, String where) throws ParseException {
    String lower = text.toLowerCase(Locale.ROOT);
    assertThat(house.secrets().keys()).contains(phone.key());
    for (String key : house.secrets().keys()) {
      byte[] bytes = Base32.decode(key);
      List<String> spellings =
          List.of(
              key,
              HexFormat.of().formatHex(bytes),
              HexFormat.ofDelimiter(":").formatHex(bytes),
              Base64.getEncoder().withoutPadding().encodeToString(bytes),
              Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
      for (String spelling : spellings) {
        assertThat(lower.contains(spelling.toLowerCase(Locale.ROOT)))
            .as("a key in " + where)
            .isFalse();
      }
    }
  }
}
