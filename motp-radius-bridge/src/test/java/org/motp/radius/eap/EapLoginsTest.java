package org.motp.radius.eap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.radius.keycloak.GrantAnswer;
import org.motp.radius.keycloak.GrantRequest;
import org.motp.radius.login.AuthenticationMethod;
import org.motp.radius.login.LoginListener;
import org.motp.radius.login.LoginMode;
import org.motp.radius.login.LoginStyle;
import org.motp.radius.login.Logins;
import org.motp.radius.login.Ruling;
import org.motp.radius.login.UserNames;
import org.motp.radius.time.ManualTiming;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.MppeKeys;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.Request;
import org.motp.radius.wire.RequestHandler;
import org.motp.radius.wire.SharedSecret;
import org.motp.radius.wire.SignatureRules;
import org.motp.radius.wire.SignatureRules.Rule;

class EapLoginsTest {

  private static final SharedSecret SECRET = new SharedSecret("a-secret-for-this-test");
  private static final byte[] AUTHENTICATOR = "0123456789abcdef".getBytes(UTF_8);
  private static final Attribute GROUP = Attribute.ofText(25, "vpn-users");
  private static final Ruling.Allowed ALLOWED = new Ruling.Allowed("", List.of(GROUP), List.of());
  private static final ProtocolVersion[] VERSIONS = {
    ProtocolVersion.TLSv12, ProtocolVersion.TLSv13
  };
  private static final ServerIdentity RSA = identity(TestAuthority.rsa(2048), 1);
  private static final ServerIdentity EC = identity(TestAuthority.ec(256), 0);

  private final ManualTiming timing = new ManualTiming();
  private final List<GrantRequest> asked = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private Function<GrantRequest, GrantAnswer> keycloak = EapLoginsTest::protocol;
  private RequestHandler bridge = bridge(Optional.of(settings(RSA, TlsVersion.TLS12)));
  private String client = "taipei";
  private LoginStyle style = LoginStyle.DEFAULT;
  private int framedMtu;
  private boolean askable = true;

  @ParameterizedTest(name = "{0}, RSA {1}")
  @CsvSource({"0, true", "0, false", "1, true", "1, false"})
  void passwordAndCodeInOneFieldAreAskedAtOnceAndBothSidesHaveTheSameKeys(
      int version, boolean rsa) {
    bridge = bridge(Optional.of(settings(rsa ? RSA : EC, TlsVersion.TLS12)));
    Supplicant supplicant = supplicant(VERSIONS[version]);
    supplicant.connects();

    Answer.Reply reply = (Answer.Reply) supplicant.says(pap("hark.chen", "correct horse,123456"));

    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_ACCEPT);
    assertThat(asked)
        .singleElement()
        .satisfies(
            grant -> {
              assertThat(grant.username()).isEqualTo("hark.chen");
              assertThat(grant.proof())
                  .isEqualTo(new GrantRequest.PasswordAndCode("correct horse", "123456"));
              assertThat(grant.clientIp()).contains("203.0.113.7");
            });
    assertThat(reply.attributes())
        .contains(GROUP, Attribute.ofText(AttributeType.USER_NAME, "hark.chen"))
        .contains(
            EapPacket.success(supplicant.lastAsked()).toAttributes().toArray(Attribute[]::new));
    assertThat(keys(reply, supplicant.masterSessionKey())).isTrue();
    assertThat(reply.details()).containsEntry("user", "hark.chen");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void byGtcTheCodeIsAskedForInASecondRound(int version) throws Exception {
    Supplicant supplicant = supplicant(VERSIONS[version]);
    supplicant.connects();

    supplicant.says(eap(7, EapType.IDENTITY, "hark.chen"));
    assertThat(gtcPrompt(supplicant)).isEqualTo("密碼");
    supplicant.says(eap(8, EapType.GTC, "correct horse"));
    assertThat(gtcPrompt(supplicant)).isEqualTo("請輸入動態密碼");
    Answer.Reply reply = (Answer.Reply) supplicant.says(eap(9, EapType.GTC, "123456"));

    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_ACCEPT);
    assertThat(asked.get(0).proof()).isEqualTo(new GrantRequest.Password("correct horse"));
    assertThat(asked.get(1).proof()).isEqualTo(new GrantRequest.Code("handle-1", "123456"));
    assertThat(keys(reply, supplicant.masterSessionKey())).isTrue();
  }

  @Test
  void byGtcPasswordAndCodeMayAlsoComeTogether() {
    Supplicant supplicant = supplicant(ProtocolVersion.TLSv13);
    supplicant.connects();
    supplicant.says(eap(7, EapType.IDENTITY, "hark.chen"));

    Answer.Reply reply =
        (Answer.Reply) supplicant.says(eap(8, EapType.GTC, "correct horse,123456"));

    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_ACCEPT);
    assertThat(asked).hasSize(1);
  }

  @Test
  void theCodeAloneIsNeverEnoughAlsoWhereTheNasChecksPasswordsItself() {
    style = LoginStyle.DEFAULT.in(LoginMode.OTP_ONLY);
    Supplicant supplicant = supplicant(ProtocolVersion.TLSv13);
    supplicant.connects();

    supplicant.says(pap("hark.chen", "123456"));

    assertThat(asked)
        .extracting(GrantRequest::proof)
        .containsExactly(new GrantRequest.Password("123456"));
  }

  @Test
  void whereEverybodyIsAskedForACodeAWrongPasswordDoesNotShow() throws Exception {
    style = LoginStyle.DEFAULT.in(LoginMode.ALWAYS_CHALLENGE);
    Supplicant supplicant = supplicant(ProtocolVersion.TLSv13);
    supplicant.connects();
    supplicant.says(eap(7, EapType.IDENTITY, "hark.chen"));
    supplicant.heard();

    Answer.Reply asks = (Answer.Reply) supplicant.says(eap(8, EapType.GTC, "wrong horse"));

    assertThat(gtcPrompt(supplicant)).isEqualTo("請輸入手機上的六位數驗證碼");
    assertThat(asks.delayed()).isTrue();
    Answer.Reply reply = (Answer.Reply) supplicant.says(eap(9, EapType.GTC, "123456"));
    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_REJECT);
    assertThat(asked.get(1).proof()).isEqualTo(new GrantRequest.Code("decoy", "123456"));
  }

  @Test
  void aWrongCodeIsAFailureThatIsHeldBackAndHasNoKeysAndNoText() {
    Supplicant supplicant = supplicant(ProtocolVersion.TLSv13);
    supplicant.connects();

    Answer.Reply reply = (Answer.Reply) supplicant.says(pap("hark.chen", "correct horse,000000"));

    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_REJECT);
    assertThat(reply.delayed()).isTrue();
    assertThat(reply.attributes())
        .containsExactlyElementsOf(EapPacket.failure(supplicant.lastAsked()).toAttributes());
  }

  @Test
  void whoeverGivesThePasswordAloneByPapIsRefusedLikeAWrongPassword() {
    Supplicant right = supplicant(ProtocolVersion.TLSv13);
    right.connects();
    Answer.Reply rightPassword = (Answer.Reply) right.says(pap("hark.chen", "correct horse"));
    Supplicant wrong = supplicant(ProtocolVersion.TLSv13);
    wrong.connects();
    Answer.Reply wrongPassword = (Answer.Reply) wrong.says(pap("hark.chen", "wrong horse"));

    assertThat(rightPassword.code()).isEqualTo(PacketCode.ACCESS_REJECT);
    assertThat(rightPassword.attributes()).isEqualTo(wrongPassword.attributes());
    assertThat(rightPassword.delayed()).isEqualTo(wrongPassword.delayed());
    assertThat(refused).containsExactly("NO_PROMPT ");
  }

  @Test
  void theTextOfARejectDoesNotLeaveTheTunnel() {
    keycloak = grant -> new GrantAnswer.SetupWanted("enrollment_required", Optional.of("請先註冊"));
    Supplicant supplicant = supplicant(ProtocolVersion.TLSv13);
    supplicant.connects();

    Answer.Reply reply = (Answer.Reply) supplicant.says(pap("hark.chen", "correct horse,123456"));

    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_REJECT);
    assertThat(reply.reason()).isEqualTo("enrollment_required");
    assertThat(reply.attributes())
        .noneMatch(attribute -> attribute.type() == AttributeType.REPLY_MESSAGE);
  }

  @Test
  void theBridgeIsSilentWhenKeycloakIsGone() {
    keycloak = grant -> new GrantAnswer.Unavailable("no connection", true);
    Supplicant supplicant = supplicant(ProtocolVersion.TLSv13);
    supplicant.connects();

    assertThat(supplicant.says(pap("hark.chen", "correct horse,123456")))
        .isInstanceOfSatisfying(
            Answer.Silence.class, silence -> assertThat(silence.repeatable()).isFalse());
  }

  @Test
  void whereKeycloakIsKnownToBeGoneTheNextServerIsAskedFromTheStart() {
    askable = false;
    assertThat(ask(List.of(identity("anonymous"))))
        .isInstanceOfSatisfying(
            Answer.Silence.class, silence -> assertThat(silence.repeatable()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({"0, 128", "0, 200", "1, 132", "1, 1020", "0, 60000"})
  void longChainsComeInPiecesThatFitTheNetwork(int version, int mtu) {
    bridge = bridge(Optional.of(settings(identity(TestAuthority.rsa(2048), 6), TlsVersion.TLS12)));
    framedMtu = mtu + 4;
    Supplicant supplicant = new Supplicant(this::ask, VERSIONS[version], Math.min(mtu, 1020));
    supplicant.connects();

    Answer.Reply reply = (Answer.Reply) supplicant.says(pap("hark.chen", "correct horse,123456"));

    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_ACCEPT);
    assertThat(supplicant.certificates()).isEqualTo(7);
    assertThat(supplicant.requests())
        .allMatch(request -> request.encode().length <= Math.min(mtu, 1020));
  }

  @Test
  void eachStateIsGoodForOneRoundOfTheClientThatWasGivenIt() {
    Answer.Reply start = begin();
    byte[] hello = Supplicant.respond(2, EapType.TTLS, new byte[] {0x40, 0x16});

    client = "kaohsiung";
    assertThat(failure(ask(round(start, hello)))).isEqualTo("EAP: UNKNOWN_STATE");
    client = "taipei";
    assertThat(((Answer.Reply) ask(round(start, hello))).code()).isEqualTo(11);
    assertThat(failure(ask(round(start, hello)))).isEqualTo("EAP: UNKNOWN_STATE");
  }

  @Test
  void aHandshakeIsForgottenAfterAMinute() {
    Answer.Reply start = begin();
    timing.pass(Duration.ofSeconds(61));
    assertThat(failure(ask(round(start, Supplicant.respond(2, EapType.TTLS, new byte[] {0})))))
        .isEqualTo("EAP: UNKNOWN_STATE");
  }

  @Test
  void aUserHasTwoMinutesForTheCodeAndNoMore() throws Exception {
    Supplicant quick = atTheCode();
    timing.pass(Duration.ofSeconds(119));
    assertThat(((Answer.Reply) quick.says(eap(9, EapType.GTC, "123456"))).code()).isEqualTo(2);
    Supplicant slow = atTheCode();
    timing.pass(Duration.ofSeconds(121));
    assertThat(failure(slow.says(eap(9, EapType.GTC, "123456")))).isEqualTo("EAP: UNKNOWN_STATE");
  }

  @Test
  void aFloodOfHandshakesDoesNotPushOutTheUserWhoTypesTheCode() {
    Supplicant user = atTheCode();
    List<Answer.Reply> flood = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      flood.add(begin());
    }
    assertThat(((Answer.Reply) user.says(eap(9, EapType.GTC, "123456"))).code()).isEqualTo(2);
    byte[] hello = Supplicant.respond(2, EapType.TTLS, new byte[] {0x40, 0x16});
    assertThat(failure(ask(round(flood.get(0), hello)))).isEqualTo("EAP: UNKNOWN_STATE");
    assertThat(((Answer.Reply) ask(round(flood.get(49), hello))).code()).isEqualTo(11);
  }

  @Test
  void whereAllRoomIsTakenByUsersNewOnesAreSentToTheNextServer() {
    for (int i = 0; i < 10; i++) {
      atTheCode();
    }
    assertThat(ask(List.of(identity("anonymous"))))
        .isInstanceOfSatisfying(
            Answer.Silence.class, silence -> assertThat(silence.repeatable()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "3, 19, OTHER_METHOD PEAP",
    "3, 1a, OTHER_METHOD EAP-MSCHAPv2",
    "3, 0d19, 'OTHER_METHOD EAP-TLS, PEAP'",
    "3, 00, OTHER_METHOD nothing else",
    "3, 0405060d191a2b340000, 'OTHER_METHOD EAP-MD5, EAP-OTP, EAP-GTC, EAP-TLS, PEAP,"
        + " EAP-MSCHAPv2, EAP-FAST, EAP-PWD and others'",
    "4, 10, OTHER_METHOD EAP-MD5"
  })
  void anotherMethodEndsInFailureAndAWordToTheAdministrator(int type, String data, String word) {
    Answer.Reply start = begin();
    byte[] response = Supplicant.respond(2, type, HexFormat.of().parseHex(data));

    assertThat(failure(ask(round(start, response)))).isEqualTo("EAP: OTHER_METHOD");

    assertThat(refused).containsExactly(word);
  }

  @Test
  void anotherMethodInsideIsNamed() {
    Map<byte[], String> said =
        Map.of(
            Avp.encode(Avp.CHAP_PASSWORD, new byte[17]), "OTHER_INNER_METHOD CHAP",
            mschap(), "OTHER_INNER_METHOD MSCHAP or MSCHAPv2",
            eap(7, EapType.NAK, "\u001a"), "OTHER_INNER_METHOD EAP-MSCHAPv2",
            Avp.encode(99, new byte[3]), "UNREADABLE AVP 99 (3 bytes) is mandatory and not known");
    said.forEach(
        (avps, word) -> {
          refused.clear();
          Supplicant supplicant = supplicant(ProtocolVersion.TLSv12);
          supplicant.connects();
          failure(supplicant.says(avps));
          assertThat(refused).containsExactly(word);
          assertThat(asked).isEmpty();
        });
  }

  @Test
  void aClientThatIsTooOldForTheLeastVersionGetsAnAlertAndThenAFailure() {
    bridge = bridge(Optional.of(settings(RSA, TlsVersion.TLS13)));
    Supplicant supplicant = supplicant(ProtocolVersion.TLSv12);
    try {
      supplicant.connects();
    } catch (UncheckedIOException alert) {
      assertThat(alert).hasMessageContaining("protocol_version");
    }
    assertThat(failure(supplicant.answers(EapType.TTLS, Supplicant.acknowledgement())))
        .isEqualTo("EAP: NO_TLS");
    assertThat(refused).containsExactly("NO_TLS TLS alert protocol_version");
  }

  @Test
  void withoutACertificateEapIsRefusedAndPapIsNot() {
    bridge = bridge(Optional.empty());
    assertThat(failure(ask(List.of(identity("anonymous"))))).isEqualTo("EAP: NOT_CONFIGURED");
    assertThat(ask(List.of(Attribute.ofText(AttributeType.USER_NAME, "hark.chen"))))
        .isInstanceOfSatisfying(
            Answer.Reply.class, reply -> assertThat(reply.reason()).isEqualTo("not PAP"));
  }

  @Test
  void aClientThatIsNotNamedMayNotUseEap() {
    bridge =
        bridge(Optional.of(new EapSettings(RSA, TlsVersion.TLS12, 1020, 10, Set.of("kaohsiung"))));
    assertThat(failure(ask(List.of(identity("anonymous"))))).isEqualTo("EAP: NOT_FOR_CLIENT");
    client = "kaohsiung";
    assertThat(begin().code()).isEqualTo(PacketCode.ACCESS_CHALLENGE);
  }

  @Test
  void whateverAPeerSendsAtWhateverPointThereIsAnAnswer() {
    Random random = new Random(5281);
    for (int i = 0; i < 3000; i++) {
      Answer.Reply start = begin();
      int rounds = 1 + random.nextInt(4);
      Answer answer = start;
      for (int round = 0; round < rounds && answer instanceof Answer.Reply reply; round++) {
        byte[] eap = new byte[random.nextInt(80)];
        random.nextBytes(eap);
        if (eap.length > 8 && random.nextInt(8) > 0) {
          eap[0] = 2;
          eap[1] = (byte) (2 + round);
          eap[2] = 0;
          eap[3] = (byte) eap.length;
          eap[4] = (byte) (random.nextInt(4) > 0 ? EapType.TTLS : random.nextInt(256));
          eap[5] = (byte) (random.nextInt(3) > 0 ? 0 : random.nextInt(256) & 0xf8);
          if (random.nextBoolean()) {
            eap[6] = 0x16;
            eap[7] = 3;
            eap[8] = 3;
          }
        }
        answer = ask(round(reply, eap));
        assertThat(answer).isNotNull();
      }
    }
    assertThat(asked).isEmpty();
  }

  private Supplicant atTheCode() {
    Supplicant supplicant = supplicant(ProtocolVersion.TLSv13);
    supplicant.connects();
    supplicant.says(eap(7, EapType.IDENTITY, "hark.chen"));
    supplicant.says(eap(8, EapType.GTC, "correct horse"));
    return supplicant;
  }

  private Answer.Reply begin() {
    return (Answer.Reply) ask(List.of(identity("anonymous")));
  }

  private static Attribute identity(String name) {
    return new Attribute(
        AttributeType.EAP_MESSAGE, Supplicant.respond(1, EapType.IDENTITY, name.getBytes(UTF_8)));
  }

  private static List<Attribute> round(Answer.Reply before, byte[] eap) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(new Attribute(AttributeType.EAP_MESSAGE, eap));
    before.attributes().stream()
        .filter(attribute -> attribute.type() == AttributeType.STATE)
        .forEach(attributes::add);
    return attributes;
  }

  private Supplicant supplicant(ProtocolVersion version) {
    return new Supplicant(this::ask, version, 1020);
  }

  private Answer ask(List<Attribute> attributes) {
    List<Attribute> all = new ArrayList<>(attributes);
    all.add(Attribute.ofText(AttributeType.CALLING_STATION_ID, "203.0.113.7"));
    if (framedMtu > 0) {
      all.add(
          new Attribute(
              AttributeType.FRAMED_MTU, ByteBuffer.allocate(4).putInt(framedMtu).array()));
    }
    Request request =
        new Request(
            "id",
            new Nas(
                client,
                SECRET,
                new SignatureRules(Rule.AUTO, Rule.AUTO, true),
                StandardCharsets.UTF_8,
                Locale.forLanguageTag("zh-TW"),
                Nas.Notices.REJECT,
                3799),
            new InetSocketAddress("192.0.2.1", 1812),
            new Packet(PacketCode.ACCESS_REQUEST, 1, AUTHENTICATOR, all),
            timing.nanoTime(),
            true);
    return bridge.handle(request).toCompletableFuture().join();
  }

  private CompletionStage<GrantAnswer> askKeycloak(GrantRequest request) {
    asked.add(request);
    return CompletableFuture.completedFuture(keycloak.apply(request));
  }

  private RequestHandler bridge(Optional<EapSettings> settings) {
    Logins logins =
        new Logins(
            new UserNames(List.of()),
            context -> new Ruling.Ask("", this::askKeycloak, style, claims -> ALLOWED),
            new LoginListener() {
              @Override
              public void wrongMethod(Request request, AuthenticationMethod method) {}

              @Override
              public void unreadablePassword(Request request) {}
            },
            timing,
            Duration.ofSeconds(4),
            () -> "decoy");
    SecureRandom random = new SecureRandom();
    return new EapLogins(
        settings,
        logins,
        new UserNames(List.of()),
        () -> askable,
        new EapListener() {
          @Override
          public void refused(Request request, EapRefusal why, String detail) {
            refused.add(why + " " + detail);
          }

          @Override
          public void endsSoon(ServerIdentity identity) {}
        },
        timing,
        Runnable::run,
        random,
        new Conversations(timing, random));
  }

  private static EapSettings settings(ServerIdentity identity, TlsVersion minimum) {
    return new EapSettings(identity, minimum, 1020, 10, Set.of());
  }

  private static GrantAnswer protocol(GrantRequest request) {
    GrantAnswer accepted = new GrantAnswer.Granted(Map.of());
    if (request.proof().equals(new GrantRequest.Password("correct horse"))) {
      return new GrantAnswer.CodeWanted("handle-1", Optional.of("請輸入動態密碼"));
    }
    return request.proof().equals(new GrantRequest.PasswordAndCode("correct horse", "123456"))
            || request.proof().equals(new GrantRequest.Code("handle-1", "123456"))
        ? accepted
        : new GrantAnswer.Refused("invalid_grant");
  }

  /** A certificate with a chain of some authorities between it and the root. */
  static ServerIdentity identity(KeyPair keys, int authorities) {
    List<X509Certificate> chain = new ArrayList<>();
    TestAuthority authority = new TestAuthority("root");
    for (int i = 0; i < authorities; i++) {
      KeyPair next = TestAuthority.rsa(2048);
      chain.add(0, authority.issue("authority " + i, next));
      authority = new TestAuthority("authority " + i, next);
    }
    chain.add(0, authority.issue("radius.example", keys));
    try {
      return ServerIdentity.of(chain, keys.getPrivate(), new SecureRandom());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] pap(String name, String password) {
    byte[] first = Avp.encode(Avp.USER_NAME, name.getBytes(UTF_8));
    byte[] clear = password.getBytes(UTF_8);
    byte[] second =
        Avp.encode(Avp.USER_PASSWORD, Arrays.copyOf(clear, (clear.length + 15) / 16 * 16));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] eap(int identifier, int type, String data) {
    return Avp.encode(Avp.EAP_MESSAGE, Supplicant.respond(identifier, type, data.getBytes(UTF_8)));
  }

  private static byte[] mschap() {
    return HexFormat.of().parseHex("0000000bc0000010000001370102030" + "4");
  }

  private static String gtcPrompt(Supplicant supplicant) throws MalformedEapException {
    byte[] packet = Avp.parse(supplicant.heard()).get(0).data();
    assertThat(packet[4]).isEqualTo((byte) EapType.GTC);
    return new String(packet, 5, packet.length - 5, UTF_8);
  }

  private static String failure(Answer answer) {
    Answer.Reply reply = (Answer.Reply) answer;
    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_REJECT);
    byte[] eap = reply.attributes().get(0).value();
    assertThat(eap).hasSize(4).startsWith(EapPacket.FAILURE);
    return reply.reason();
  }

  /** Whether the keys of an Accept are those of the client. */
  private static boolean keys(Answer.Reply reply, byte[] masterSessionKey) {
    List<Attribute> mppe =
        reply.attributes().stream()
            .filter(attribute -> attribute.type() == AttributeType.VENDOR_SPECIFIC)
            .toList();
    List<Integer> salts = mppe.stream().map(EapLoginsTest::salt).toList();
    var next = salts.iterator();
    return mppe.size() == 2
        && MppeKeys.of(masterSessionKey, AUTHENTICATOR, SECRET, next::next).equals(mppe);
  }

  private static int salt(Attribute attribute) {
    return ByteBuffer.wrap(attribute.value(), 6, 2).getShort();
  }
}
