package org.motp.authenticator.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureLimitTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 0",
    "9, 0",
    "10, 60",
    "11, 0",
    "19, 0",
    "20, 120",
    "30, 240",
    "40, 480",
    "50, 960",
    "60, 1920",
    "70, 3840",
    "80, 7680",
    "90, 15360",
    "99, 0",
    "100, 0"
  })
  void everyTenthWrongCodeLocksForTwiceAsLongAsTheOneBefore(int failures, long seconds) {
    assertThat(FailureLimit.lockSeconds(failures)).isEqualTo(seconds);
  }
}
