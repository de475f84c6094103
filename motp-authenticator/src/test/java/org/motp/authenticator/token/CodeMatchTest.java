package org.motp.authenticator.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.authenticator.otp.HashAlgorithm;
import org.motp.authenticator.otp.Hotp;
import org.motp.authenticator.otp.TypedCode;

class CodeMatchTest {
  private static final byte[] RFC_KEY = "12345678901234567890".getBytes(US_ASCII);
  private static final long NOW = 1111111109;
  private static final long STEP = NOW / 30;
  private static final BigInteger UNUSED = BigInteger.ONE.negate();
  private static final CodeAlgorithm HOTP =
      new CodeAlgorithm(CodeAlgorithm.Kind.HOTP, HashAlgorithm.SHA1, 6, 0);

  @ParameterizedTest(name = "the code of {0} steps away, {1}, is accepted: {2}")
  @CsvSource({
    "-3, 404137, false",
    "-1, 731029, true",
    "1, 050471, true",
    "3, 306183, false",
  })
  void theWindowIsOneStepEitherSide(int away, String code, boolean accepted) {
    Optional<CodeMatch> match = find(totp(UNUSED, 0), code);

    assertThat(match.isPresent()).isEqualTo(accepted);
    match.ifPresent(
        m -> {
          assertThat(m.drift()).isEqualTo(away);
          assertThat(m.step()).isEqualTo(BigInteger.valueOf(STEP + away));
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 2})
  void twoStepsAwayIsOutsideTheWindow(int away) {
    assertThat(find(totp(UNUSED, 0), codeAt(STEP + away))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4, true", "5, true", "6, true", "3, false", "7, false", "0, false"})
  void aPhoneWhoseClockIsKnownToBeOffIsMetWhereItIs(int away, boolean accepted) {
    assertThat(find(totp(UNUSED, 5), codeAt(STEP + away)).isPresent()).isEqualTo(accepted);
  }

  @Test
  void noOlderCodeWorksAfterANewerOne() {
    Token used = totp(BigInteger.valueOf(STEP), 0);

    assertThat(find(used, codeAt(STEP - 1))).isEmpty();
    assertThat(find(used, codeAt(STEP))).isEmpty();
    assertThat(find(used, codeAt(STEP + 1))).isPresent();
  }

  @Test
  void driftDoesNotGrowWithoutEnd() {
    assertThat(find(totp(UNUSED, 1000), codeAt(STEP + 1000))).isPresent();
    assertThat(find(totp(UNUSED, 1000), codeAt(STEP + 1001))).isEmpty();
    assertThat(find(totp(UNUSED, -1000), codeAt(STEP - 1001))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1000, -300, -1, 0, 1, 40, 1000})
  void twoConsecutiveCodesFindAPhoneWhoseClockIsFarOff(int away) {
    Optional<CodeMatch> match =
        consecutive(totp(UNUSED, 0), codeAt(STEP + away - 1), codeAt(STEP + away));

    assertThat(match).contains(new CodeMatch(BigInteger.valueOf(STEP + away), away));
  }

  @Test
  void codesThatAreNotConsecutiveResynchroniseNothing() {
    assertThat(consecutive(totp(UNUSED, 0), codeAt(STEP + 40), codeAt(STEP + 42))).isEmpty();
    assertThat(consecutive(totp(UNUSED, 0), codeAt(STEP + 41), codeAt(STEP + 40))).isEmpty();
    assertThat(consecutive(totp(UNUSED, 0), codeAt(STEP + 40), codeAt(STEP + 40))).isEmpty();
    assertThat(consecutive(totp(UNUSED, 0), codeAt(STEP + 1000), codeAt(STEP + 1001))).isEmpty();
  }

  @Test
  void whoHasSeenTwoOldCodesCannotGoBackToThem() {
    Token used = totp(BigInteger.valueOf(STEP - 3), 0);

    assertThat(consecutive(used, codeAt(STEP - 5), codeAt(STEP - 4))).isEmpty();
    assertThat(consecutive(used, codeAt(STEP - 4), codeAt(STEP - 3))).isEmpty();
  }

  @Test
  void aPhoneThatWasAheadAndIsSetRightIsFoundAgain() {
    Token wasAhead = totp(BigInteger.valueOf(STEP + 100), 100);

    assertThat(consecutive(wasAhead, codeAt(STEP - 1), codeAt(STEP))).isPresent();
    assertThat(consecutive(wasAhead, codeAt(STEP + 50), codeAt(STEP + 51))).isEmpty();
  }

  @Test
  void aHardwareTokenThatWasPressedForFunIsFoundAgainAndNeverGoesBack() {
    Token token = token(HOTP, BigInteger.valueOf(500), 0);

    assertThat(consecutive(token, codeAt(1499), codeAt(1500)).map(CodeMatch::step))
        .contains(BigInteger.valueOf(1500));
    assertThat(consecutive(token, codeAt(1500), codeAt(1501))).isEmpty();
    assertThat(consecutive(token, codeAt(499), codeAt(500))).isEmpty();
  }

  private static Optional<CodeMatch> consecutive(Token token, String first, String second) {
    return CodeMatch.findConsecutive(
        token,
        RFC_KEY,
        CodeMatch.form(token.algorithm(), first).orElseThrow(),
        CodeMatch.form(token.algorithm(), second).orElseThrow(),
        NOW);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "10, true", "11, false"})
  void aHardwareTokenMayBePressedTenTimesInVain(int unusedPresses, boolean accepted) {
    Token token = token(HOTP, BigInteger.valueOf(41), 0);
    long counter = 42L + unusedPresses;

    assertThat(find(token, codeAt(counter)).map(CodeMatch::step))
        .isEqualTo(
            accepted ? Optional.of(BigInteger.valueOf(counter)) : Optional.<BigInteger>empty());
  }

  @Test
  void aNewHardwareTokenStartsAtCounterZero() {
    assertThat(find(token(HOTP, UNUSED, 0), "755224").map(CodeMatch::step))
        .contains(BigInteger.ZERO);
  }

  @Test
  void countersAboveTwoToTheSixtyThirdWorkAndEndAtSixtyFourBits() {
    BigInteger last = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    Token beforeLast = token(HOTP, last.subtract(BigInteger.ONE), 0);

    assertThat(find(beforeLast, codeAt(-1)).map(CodeMatch::step)).contains(last);
    assertThat(find(token(HOTP, last, 0), codeAt(0))).isEmpty();
  }

  @Test
  void mobileOtpTokensAreMatchedByTextSecretAndPin() {
    CodeAlgorithm motp = new CodeAlgorithm(CodeAlgorithm.Kind.MOTP, HashAlgorithm.SHA1, 6, 10);
    Token token = token(motp, UNUSED, 0);
    byte[] key = "0123456789abcdef:6666".getBytes(US_ASCII);
    TypedCode code = CodeMatch.form(motp, "6ED4E4").orElseThrow();

    assertThat(CodeMatch.find(token, key, code, 1296121200)).isPresent();
    assertThat(CodeMatch.find(token, key, code, 1296121200 + 20)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "12345", "1234567", "12345a", "９４２８７", "123 45"})
  void whatIsNotACodeIsNotCompared(String input) {
    assertThat(CodeMatch.form(CodeAlgorithm.DEFAULT, input)).isEmpty();
    assertThat(CodeMatch.form(CodeAlgorithm.DEFAULT, null)).isEmpty();
  }

  @Test
  void theDatabaseKnowsEveryAlgorithmByItsText() {
    for (String text : new String[] {"TOTP-SHA1-6-30", "TOTP-SHA512-8-60", "HOTP-SHA256-7-0"}) {
      assertThat(CodeAlgorithm.parse(text)).hasToString(text);
    }
  }

  private static Optional<CodeMatch> find(Token token, String code) {
    return CodeMatch.find(
        token, RFC_KEY, CodeMatch.form(token.algorithm(), code).orElseThrow(), NOW);
  }

  private static String codeAt(long counter) {
    return new Hotp(HashAlgorithm.SHA1, 6).code(RFC_KEY, counter);
  }

  private static Token totp(BigInteger lastStep, int drift) {
    return token(CodeAlgorithm.DEFAULT, lastStep, drift);
  }

  private static Token token(CodeAlgorithm algorithm, BigInteger lastStep, int drift) {
    return new Token(
        "id",
        "realm",
        "user",
        "F88AC2B6",
        TokenType.SOFTWARE,
        algorithm,
        TokenState.ACTIVE,
        lastStep,
        drift,
        0,
        null,
        null,
        0,
        null);
  }
}
