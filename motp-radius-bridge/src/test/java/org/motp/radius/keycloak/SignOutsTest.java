package org.motp.radius.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.motp.radius.keycloak.SignOuts.SignOut;

class SignOutsTest {

  @Test
  void theAnswerOfTheProviderIsRead() throws Exception {
    SignOuts answer =
        SignOuts.parse(
            """
            {"now": 1772442000000, "highest": 41, "sign_outs": [
              {"id": 17, "at": 1772441940000, "names": ["hark.chen"], "reason": "disabled"}]}
            """);
    assertThat(answer.highest()).hasValue(41);
    assertThat(answer.signOuts())
        .containsExactly(
            new SignOut(
                17, Instant.ofEpochMilli(1772441940000L), List.of("hark.chen"), "disabled"));
  }

  @Test
  void aProviderThatIsOlderThanTheBridgeIsUnderstoodToo() throws Exception {
    assertThat(SignOuts.parse("{\"now\": 1772442000000, \"sign_outs\": []}").highest()).isEmpty();
  }
}
