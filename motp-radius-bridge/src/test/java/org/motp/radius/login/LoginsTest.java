package org.motp.radius.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.radius.keycloak.GrantAnswer;
import org.motp.radius.keycloak.GrantRequest;
import org.motp.radius.time.ManualTiming;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.Request;
import org.motp.radius.wire.SharedSecret;
import org.motp.radius.wire.SignatureRules;
import org.motp.radius.wire.UserPassword;

class LoginsTest {

  private static final SharedSecret SECRET = new SharedSecret("a-secret-for-this-test");
  private static final byte[] AUTHENTICATOR = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final Attribute USER = Attribute.ofText(AttributeType.USER_NAME, "hark.chen ");
  private static final Attribute GROUP = Attribute.ofText(25, "vpn-users");

  private final ManualTiming timing = new ManualTiming();
  private final List<GrantRequest> asked = new ArrayList<>();
  private final List<AuthenticationMethod> wrongMethods = new ArrayList<>();
  private Function<GrantRequest, GrantAnswer> keycloak =
      request -> new GrantAnswer.Refused("invalid_grant");
  private Nas.Notices notices = Nas.Notices.REJECT;
  private int unreadable;
  private int decoys;
  private LoginStyle style = LoginStyle.DEFAULT;
  private Ruling.Verdict verdict = new Ruling.Allowed("", List.of(GROUP), List.of());
  private final List<LoginContext> contexts = new ArrayList<>();
  private Supplier<Ruling> ruling = () -> new Ruling.Ask("", this::ask, style, claims -> verdict);

  private final Logins logins =
      new Logins(
          new UserNames(List.of()),
          context -> {
            contexts.add(context);
            return ruling.get();
          },
          new LoginListener() {
            @Override
            public void wrongMethod(Request request, AuthenticationMethod method) {
              wrongMethods.add(method);
            }

            @Override
            public void unreadablePassword(Request request) {
              unreadable++;
            }
          },
          timing,
          Duration.ofSeconds(4),
          () -> "decoy-" + ++decoys);

  @Test
  void theFirstLegAsksWithThePasswordAndWhereTheUserIs() {
    keycloak = request -> new GrantAnswer.CodeWanted("token-1", Optional.of("請輸入動態密碼"));

    Answer.Reply reply =
        reply(
            USER,
            password("correct horse"),
            Attribute.ofText(AttributeType.CALLING_STATION_ID, "203.0.113.7"),
            Attribute.ofText(AttributeType.NAS_IDENTIFIER, "FGT-1"));

    assertThat(asked)
        .containsExactly(
            new GrantRequest(
                "hark.chen",
                new GrantRequest.Password("correct horse"),
                Optional.of("203.0.113.7"),
                "FGT-1",
                Locale.forLanguageTag("zh-TW"),
                "id"));
    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_CHALLENGE);
    assertThat(reply.attributes())
        .containsExactly(
            Attribute.ofText(AttributeType.STATE, "token-1"),
            Attribute.ofText(AttributeType.REPLY_MESSAGE, "請輸入動態密碼"));
    assertThat(reply.delayed()).isFalse();
  }

  @Test
  void theSecondLegAsksWithTheHandleAndTheCodeAndNoPassword() {
    keycloak = request -> new GrantAnswer.Granted(Map.of());

    Answer.Reply reply = reply(USER, password(" 123456 "), state("token-1"));

    assertThat(asked.get(0).proof()).isEqualTo(new GrantRequest.Code("token-1", "123456"));
    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_ACCEPT);
    assertThat(reply.attributes()).containsExactly(GROUP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "with space", "umläut", "semi;colon", "line\nbreak"})
  void aStateThatKeycloakCannotHaveGivenIsRejectedWithoutAsking(String state) {
    Answer.Reply reply = reply(USER, password("123456"), state(state));
    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_REJECT);
    assertThat(asked).isEmpty();
  }

  @Test
  void aStateThatIsTooLongOrThereTwiceIsRejectedWithoutAsking() {
    reply(USER, password("123456"), state("x".repeat(129)));
    reply(USER, password("123456"), state("one"), state("two"));
    assertThat(asked).isEmpty();
    reply(USER, password("123456"), state("x".repeat(128)));
    assertThat(asked).hasSize(1);
  }

  @Test
  void aRefusalIsADelayedRejectThatSaysNothing() {
    Answer.Reply reply = reply(USER, password("wrong"));
    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_REJECT);
    assertThat(reply.attributes()).isEmpty();
    assertThat(reply.delayed()).isTrue();
  }

  @Test
  void aUserWithoutATokenIsToldWhatToDo() {
    keycloak = request -> new GrantAnswer.SetupWanted("enrollment_required", Optional.of("請先綁定載具"));
    Answer.Reply reply = reply(USER, password("right"));
    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_REJECT);
    assertThat(reply.attributes())
        .containsExactly(Attribute.ofText(AttributeType.REPLY_MESSAGE, "請先綁定載具"));
  }

  @Test
  void whereRejectTextIsHiddenTheUserIsToldByAChallengeWhoseAnswerIsRejected() {
    notices = Nas.Notices.CHALLENGE;
    keycloak = request -> new GrantAnswer.SetupWanted("enrollment_required", Optional.of("請先綁定載具"));
    Answer.Reply shown = reply(USER, password("right"));
    assertThat(shown.code()).isEqualTo(PacketCode.ACCESS_CHALLENGE);
    Attribute state = shown.attributes().get(0);
    assertThat(state.type()).isEqualTo(AttributeType.STATE);

    keycloak = request -> new GrantAnswer.Granted(Map.of());
    assertThat(reply(USER, password("123456"), state).code()).isEqualTo(PacketCode.ACCESS_REJECT);
    assertThat(asked).hasSize(1);
  }

  @Test
  void withoutKeycloakNothingIsAnsweredSoThatTheNextServerIsAsked() {
    keycloak = request -> new GrantAnswer.Unavailable("no connection", true);
    assertThat(handle(true, USER, password("x")))
        .isInstanceOfSatisfying(
            Answer.Silence.class, silence -> assertThat(silence.repeatable()).isTrue());
  }

  @Test
  void aCodeWhoseAnswerWasLostIsAskedAboutAgainAndAPasswordIsNot() {
    keycloak = request -> new GrantAnswer.Unavailable("the connection broke", false);
    assertThat(handle(true, USER, password("123456"), state("a".repeat(32))))
        .isInstanceOfSatisfying(
            Answer.Silence.class, silence -> assertThat(silence.repeatable()).isTrue());
    assertThat(handle(true, USER, password("x")))
        .isInstanceOfSatisfying(
            Answer.Silence.class, silence -> assertThat(silence.repeatable()).isFalse());
  }

  @Test
  void whileThePhoneIsAskedTheBridgeAsksAgainAndAcceptsAsSoonAsItAnswers() {
    keycloak =
        request ->
            asked.size() < 3
                ? new GrantAnswer.Pending(
                    "token-" + asked.size(), Duration.ofSeconds(1), false, Optional.empty())
                : new GrantAnswer.Granted(Map.of());
    CompletableFuture<Answer> answer = start(true, USER, password("right"));

    timing.pass(Duration.ofMillis(1999));
    assertThat(answer).isNotDone();
    timing.pass(Duration.ofMillis(1));

    assertThat(answer)
        .isCompletedWithValueMatching(
            value -> ((Answer.Reply) value).code() == PacketCode.ACCESS_ACCEPT);
    assertThat(asked.stream().map(GrantRequest::proof))
        .containsExactly(
            new GrantRequest.Password("right"),
            new GrantRequest.Waiting("token-1"),
            new GrantRequest.Waiting("token-2"));
  }

  @Test
  void aPhoneThatDoesNotAnswerInTimeEndsInAChallengeWithTheLatestHandle() {
    keycloak =
        request ->
            new GrantAnswer.Pending(
                "token-" + asked.size(), Duration.ofSeconds(1), false, Optional.of("請在手機上確認"));
    CompletableFuture<Answer> answer = start(true, USER, password("right"));
    timing.pass(Duration.ofSeconds(4));
    assertThat(answer).isCompleted();
    Answer.Reply reply = (Answer.Reply) answer.join();
    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_CHALLENGE);
    assertThat(reply.attributes()).contains(state("token-4"));
    assertThat(asked).hasSize(4);
  }

  @Test
  void theNumberToTypeOnThePhoneIsShownAtOnceAndOnlyTheNextRoundWaits() {
    keycloak =
        request ->
            new GrantAnswer.Pending(
                "token-" + asked.size(),
                Duration.ofSeconds(1),
                asked.size() == 1,
                Optional.of("請在手機上輸入 47"));
    Answer.Reply number = (Answer.Reply) handle(true, USER, password("0"), state("token-0"));
    assertThat(number.code()).isEqualTo(PacketCode.ACCESS_CHALLENGE);
    assertThat(number.attributes()).contains(state("token-1"));

    CompletableFuture<Answer> next = start(true, USER, password("0"), state("token-1"));
    assertThat(next).isNotDone();
    timing.pass(Duration.ofSeconds(4));
    assertThat(((Answer.Reply) next.join()).attributes()).contains(state("token-5"));
  }

  @ParameterizedTest
  @EnumSource(
      value = AuthenticationMethod.class,
      names = {"CHAP", "MSCHAP", "NONE"})
  void anythingButPapIsRejectedAtOnceAndCountsNoFailureForTheUser(AuthenticationMethod method) {
    Attribute proof =
        switch (method) {
          case CHAP -> new Attribute(AttributeType.CHAP_PASSWORD, new byte[17]);
          case MSCHAP ->
              new Attribute(
                  AttributeType.VENDOR_SPECIFIC, HexFormat.of().parseHex("0000013719040000"));
          default -> Attribute.ofText(AttributeType.NAS_IDENTIFIER, "x");
        };
    Answer.Reply reply = reply(USER, proof);
    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_REJECT);
    assertThat(reply.delayed()).isFalse();
    assertThat(asked).isEmpty();
    assertThat(wrongMethods).containsExactly(method);
  }

  @Test
  void aSignedRequestWhosePasswordIsNoTextIsRejectedAndExplained() {
    Attribute latin =
        UserPassword.hide("pässword".getBytes(StandardCharsets.ISO_8859_1), AUTHENTICATOR, SECRET);
    assertThat(((Answer.Reply) handle(true, USER, latin)).code())
        .isEqualTo(PacketCode.ACCESS_REJECT);
    assertThat(unreadable).isEqualTo(1);
  }

  @Test
  void anUnsignedRequestWhosePasswordIsNoTextComesFromAnotherSecretAndIsNotAnswered() {
    Attribute other =
        UserPassword.hide(
            "a password of some length".getBytes(StandardCharsets.UTF_8),
            AUTHENTICATOR,
            new SharedSecret("another secret"));
    assertThat(handle(false, USER, other)).isInstanceOf(Answer.Silence.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void aRequestWithoutAUserNameIsRejected() {
    assertThat(reply(password("x")).code()).isEqualTo(PacketCode.ACCESS_REJECT);
    assertThat(asked).isEmpty();
  }

  @Test
  void framedIpAddressAndNasIpAddressTakeThePlaceOfMissingTexts() {
    reply(
        USER,
        password("x"),
        Attribute.ofText(AttributeType.CALLING_STATION_ID, "00-11-22-33-44-55"),
        new Attribute(AttributeType.FRAMED_IP_ADDRESS, new byte[] {(byte) 198, 51, 100, 7}),
        new Attribute(AttributeType.NAS_IP_ADDRESS, new byte[] {10, 0, 0, 1}));
    assertThat(asked.get(0).clientIp()).contains("198.51.100.7");
    assertThat(asked.get(0).nas()).isEqualTo("10.0.0.1");
  }

  @Test
  void withoutAnyOfThemTheDatagramsAddressIsTheNas() {
    reply(USER, password("x"), Attribute.ofText(AttributeType.CALLING_STATION_ID, "example.org"));
    assertThat(asked.get(0).clientIp()).isEmpty();
    assertThat(asked.get(0).nas()).isEqualTo("192.0.2.1");
  }

  @Test
  void whatTheLogIsToldHoldsNeitherPasswordNorCodeNorHandle() {
    keycloak = request -> new GrantAnswer.CodeWanted("a-secret-handle", Optional.of("請輸入動態密碼"));
    Answer.Reply first = reply(USER, password("correct horse"));
    Answer.Reply second = reply(USER, password("123456"), state("a-secret-handle"));
    assertThat(first.details() + first.reason() + second.details() + second.reason() + asked)
        .doesNotContain("correct horse", "123456", "a-secret-handle");
    assertThat(second.details().get("answers")).isEqualTo(first.details().get("challenge"));
  }

  @Test
  void inAppendModePasswordAndCodeAreAskedAboutAtOnce() {
    style = LoginStyle.DEFAULT.in(LoginMode.APPEND);
    reply(USER, password("correct horse,123456"));
    assertThat(asked.get(0).proof())
        .isEqualTo(new GrantRequest.PasswordAndCode("correct horse", "123456"));
  }

  @Test
  void inAppendModeAFieldWithoutACodeIsAnOrdinaryFirstLeg() {
    style = LoginStyle.DEFAULT.in(LoginMode.APPEND);
    reply(USER, password("correct horse"));
    assertThat(asked.get(0).proof()).isEqualTo(new GrantRequest.Password("correct horse"));
  }

  @Test
  void inAppendModeACodeWithoutAPasswordIsRejectedWithoutAsking() {
    style = LoginStyle.DEFAULT.in(LoginMode.APPEND);
    assertThat(reply(USER, password(",123456")).code()).isEqualTo(PacketCode.ACCESS_REJECT);
    assertThat(asked).isEmpty();
  }

  @Test
  void inOtpOnlyModeTheFieldIsTheCode() {
    style = LoginStyle.DEFAULT.in(LoginMode.OTP_ONLY);
    reply(USER, password(" 123456 "));
    assertThat(asked.get(0).proof()).isEqualTo(new GrantRequest.CodeAlone("123456"));
  }

  @Test
  void whatWasUnwrappedFromATunnelIsDecidedInItsOwnModeWhateverStateTheTunnelHas() {
    var answer =
        logins.login(
            request(true, USER, state("of-the-tunnel")),
            "Mei@corp.example",
            "secret,123456",
            false);
    assertThat(answer.toCompletableFuture()).isCompleted();
    assertThat(asked.get(0).username()).isEqualTo("Mei@corp.example");
    assertThat(asked.get(0).proof())
        .isEqualTo(new GrantRequest.PasswordAndCode("secret", "123456"));
  }

  @Test
  void whatAPolicyRefusesIsADelayedRejectAndKeycloakIsNotAsked() {
    ruling = () -> new Ruling.Refuse("no guests", "denied by a rule");
    Answer.Reply reply = reply(USER, password("x"));
    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_REJECT);
    assertThat(reply.delayed()).isTrue();
    assertThat(reply.reason()).isEqualTo("denied by a rule");
    assertThat(reply.details()).containsEntry("rule", "no guests");
    assertThat(asked).isEmpty();
  }

  @Test
  void whoIsDeniedAfterTheCodeLooksLikeWhoTypedAWrongOne() {
    keycloak = request -> new GrantAnswer.Granted(Map.of());
    verdict = new Ruling.Denied("staff only", "denied by a rule");
    Answer.Reply denied = reply(USER, password("123456"), state("token-1"));
    keycloak = request -> new GrantAnswer.Refused("invalid_grant");
    Answer.Reply wrong = reply(USER, password("123456"), state("token-1"));
    assertThat(denied.code()).isEqualTo(wrong.code());
    assertThat(denied.attributes()).isEqualTo(wrong.attributes());
    assertThat(denied.delayed()).isEqualTo(wrong.delayed());
    assertThat(denied.details()).containsEntry("rule", "staff only");
  }

  @Test
  void whoIsLetInByNoRuleIsNotSaidToBeRefusedByTheOneThatAskedKeycloak() {
    ruling = () -> new Ruling.Ask("vpn", this::ask, style, claims -> verdict);
    keycloak = request -> new GrantAnswer.Granted(Map.of());
    verdict = new Ruling.Denied("", "no rule matches");
    assertThat(reply(USER, password("123456"), state("token-1")).details())
        .doesNotContainKey("rule");
  }

  @Test
  void thePolicyIsToldWhereTheUserConnectsTo() {
    reply(
        Attribute.ofText(AttributeType.USER_NAME, "CORP\\hark"),
        password("x"),
        Attribute.ofText(AttributeType.NAS_IDENTIFIER, "FGT-1"),
        Attribute.ofText(AttributeType.CONNECT_INFO, " VPN-SSL "),
        Attribute.ofText(AttributeType.CALLING_STATION_ID, "203.0.113.7"));
    LoginContext context = contexts.get(0);
    assertThat(context.client()).isEqualTo("fortigate");
    assertThat(context.nasIdentifier()).contains("FGT-1");
    assertThat(context.connectInfo()).containsExactly("vpn-ssl");
    assertThat(context.address().orElseThrow().getHostAddress()).isEqualTo("203.0.113.7");
    assertThat(context.domain()).contains("CORP");
    assertThat(context.administrator()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("firstAnswers")
  void whereEverybodyIsAskedNobodyLearnsFromTheFirstAnswerWhatIsWrong(GrantAnswer answer) {
    style = LoginStyle.DEFAULT.in(LoginMode.ALWAYS_CHALLENGE);
    keycloak = request -> answer;
    Answer.Reply reply = reply(USER, password("x"));
    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_CHALLENGE);
    assertThat(reply.delayed()).isTrue();
    assertThat(reply.attributes().stream().map(Attribute::type))
        .containsExactly(AttributeType.STATE, AttributeType.REPLY_MESSAGE);
    assertThat(reply.attributes().get(1))
        .isEqualTo(Attribute.ofText(AttributeType.REPLY_MESSAGE, "請輸入手機上的六位數驗證碼"));
  }

  static List<GrantAnswer> firstAnswers() {
    return List.of(
        new GrantAnswer.CodeWanted("token-1", Optional.of("another text")),
        new GrantAnswer.Pending("token-1", Duration.ofSeconds(1), false, Optional.of("47")),
        new GrantAnswer.Refused("invalid_grant"),
        new GrantAnswer.Refused("HTTP 500"),
        new GrantAnswer.SetupWanted("enrollment_required", Optional.of("register first")),
        new GrantAnswer.SetupWanted("account_setup_required", Optional.of("log in first")));
  }

  @ParameterizedTest
  @MethodSource("secondAnswers")
  void whereEverybodyIsAskedTheSecondAnswerSaysNothingEither(GrantAnswer answer) {
    style = LoginStyle.DEFAULT.in(LoginMode.ALWAYS_CHALLENGE);
    keycloak = request -> answer;
    CompletableFuture<Answer> result = start(true, USER, password("123456"), state("token-1"));
    timing.pass(Duration.ofSeconds(4));
    Answer.Reply reply = (Answer.Reply) result.join();
    assertThat(reply.code()).isEqualTo(PacketCode.ACCESS_REJECT);
    assertThat(reply.attributes()).isEmpty();
    assertThat(reply.delayed()).isTrue();
  }

  static List<GrantAnswer> secondAnswers() {
    return List.of(
        new GrantAnswer.CodeWanted("token-2", Optional.of("wrong, once more")),
        new GrantAnswer.Pending("token-2", Duration.ofSeconds(1), true, Optional.of("47")),
        new GrantAnswer.Refused("invalid_grant"),
        new GrantAnswer.SetupWanted("enrollment_required", Optional.of("register first")));
  }

  @Test
  void whereEverybodyIsAskedARightCodeStillLetsInAndALostKeycloakIsStillSilent() {
    style = LoginStyle.DEFAULT.in(LoginMode.ALWAYS_CHALLENGE);
    keycloak = request -> new GrantAnswer.Granted(Map.of());
    assertThat(reply(USER, password("123456"), state("token-1")).code())
        .isEqualTo(PacketCode.ACCESS_ACCEPT);
    keycloak = request -> new GrantAnswer.Unavailable("no connection", true);
    assertThat(handle(true, USER, password("x"))).isInstanceOf(Answer.Silence.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", " 0 ", "０", "0\u00a0\u00a0\u00a0", "00", ""})
  void whereEverybodyIsAskedNoPhoneRingsForALoginThatItCannotLetIn(String typed) {
    style = LoginStyle.DEFAULT.in(LoginMode.ALWAYS_CHALLENGE);
    reply(USER, password(typed), state("token-1"));
    assertThat(asked)
        .extracting(GrantRequest::proof)
        .containsExactly(new GrantRequest.Code("token-1", ""));
  }

  @Test
  void thePromptForEverybodyCanBeConfigured() {
    style = new LoginStyle(LoginMode.ALWAYS_CHALLENGE, AppendedCode.DEFAULT, "Code?");
    assertThat(reply(USER, password("x")).attributes().get(1))
        .isEqualTo(Attribute.ofText(AttributeType.REPLY_MESSAGE, "Code?"));
  }

  @Test
  void attributesWhoseValueDidNotFitAreNamedInTheLog() {
    keycloak = request -> new GrantAnswer.Granted(Map.of());
    verdict = new Ruling.Allowed("r", List.of(), List.of("Class", "Filter-Id"));
    assertThat(reply(USER, password("1"), state("t")).details())
        .containsEntry("left-out", "Class,Filter-Id")
        .containsEntry("rule", "r");
  }

  private CompletionStage<GrantAnswer> ask(GrantRequest request) {
    asked.add(request);
    return CompletableFuture.completedFuture(keycloak.apply(request));
  }

  private Answer.Reply reply(Attribute... attributes) {
    return (Answer.Reply) handle(true, attributes);
  }

  private Answer handle(boolean signed, Attribute... attributes) {
    CompletableFuture<Answer> answer = start(signed, attributes);
    assertThat(answer).isCompleted();
    return answer.join();
  }

  private CompletableFuture<Answer> start(boolean signed, Attribute... attributes) {
    return logins.handle(request(signed, attributes)).toCompletableFuture();
  }

  private Request request(boolean signed, Attribute... attributes) {
    Nas nas =
        new Nas(
            "fortigate",
            SECRET,
            new SignatureRules(SignatureRules.Rule.AUTO, SignatureRules.Rule.YES, true),
            StandardCharsets.UTF_8,
            Locale.forLanguageTag("zh-TW"),
            notices,
            3799);
    Packet packet =
        new Packet(PacketCode.ACCESS_REQUEST, 1, AUTHENTICATOR, Arrays.asList(attributes));
    return new Request(
        "id", nas, new InetSocketAddress("192.0.2.1", 40000), packet, timing.nanoTime(), signed);
  }

  private static Attribute state(String text) {
    return Attribute.ofText(AttributeType.STATE, text);
  }

  private static Attribute password(String text) {
    return UserPassword.hide(text.getBytes(StandardCharsets.UTF_8), AUTHENTICATOR, SECRET);
  }
}
