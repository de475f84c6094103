package org.motp.radius.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.motp.radius.keycloak.GrantAnswer.Unavailable;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.motp.radius.http.NettyHttpTransport;
import org.motp.radius.time.ManualTiming;

class KeycloakClientTest {

  private static final GrantRequest FIRST_LEG =
      new GrantRequest(
          "hark.chen",
          new GrantRequest.Password("correct horse"),
          Optional.of("203.0.113.7"),
          "FGT-1",
          Locale.forLanguageTag("zh-TW"),
          "0123abcd");

  private StubKeycloak stub = StubKeycloak.start();
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final NettyHttpTransport http =
      new NettyHttpTransport(loops, Duration.ofSeconds(1), Optional.empty());
  private final ManualTiming timing = new ManualTiming();
  private final List<String> availability = new CopyOnWriteArrayList<>();
  private Instant now = Instant.now();

  @AfterEach
  void stop() {
    http.close();
    var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    stub.close();
  }

  @Test
  void theTwoLegsAreTheFormsThatTheProviderReads() {
    KeycloakClient client = client();
    GrantAnswer first = ask(client, FIRST_LEG);
    assertThat(first).isEqualTo(new GrantAnswer.CodeWanted("handle-1", Optional.of("請輸入動態密碼")));
    ask(client, FIRST_LEG.with(new GrantRequest.Code("handle-1", "123456")));
    ask(client, FIRST_LEG.with(new GrantRequest.Waiting("handle-9")));

    Map<String, String> origin =
        Map.of(
            "grant_type", "password",
            "username", "hark.chen",
            "motp_client_ip", "203.0.113.7",
            "motp_nas", "FGT-1",
            "motp_locale", "zh-TW",
            "motp_request_id", "0123abcd");
    assertThat(stub.requests().get(0)).isEqualTo(plus(origin, "password", "correct horse"));
    assertThat(stub.requests().get(1))
        .isEqualTo(plus(plus(origin, "mfa_token", "handle-1"), "otp", "123456"));
    assertThat(stub.requests().get(2)).isEqualTo(plus(origin, "mfa_token", "handle-9"));
    // radius-bridge:stub-client-secret
    assertThat(stub.authorizations().get(0))
        .isEqualTo("Basic cmFkaXVzLWJyaWRnZTpzdHViLWNsaWVudC1zZWNyZXQ=");
  }

  @Test
  void aPasswordOfAnyCharactersReachesKeycloakAsItWasTyped() {
    StringBuilder typed = new StringBuilder("通關密碼 ñ € 🔑");
    for (char c = ' '; c <= '~'; c++) {
      typed.append(c);
    }
    ask(client(), FIRST_LEG.with(new GrantRequest.Password(typed.toString())));
    assertThat(stub.requests().get(0)).containsEntry("password", typed.toString());
  }

  @Test
  void anEmptyAnswerIsStillAnAnswer() {
    ask(client(), FIRST_LEG.with(new GrantRequest.Code("handle-1", "")));
    assertThat(stub.requests().get(0)).containsEntry("otp", "");
  }

  @Test
  void theSecretGoesIntoTheFormIfItIsConfiguredSo() {
    KeycloakSettings s = stub.settings();
    KeycloakClient client =
        client(
            new KeycloakSettings(
                s.urls(),
                s.realm(),
                s.issuers(),
                s.clientId(),
                new ClientIdentity.Secret("stub-client-secret", true),
                s.tls(),
                s.connectTimeout(),
                s.timeout()));
    ask(client, FIRST_LEG);
    assertThat(stub.requests().get(0))
        .containsEntry("client_id", "radius-bridge")
        .containsEntry("client_secret", "stub-client-secret");
    assertThat(stub.authorizations().get(0)).isEqualTo("null");
  }

  @Test
  void aGoodTokenIsGrantedWithItsClaims() {
    stub.answer(form -> stub.granted());
    assertThat(ask(client(), FIRST_LEG))
        .isInstanceOfSatisfying(
            GrantAnswer.Granted.class,
            granted ->
                assertThat(granted.claims()).containsEntry("groups", List.of("vpn-users", "研發部")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":\"mfa_required\",\"mfa_token\":\"t\"} | CodeWanted",
        "400 | {\"error\":\"authorization_pending\",\"mfa_token\":\"t\",\"interval\":2} | Pending",
        "400 | {\"error\":\"enrollment_required\",\"message\":\"m\"} | SetupWanted",
        "400 | {\"error\":\"account_setup_required\",\"message\":\"m\"} | SetupWanted",
        "400 | {\"error\":\"invalid_grant\"} | Refused",
        "401 | {\"error\":\"invalid_grant\"} | Refused",
        "401 | {\"error\":\"invalid_request\"} | Refused",
        "401 | {\"error\":\"mfa_required\",\"mfa_token\":\"t\"} | Refused",
        "400 | {\"error\":\"mfa_required\"} | Refused",
        "400 | {\"error\":\"mfa_required\",\"mfa_token\":\"with space\"} | Refused",
        "400 | not json | Refused",
        "400 | '' | Refused",
        "403 | {} | Refused",
        "500 | {\"error\":\"unknown_error\"} | Refused",
        "401 | {\"error\":\"invalid_client\"} | Unavailable",
        "400 | {\"error\":\"unauthorized_client\"} | Unavailable",
        "404 | '' | Unavailable",
        "429 | '' | Unavailable",
        "502 | '' | Unavailable",
        "503 | '' | Unavailable",
        "504 | '' | Unavailable",
        "302 | '' | Unavailable",
        "200 | {} | Untrusted",
        "200 | {\"access_token\":\"x.y.z\"} | Untrusted"
      })
  void everyAnswerMeansWhatTheProtocolSays(int status, String body, String meaning) {
    stub.answer(status, body);
    assertThat(ask(client(), FIRST_LEG).getClass().getSimpleName()).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "'\"true\"', false", "1, false"})
  void aNumberForThePhoneIsUnseenOnlyIfKeycloakSaysSo(String prompt, boolean unseen) {
    stub.answer(
        400, "{\"error\":\"authorization_pending\",\"mfa_token\":\"t\",\"prompt\":" + prompt + "}");
    assertThat(((GrantAnswer.Pending) ask(client(), FIRST_LEG)).unseen()).isEqualTo(unseen);
  }

  @ParameterizedTest
  @CsvSource({"404, true", "429, true", "503, true", "502, false", "504, false"})
  void aRequestIsOnlyRepeatableIfNothingCanHaveComeOfIt(int status, boolean untouched) {
    stub.answer(status, "");
    assertThat(((Unavailable) ask(client(), FIRST_LEG)).untouched()).isEqualTo(untouched);
  }

  @Test
  void aTokenOfAnotherIssuerOrClientOrAKeyThatIsNotTheRealmsIsNotBelieved() {
    JWTClaimsSet good = stub.claims();
    refuses(new JWTClaimsSet.Builder(good).issuer("https://elsewhere.example/realms/motp").build());
    refuses(new JWTClaimsSet.Builder(good).claim("azp", "admin-cli").build());
    refuses(new JWTClaimsSet.Builder(good).expirationTime(null).build());
    refuses(
        new JWTClaimsSet.Builder(good).expirationTime(Date.from(now.minusSeconds(120))).build());

    stub.answer(form -> StubKeycloak.granted(good, StubKeycloak.newKey("first")));
    assertThat(ask(client(), FIRST_LEG)).isInstanceOf(GrantAnswer.Untrusted.class);
    stub.answer(200, "{\"access_token\":\"" + new PlainJWT(good).serialize() + "\"}");
    assertThat(ask(client(), FIRST_LEG)).isInstanceOf(GrantAnswer.Untrusted.class);
  }

  @Test
  void aTokenIsNotBelievedAfterItsExpiry() {
    stub.answer(form -> stub.granted());
    now = now.plusSeconds(600);
    assertThat(ask(client(), FIRST_LEG)).isInstanceOf(GrantAnswer.Untrusted.class);
  }

  @Test
  void keysAreFetchedOnceAndAgainWhenTheRealmHasANewOne() {
    stub.answer(form -> stub.granted());
    KeycloakClient client = client();
    ask(client, FIRST_LEG);
    ask(client, FIRST_LEG);
    assertThat(stub.keyFetches()).isEqualTo(1);

    stub.rotateKey();
    timing.pass(Duration.ofSeconds(6));
    assertThat(ask(client, FIRST_LEG)).isInstanceOf(GrantAnswer.Granted.class);
    assertThat(stub.keyFetches()).isEqualTo(2);
  }

  @Test
  void tokensWithInventedKeysDoNotMakeTheBridgeAskForKeysEachTime() {
    KeycloakClient client = client();
    stub.answer(form -> stub.granted());
    ask(client, FIRST_LEG);
    stub.answer(form -> StubKeycloak.granted(stub.claims(), StubKeycloak.newKey("invented")));
    for (int i = 0; i < 3; i++) {
      assertThat(ask(client, FIRST_LEG)).isInstanceOf(GrantAnswer.Untrusted.class);
    }
    assertThat(stub.keyFetches()).isEqualTo(1);
  }

  @Test
  void theLossAndTheReturnOfKeycloakAreSaidOnceEach() {
    KeycloakClient client = client();
    var url = stub.url();
    ask(client, FIRST_LEG);
    stub.close();
    GrantAnswer gone = ask(client, FIRST_LEG);
    ask(client, FIRST_LEG);
    assertThat(gone).isInstanceOf(Unavailable.class);
    stub = StubKeycloak.startAgain(url);
    // The look that failed may just be ending: only then is the next one planned.
    await()
        .until(
            () -> {
              timing.pass(Duration.ofSeconds(1));
              return availability.contains("back");
            });
    assertThat(ask(client, FIRST_LEG)).isInstanceOf(GrantAnswer.CodeWanted.class);
    ask(client, FIRST_LEG);
    assertThat(availability).hasSize(2);
    assertThat(availability.get(0)).startsWith("lost");
    assertThat(availability.get(1)).isEqualTo("back");
  }

  @Test
  void aWrongIssuerIsSaidOnceAndNotAsALossOfKeycloak() {
    KeycloakClient client = client();
    stub.answer(form -> stub.granted(new JWTClaimsSet.Builder().issuer("other").build()));
    ask(client, FIRST_LEG);
    stub.answer(stub::protocol);
    ask(client, FIRST_LEG);
    stub.answer(form -> stub.granted(new JWTClaimsSet.Builder().issuer("other").build()));
    ask(client, FIRST_LEG);
    stub.answer(form -> stub.granted());
    ask(client, FIRST_LEG);
    assertThat(availability).hasSize(2);
    assertThat(availability.get(0)).startsWith("distrusted: the access token is not good");
    assertThat(availability.get(1)).isEqualTo("trusted");
  }

  @Test
  void aRefusedConnectionIsRepeatable() {
    KeycloakClient client = client();
    stub.close();
    assertThat(((Unavailable) ask(client, FIRST_LEG)).untouched()).isTrue();
  }

  @Test
  void anAnswerThatDoesNotComeIsNotRepeatable() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    stub.answer(
        form -> {
          try {
            release.await(10, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return StubKeycloak.refused();
        });
    KeycloakSettings s = stub.settings();
    KeycloakClient client =
        client(
            new KeycloakSettings(
                s.urls(),
                s.realm(),
                s.issuers(),
                s.clientId(),
                s.authentication(),
                s.tls(),
                s.connectTimeout(),
                Duration.ofMillis(200)));
    GrantAnswer answer = ask(client, FIRST_LEG);
    release.countDown();
    assertThat(answer).isEqualTo(new Unavailable("no answer in time", false));
  }

  private void refuses(JWTClaimsSet claims) {
    stub.answer(form -> stub.granted(claims));
    assertThat(ask(client(), FIRST_LEG)).isInstanceOf(GrantAnswer.Untrusted.class);
  }

  private KeycloakClient client() {
    return client(stub.settings());
  }

  private KeycloakClient client(KeycloakSettings settings) {
    return new KeycloakClient(
        settings,
        http,
        () -> now,
        timing,
        new KeycloakListener() {
          @Override
          public void lost(String reason) {
            availability.add("lost: " + reason);
          }

          @Override
          public void back() {
            availability.add("back");
          }

          @Override
          public void distrusted(String reason) {
            availability.add("distrusted: " + reason);
          }

          @Override
          public void trusted() {
            availability.add("trusted");
          }

          @Override
          public void asked(GrantAnswer answer, Duration took) {}

          @Override
          public void breaker(boolean open) {}
        });
  }

  private static GrantAnswer ask(KeycloakClient client, GrantRequest request) {
    return client.ask(request).toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static Map<String, String> plus(Map<String, String> map, String key, String value) {
    Map<String, String> copy = new HashMap<>(map);
    copy.put(key, value);
    return copy;
  }
}
