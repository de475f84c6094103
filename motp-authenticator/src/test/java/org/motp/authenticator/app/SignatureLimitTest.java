package org.motp.authenticator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.motp.authenticator.app.SignatureLimit.Signer;

class SignatureLimitTest {
  private static final String OFFICE = "192.0.2.1";
  private static final int OF_A_DEVICE = 20;
  private static final int OF_AN_ADDRESS = 120;

  private final AtomicLong now = new AtomicLong();
  private final SignatureLimit limit = new SignatureLimit(now::get);

  @Test
  void phoneThatHasSignedRightlyIsHeardHoweverManySignaturesAreForgedBesideIt() {
    limit.signer("198.51.100.7", "phone").right();
    forgeInManyNames(OFFICE, OF_AN_ADDRESS);

    assertThat(limit.signer(OFFICE, "phone").isStopped()).isFalse();
    assertThat(limit.signer(OFFICE, "never seen").isStopped()).isTrue();
    assertThat(limit.signer("192.0.2.2", "never seen").isStopped()).isFalse();
  }

  @Test
  void brokenPhoneStopsItselfAndNobodyElse() {
    for (int i = 0; i < OF_AN_ADDRESS; i++) {
      ask(limit.signer(OFFICE, "broken"));
    }

    assertThat(limit.signer(OFFICE, "broken").isStopped()).isTrue();
    assertThat(limit.signer(OFFICE, "never seen").isStopped()).isFalse();
  }

  @Test
  void notEvenInTheNameOfAPhoneThatHasSignedRightlyAreManySignaturesLookedAt() {
    Signer phone = limit.signer(OFFICE, "phone");
    phone.right();
    forgeInManyNames(OFFICE, OF_AN_ADDRESS);
    int lookedAt = 0;
    for (int i = 0; i < 1000; i++) {
      lookedAt += ask(phone) ? 1 : 0;
    }

    assertThat(lookedAt).isEqualTo(OF_A_DEVICE);
  }

  @Test
  void nobodyElsewhereStopsAPhoneByForgingItsSignature() {
    for (int i = 0; i < OF_A_DEVICE; i++) {
      limit.signer("2001:db8::" + i, "phone").wrong();
    }

    assertThat(limit.signer("2001:db8::ffff", "phone").isStopped()).as("the same /64").isTrue();
    assertThat(limit.signer("2001:db8:0:1::1", "phone").isStopped()).isFalse();
  }

  @Test
  void forgersAreToldAlikeWhetherThereIsTheDeviceThatTheyName() {
    limit.signer(OFFICE, "phone").right();
    forgeInManyNames(OFFICE, OF_AN_ADDRESS);

    assertThat(limit.signer(OFFICE, "phone").isAddressStopped()).isTrue();
  }

  @Test
  void afterAMinuteEverybodyIsHeardAgain() {
    forgeInManyNames(OFFICE, OF_AN_ADDRESS);
    for (int i = 0; i < OF_A_DEVICE; i++) {
      limit.signer("192.0.2.2", "broken").wrong();
    }
    now.addAndGet(Duration.ofMinutes(1).toNanos());

    assertThat(limit.signer(OFFICE, "never seen").isStopped()).isFalse();
    assertThat(limit.signer("192.0.2.2", "broken").isStopped()).isFalse();
  }

  @Test
  void phoneThatHasNotSignedForAWeekIsAStrangerAgain() {
    limit.signer(OFFICE, "phone").right();
    now.addAndGet(Duration.ofDays(7).toNanos());
    forgeInManyNames(OFFICE, OF_AN_ADDRESS);

    assertThat(limit.signer(OFFICE, "phone").isStopped()).isTrue();
  }

  private void forgeInManyNames(String address, int times) {
    for (int i = 0; i < times; i++) {
      limit.signer(address, "forged " + i).wrong();
    }
  }

  private static boolean ask(Signer forger) {
    if (forger.isStopped()) {
      return false;
    }
    forger.wrong();
    return true;
  }
}
