package org.motp.radius.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.radius.login.UserNames;

class UserNamesTest {

  private final UserNames names = new UserNames(List.of(strip("CORP"), strip("corp.example")));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "hark.chen, hark.chen",
        "\"  hark.chen \", hark.chen",
        "HARK.CHEN, HARK.CHEN",
        "CORP\\hark.chen, hark.chen",
        "corp\\hark.chen, hark.chen",
        "hark.chen@corp.example, hark.chen",
        "hark.chen@CORP.EXAMPLE, hark.chen",
        "hark.chen@other.example, hark.chen@other.example",
        "OTHER\\hark.chen, OTHER\\hark.chen",
        "a@b@corp.example, a@b",
        "陳哈克, 陳哈克",
        "\"CORP\\ hark.chen\", hark.chen"
      })
  void oneUserHasOneName(String typed, String name) {
    assertThat(names.normalize(typed)).contains(name);
  }

  @Test
  void composedAndDecomposedLettersAreTheSameUser() {
    assertThat(names.normalize("jose\u0301")).contains("jos\u00e9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "CORP\\",
        "@corp.example",
        "a\u0000b",
        "a\nb",
        "a\u200bb",
        "a\u202eb",
        "a\u2028b"
      })
  void whatIsNoNameIsRefused(String typed) {
    assertThat(names.normalize(typed)).isEmpty();
  }

  @Test
  void rulesWorkInTheirOrder() {
    UserNames ordered =
        new UserNames(
            List.of(
                new UserNameRule.LowerCase(),
                strip("*.example"),
                new UserNameRule.Replace(
                    TextPattern.ignoringCase("regex:ext-([a-z]+)[.]([a-z]+)"), "$2.$1")));
    assertThat(ordered.normalize("EXT-Chen.Hark@Sales.Corp.Example")).contains("hark.chen");
    assertThat(ordered.normalize("Hark.Chen")).contains("hark.chen");
  }

  @Test
  void aRuleThatLeavesNothingLeavesNoName() {
    UserNames eager =
        new UserNames(List.of(new UserNameRule.Replace(TextPattern.ignoringCase("guest*"), "$1")));
    assertThat(eager.normalize("guest7")).contains("7");
    assertThat(eager.normalize("guest")).isEmpty();
    assertThat(eager.normalize("guest\u200b")).isEmpty();
  }

  private static UserNameRule strip(String domain) {
    return new UserNameRule.StripDomain(TextPattern.ignoringCase(domain));
  }

  @Test
  void nothingIsStrippedUnlessItIsConfigured() {
    assertThat(new UserNames(List.of()).normalize("CORP\\hark.chen")).contains("CORP\\hark.chen");
  }
}
