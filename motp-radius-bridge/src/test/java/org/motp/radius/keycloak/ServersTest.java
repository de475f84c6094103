package org.motp.radius.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.motp.radius.http.HttpCall;
import org.motp.radius.http.HttpReply;
import org.motp.radius.http.NotSentException;

class ServersTest {

  private static final URI A = URI.create("https://a.example");
  private static final URI B = URI.create("https://b.example");
  private static final URI C = URI.create("https://c.example");

  private final Map<URI, CompletionStage<HttpReply>> behaviour = new HashMap<>();
  private final List<URI> asked = new ArrayList<>();
  private final Servers servers =
      new Servers(
          call -> {
            asked.add(call.uri());
            return behaviour.getOrDefault(
                call.uri(), CompletableFuture.completedFuture(new HttpReply(400, "")));
          },
          List.of(A, B, C));

  @Test
  void theFirstIsAskedAsLongAsItAnswers() {
    ask();
    ask();
    assertThat(asked).containsExactly(A, A);
  }

  @Test
  void anotherIsAskedOnlyWhenNothingWasSentAndIsPreferredFromThenOn() {
    behaviour.put(A, CompletableFuture.failedFuture(new NotSentException("no connection", null)));
    assertThat(ask()).isTrue();
    assertThat(asked).containsExactly(A, B);
    behaviour.remove(A);
    ask();
    assertThat(asked).containsExactly(A, B, B);
  }

  @Test
  void aCodeThatMayHaveBeenTakenIsNeverSentTwice() {
    behaviour.put(A, CompletableFuture.failedFuture(new IOException("the connection broke")));
    assertThat(ask()).isFalse();
    assertThat(asked).containsExactly(A);
    ask();
    assertThat(asked).as("the next request goes elsewhere").containsExactly(A, B);
  }

  @Test
  void aServerThatIsStartingAnswersThisOneAndIsNotAskedTheNextTime() {
    behaviour.put(A, CompletableFuture.completedFuture(new HttpReply(503, "")));
    ask();
    ask();
    assertThat(asked).containsExactly(A, B);
  }

  @Test
  void whenNoneCanBeReachedEachWasTriedOnce() {
    for (URI url : List.of(A, B, C)) {
      behaviour.put(
          url, CompletableFuture.failedFuture(new NotSentException("no connection", null)));
    }
    assertThat(ask()).isFalse();
    assertThat(asked).containsExactly(A, B, C);
  }

  @Test
  void aDefectOnTheWayToTheNextServerLeavesNobodyWaiting() {
    behaviour.put(A, CompletableFuture.failedFuture(new NotSentException("no connection", null)));
    CompletionStage<HttpReply> answer =
        servers.send(
            url -> {
              if (url.equals(B)) {
                throw new IllegalStateException("a key that cannot sign");
              }
              return HttpCall.get(url, Duration.ofSeconds(1));
            });
    assertThat(answer.toCompletableFuture()).isCompletedExceptionally();
  }

  /** Whether there was an answer, whatever it was. */
  private boolean ask() {
    return !servers
        .send(url -> HttpCall.get(url, Duration.ofSeconds(1)))
        .toCompletableFuture()
        .isCompletedExceptionally();
  }
}
