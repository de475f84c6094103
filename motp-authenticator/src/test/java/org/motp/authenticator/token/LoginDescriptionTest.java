package org.motp.authenticator.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the phone shows comes in part from whoever logs in. */
class LoginDescriptionTest {

  @Test
  void nobodyWritesASecondLineOrTurnsTheTextAround() {
    LoginDescription login =
        new LoginDescription("hark.chen", "203.0.113.7", "VPN\r\nApproved \u202eevil\u2028!\ud800");
    assertThat(login.application()).isEqualTo("VPN  Approved  evil ! ");
  }

  @Test
  void longTextIsCutBetweenTwoCharacters() {
    String application = "入".repeat(254) + "\ud83d\udd11";
    LoginDescription login = new LoginDescription("a".repeat(300), "1".repeat(100), application);
    assertThat(login.account()).hasSize(255);
    assertThat(login.address()).hasSize(64);
    assertThat(login.application()).isEqualTo("入".repeat(254));
  }

  @Test
  void whatTheLoginKeepsSurvivesItsNotes() {
    AskedQuestion asked = new AskedQuestion("id", "47", "handle", 1_795_503_493L);
    assertThat(AskedQuestion.parse(asked.text())).contains(asked);
    assertThat(asked.toString()).doesNotContain("47", "handle");
    for (String none : new String[] {null, "", "id.47.handle", "id.47.handle.x", "a.b.c.1.d"}) {
      assertThat(AskedQuestion.parse(none)).as(String.valueOf(none)).isEmpty();
    }
  }
}
