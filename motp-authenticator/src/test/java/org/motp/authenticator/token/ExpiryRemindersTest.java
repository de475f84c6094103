package org.motp.authenticator.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryRemindersTest {
  private static final long HOUR = 60 * 60;

  @ParameterizedTest
  @CsvSource({"720, 30", "719, 30", "169, 30", "168, 7", "25, 7", "24, 1", "1, 1"})
  void theUserIsToldThirtySevenAndOneDaysBeforeTheTokenEnds(long hoursLeft, int days) {
    assertThat(ExpiryReminders.daysBefore(hoursLeft * HOUR)).isEqualTo(days);
  }
}
