package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.house.WebProxy;
import org.motp.tests.people.AppPhone;
import org.motp.tests.people.AppPhone.Answer;
import org.motp.tests.people.AppPhone.Scanned;
import org.motp.tests.people.AppProtocol;
import org.motp.tests.people.Employee;
import org.motp.tests.people.WebPage;
import org.motp.tests.vpn.VpnReply.Kind;

/** Whoever sees somebody else's QR code or initial key gets no token by it, and is noticed. */
@InHouse
class ClaimIT {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final String AGAIN = "線上註冊警示";

  private static final AtomicInteger NETWORKS = new AtomicInteger(100);

  private final House house;

  /** One for each test: all of them together claim more than one network may in a minute. */
  private final WebProxy network = WebProxy.from("127.0.0." + NETWORKS.getAndIncrement());

  private final Employee employee;
  private final AppPhone phone;
  private final AppPhone thief;
  private final WebPage online;
  private final Scanned scanned;

  ClaimIT(House house) {
    this.house = house;
    this.employee = house.hire();
    this.phone = new AppPhone(house, "Pixel 9", network);
    this.thief = new AppPhone(house, "Burner", network);
    this.online = Employee.toOnlinePage(employee.signsIn());
    this.scanned = Scanned.of(online.scan("#motp-qr"));
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void secondPhoneIsRefusedAndTheUserSeesItAndIsToldOnce() {
    assertThat(phone.claims(scanned).status()).isEqualTo(201);
    assertThat(isMarked(online)).isFalse();

    Answer refused = thief.claims(scanned);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().has("serial")).isFalse();
    assertThat(isMarked(online)).isTrue();
    WebPage confirm = online.next();
    assertThat(confirm.text("#motp-again")).contains("另一支手機", "Pixel 9");
    assertThat(confirm.has("#motp-again[hidden]")).isFalse();
    assertThat(thief.claims(scanned).status()).isEqualTo(409);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> mails() > 0);

    assertThat(confirm.typeCode(phone.digits()).text()).contains("註冊成功");
    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
    assertThat(thief.claims(scanned).status()).as("after the end").isEqualTo(409);
    assertThat(mails()).isEqualTo(1);
  }

  @Test
  void whoWasTooLateStartsOverAndTheThiefHasNothing() {
    thief.claims(scanned);
    assertThat(phone.claims(scanned).status()).isEqualTo(409);
    WebPage confirm = online.next();
    assertThat(confirm.text("#motp-device")).contains("Burner");

    WebPage anew = confirm.submit(".motp-help", Map.of("restart", "true"));

    assertThat(anew.text("#motp-serial")).isNotEqualTo(scanned.serial());
    assertThat(thief.state()).isEqualTo("unknown");
    assertThat(thief.claims(scanned).status()).isEqualTo(404);
    assertThat(phone.scans(anew).status()).isEqualTo(201);
    assertThat(anew.next().typeCode(phone.digits()).text()).contains("註冊成功");
  }

  @Test
  void phoneWhoseFirstAnswerWasLostAsksAgainAndAlarmsNobody() {
    assertThat(phone.claims(scanned).status()).isEqualTo(201);
    String digits = phone.digits();

    Answer again = phone.claims(scanned);

    assertThat(again.status()).isEqualTo(201);
    assertThat(phone.digits()).isEqualTo(digits);
    assertThat(isMarked(online)).isFalse();
  }

  @Test
  void ofManyPhonesAtOnceOneGetsTheToken() throws InterruptedException, ExecutionException {
    List<AppPhone> phones =
        Stream.generate(() -> new AppPhone(house, "Pixel", network)).limit(10).toList();
    List<Callable<Integer>> claims = new ArrayList<>();
    phones.forEach(one -> claims.add(() -> one.claims(scanned).status()));

    List<Integer> answers = inParallel(claims);

    assertThat(answers).containsOnlyOnce(201).containsOnly(201, 409);
    AppPhone winner = phones.get(answers.indexOf(201));
    assertThat(online.next().typeCode(winner.digits()).text()).contains("註冊成功");
    assertThat(employee.connects(house.vpn(), winner).kind()).isEqualTo(Kind.ACCEPT);
  }

  /** Tries every public value in every place where only the private keys fit. */
  @Test
  void qrCodeAndAllThatWentOverTheWireDoNotGiveTheKey() {
    phone.claims(scanned);
    online.next().typeCode(phone.digits());
    phone.asks();
    byte[] transcript = phone.transcript(scanned);
    List<byte[]> seen = Candidates.of(scanned, phone.wire(), transcript);
    assertThat(seen).as("all of it").hasSizeGreaterThan(40);

    assertThat(Candidates.keys(seen, transcript)).doesNotContain(phone.codes().key());

    List<byte[]> withTheSecret = new ArrayList<>(seen);
    withTheSecret.add(phone.agreed());
    assertThat(Candidates.keys(withTheSecret, transcript))
        .as("the search finds it where it is")
        .contains(phone.codes().key());
  }

  @Test
  void fiveWrongInitialKeysEndTheRegistration() {
    String key = online.text("#motp-key").replace("-", "").substring(0, 12);
    Scanned found = phone.found(phone.looksUp(key).body());
    for (int i = 0; i < 4; i++) {
      assertThat(thief.claims(found, "key", other(key, i)).status()).isEqualTo(404);
    }
    assertThat(status(online)).isEqualTo("waiting");
    assertThat(thief.claims(found, "key", other(key, 4)).status()).isEqualTo(404);

    assertThat(phone.claims(found, "key", key).status()).isEqualTo(404);
    assertThat(phone.claims(scanned).status()).as("the QR code, too").isEqualTo(404);
    assertThat(status(online)).isEqualTo("over");
    WebPage anew = online.next();
    assertThat(anew.text()).contains("已經失效");
    assertThat(anew.text("#motp-serial")).isNotEqualTo(scanned.serial());
  }

  @Test
  void guessingInParallelEndsTheRegistrationToo() throws InterruptedException, ExecutionException {
    String key = online.text("#motp-key").replace("-", "").substring(0, 12);
    List<Callable<Integer>> guesses = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      AppPhone guesser = new AppPhone(house, "Burner " + i, network);
      String guess = other(key, i);
      guesses.add(() -> guesser.claims(scanned, "key", guess).status());
    }
    assertThat(inParallel(guesses)).containsOnly(404);

    assertThat(phone.claims(scanned, "key", key).status()).isEqualTo(404);
    assertThat(status(online)).isEqualTo("over");
    assertThat(house.realm().events(employee.id(), "UPDATE_CREDENTIAL_ERROR"))
        .as("keys that were compared")
        .hasSize(5);
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("version", "{\"v\":2}"),
        Arguments.of("key beside the curve", "{\"ecdh\":\"" + beside() + "\"}"),
        Arguments.of("signing key beside the curve", "{\"ecdsa\":\"" + beside() + "\"}"),
        Arguments.of("short key", "{\"ecdh\":\"BA\"}"),
        Arguments.of("no base64", "{\"ecdh\":\"***\"}"),
        Arguments.of("another name than signed", "{\"name\":\"Other\"}"),
        Arguments.of("no name", "{\"name\":\" \"}"),
        Arguments.of("long name", "{\"name\":\"" + "x".repeat(65) + "\"}"),
        Arguments.of("control character", "{\"name\":\"a\\nb\"}"),
        Arguments.of("name is no text", "{\"name\":{\"a\":1}}"),
        Arguments.of("signature", "{\"signature\":\"" + AppProtocol.base64(new byte[64]) + "\"}"),
        Arguments.of("no code", "{\"code\":null}"));
  }

  private static String beside() {
    byte[] point = AppProtocol.point(AppProtocol.newKeys().getPublic());
    point[64] ^= 1;
    return AppProtocol.base64(point);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void malformed(String what, String change) throws IOException {
    ObjectNode claim = phone.claim(scanned, "code", scanned.code());
    claim.setAll((ObjectNode) new ObjectMapper().readTree(change));

    assertThat(phone.sendClaim(scanned.serial(), claim.toString()).status()).isEqualTo(400);

    assertThat(status(online)).as("nothing is used up").isEqualTo("waiting");
    assertThat(phone.claims(scanned).status()).isEqualTo(201);
  }

  @Test
  void bodyThatIsNoJsonIsRefused() {
    for (String body : List.of("[", "[]", "null", "\"x\"", "{}", "x".repeat(5000))) {
      assertThat(phone.sendClaim(scanned.serial(), body).status()).as(body).isEqualTo(400);
    }
    assertThat(phone.claims(scanned).status()).isEqualTo(201);
  }

  @Test
  void wrongCodeUnknownSerialAndUnknownLookupLookAlike() {
    Answer wrongCode = thief.claims(scanned, "code", AppProtocol.base64(new byte[16]));
    Scanned elsewhere =
        new Scanned(scanned.address(), "00000000", scanned.code(), scanned.serverKey());
    Answer unknownSerial = thief.claims(elsewhere, "code", scanned.code());
    Answer unknownLookup = thief.looksUp("000000000000");

    for (Answer answer : List.of(wrongCode, unknownSerial, unknownLookup)) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body().path("error").asText()).isEqualTo("unknown");
    }
  }

  @Test
  void afterTenMinutesTheCodeIsWorthNothing() {
    house.clock().advance(Duration.ofMinutes(11));

    assertThat(phone.claims(scanned).status()).isEqualTo(404);
    WebPage anew = online.next().signIn(employee.account(), employee.password());
    assertThat(phone.scans(Employee.toOnlinePage(anew)).status()).isEqualTo(201);
  }

  @Test
  void otherBrowserLearnsNothingFromTheStatus() {
    phone.claims(scanned);
    WebPage elsewhere = house.hire().signsIn();

    assertThat(elsewhere.ask(online.attribute("#motp-online", "data-status")).path("state"))
        .hasToString("\"over\"");
    assertThat(status(online)).isEqualTo("claimed");
  }

  private <T> List<T> inParallel(List<Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Another key, which differs in its last character. */
  private static String other(String key, int i) {
    int last = ALPHABET.indexOf(key.charAt(11));
    return key.substring(0, 11) + ALPHABET.charAt((last + 1 + i) % ALPHABET.length());
  }

  private long mails() {
    return house.mails().mails().stream()
        .filter(mail -> mail.to().contains(employee.mail()) && mail.subject().contains(AGAIN))
        .count();
  }

  private static boolean isMarked(WebPage page) {
    return page.ask(page.attribute("#motp-online", "data-status")).path("again").asBoolean();
  }

  private static String status(WebPage page) {
    return page.ask(page.attribute("#motp-online", "data-status")).path("state").asText();
  }
}
