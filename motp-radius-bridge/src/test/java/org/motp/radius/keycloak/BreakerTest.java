package org.motp.radius.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.motp.radius.time.ManualTiming;

class BreakerTest {

  private final ManualTiming timing = new ManualTiming();
  private final List<String> said = new ArrayList<>();
  private int probes;
  private CompletionStage<Optional<String>> probe = answered();
  private final Breaker breaker =
      new Breaker(
          timing,
          () -> {
            probes++;
            return probe;
          },
          new Breaker.Watcher() {
            @Override
            public void opened(String reason) {
              said.add("opened: " + reason);
            }

            @Override
            public void closed() {
              said.add("closed");
            }
          });

  @Test
  void whenNobodyCanBeConnectedToTheNextLoginIsNotSent() {
    probe = wrong("no connection");
    breaker.asking();
    breaker.unreachable("no connection");
    assertThat(breaker.open()).isTrue();
    assertThat(said).containsExactly("opened: no connection");
  }

  @Test
  void keycloaksReturnIsNoticedWithinASecondAndWithoutALogin() {
    probe = wrong("no connection");
    breaker.asking();
    breaker.unreachable("no connection");
    timing.pass(Duration.ofMinutes(10));
    int asked = probes;
    assertThat(asked).isBetween(1200, 1202);
    probe = answered();
    timing.pass(Duration.ofSeconds(1));
    assertThat(breaker.open()).isFalse();
    assertThat(said).containsExactly("opened: no connection", "closed");
    timing.pass(Duration.ofMinutes(10));
    assertThat(probes).as("asks no more once it is closed").isEqualTo(asked + 1);
  }

  @Test
  void aHarmlessQuestionThatWasLostCostsNobodyALoginOnceAnotherWasAnswered() {
    CompletableFuture<Optional<String>> lost = new CompletableFuture<>();
    probe = lost;
    breaker.asking();
    breaker.doubtful();
    breaker.asking();
    breaker.answered();
    lost.complete(Optional.of("no answer in time"));
    assertThat(breaker.open()).isFalse();
    assertThat(said).isEmpty();

    probe = wrong("no answer in time");
    breaker.asking();
    breaker.doubtful();
    assertThat(breaker.open()).as("the next doubt is looked into").isTrue();
  }

  @Test
  void aConnectionThatFailsOnceCostsNobodyALoginForLongerThanOneHarmlessQuestion() {
    breaker.asking();
    breaker.unreachable("no connection");
    assertThat(breaker.open()).isFalse();
    assertThat(said).containsExactly("opened: no connection", "closed");
  }

  @Test
  void oneAccountOverWhichKeycloakHangsShutsNobodyElseOut() {
    for (int i = 0; i < 100; i++) {
      breaker.asking();
      breaker.doubtful();
    }
    assertThat(breaker.open()).isFalse();
    assertThat(said).isEmpty();
  }

  @Test
  void aKeycloakThatTakesRequestsAndAnswersNothingIsGivenUpBeforeTheSecondUserWaits() {
    probe = new CompletableFuture<>();
    breaker.asking();
    timing.pass(Duration.ofMillis(1999));
    assertThat(probes).isZero();
    timing.pass(Duration.ofMillis(1));
    assertThat(probes).isEqualTo(1);
    assertThat(breaker.open()).as("not before the harmless question has failed, too").isFalse();
    ((CompletableFuture<Optional<String>>) probe).complete(Optional.of("no answer in time"));
    assertThat(breaker.open()).isTrue();
  }

  @Test
  void aSlowButLivingKeycloakIsAskedOn() {
    breaker.asking();
    for (int i = 0; i < 600; i++) {
      breaker.asking();
      timing.pass(Duration.ofSeconds(1));
      breaker.answered();
    }
    assertThat(probes).as("somebody was answered all the while").isZero();
    timing.pass(Duration.ofMinutes(1));
    assertThat(probes).as("one waits for very long").isGreaterThan(10);
    assertThat(breaker.open()).isFalse();
    breaker.answered();
    timing.pass(Duration.ofSeconds(10));
    int asked = probes;
    timing.pass(Duration.ofMinutes(10));
    assertThat(probes).as("nobody waits, nothing is asked").isEqualTo(asked);
  }

  @Test
  void aLateAnswerToALoginClosesIt() {
    probe = wrong("no answer in time");
    breaker.asking();
    breaker.asking();
    breaker.doubtful();
    assertThat(breaker.open()).isTrue();
    breaker.answered();
    assertThat(breaker.open()).isFalse();
  }

  @Test
  void manyFailuresAtOnceAskOneQuestionAtATime() {
    probe = wrong("no connection");
    for (int i = 0; i < 1000; i++) {
      breaker.asking();
      breaker.unreachable("no connection");
    }
    timing.pass(Duration.ofSeconds(10));
    assertThat(probes).isLessThanOrEqualTo(22);
    assertThat(said).hasSize(1);
  }

  @Test
  void whatWasReplacedByANewConfigurationAsksNoMore() {
    probe = wrong("no connection");
    breaker.asking();
    breaker.unreachable("no connection");
    breaker.stop();
    timing.pass(Duration.ofSeconds(1));
    int asked = probes;
    timing.pass(Duration.ofMinutes(1));
    assertThat(probes).isEqualTo(asked);
  }

  private static CompletionStage<Optional<String>> answered() {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  private static CompletionStage<Optional<String>> wrong(String reason) {
    return CompletableFuture.completedFuture(Optional.of(reason));
  }
}
