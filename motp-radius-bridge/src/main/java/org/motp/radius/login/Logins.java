package org.motp.radius.login;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.motp.radius.keycloak.GrantAnswer;
import org.motp.radius.keycloak.GrantRequest;
import org.motp.radius.keycloak.GrantRequest.Proof;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.Request;
import org.motp.radius.wire.RequestHandler;

/**
 * Answers Access-Requests: without State the first leg of a login, with State the answer to a
 * challenge. Safe for use by several threads.
 */
public final class Logins implements RequestHandler {

  private final UserNames userNames;
  private final LoginPolicy policy;
  private final LoginListener listener;
  private final Timing timing;
  private final Duration deadline;
  private final Supplier<String> decoys;

  /**
   * Makes the handler.
   *
   * @param deadline after which a NAS has no use for a reply, counted from a request's arrival
   * @param decoys makes random handles of the same shape as Keycloak's
   */
  public Logins(
      UserNames userNames,
      LoginPolicy policy,
      LoginListener listener,
      Timing timing,
      Duration deadline,
      Supplier<String> decoys) {
    this.userNames = userNames;
    this.policy = policy;
    this.listener = listener;
    this.timing = timing;
    this.deadline = deadline;
    this.decoys = decoys;
  }

  @Override
  public CompletionStage<Answer> handle(Request request) {
    Packet packet = request.packet();
    String userName =
        packet
            .first(AttributeType.USER_NAME)
            .map(name -> new String(name.value(), StandardCharsets.UTF_8))
            .orElse("");
    AuthenticationMethod method = AuthenticationMethod.of(packet);
    if (method != AuthenticationMethod.PAP) {
      listener.wrongMethod(request, method);
      return now(reject("not PAP", details(request, userName)));
    }
    Optional<String> password = request.password();
    if (password.isEmpty()) {
      return now(unreadablePassword(request, details(request, userName)));
    }
    return decide(
        request,
        userName,
        password.get(),
        UnaryOperator.identity(),
        !packet.has(AttributeType.STATE));
  }

  /**
   * Decides one login by what was unwrapped from a request, which the NAS itself has not seen.
   *
   * @param request says where it comes from; its own User-Name, User-Password and State are not
   *     looked at
   * @param userName as the user typed it
   * @param field what the user typed: password and code, or the password alone
   * @param promptable whether the user can be shown a challenge
   * @return the answer, which may come later and on any thread; Rejects that say something about
   *     the user are marked as delayed, and whoever sends them holds them back
   */
  public CompletionStage<Answer> login(
      Request request, String userName, String field, boolean promptable) {
    return decide(request, userName, field, style -> style.inTunnel(promptable), true);
  }

  /**
   * Decides what was answered to the challenge of such a login.
   *
   * @param request as for the login, but with the State of the challenge
   */
  public CompletionStage<Answer> answer(Request request, String userName, String code) {
    return decide(request, userName, code, style -> style.inTunnel(true), false);
  }

  private CompletionStage<Answer> decide(
      Request request,
      String userName,
      String field,
      UnaryOperator<LoginStyle> styles,
      boolean firstLeg) {
    Optional<String> user = userNames.normalize(userName);
    Origin origin = Origin.of(request);
    Map<String, String> details = details(user, origin);
    if (user.isEmpty()) {
      return now(reject("no usable User-Name", details));
    }
    Ruling ruling = policy.before(context(request, origin, user.get(), userName));
    if (!ruling.rule().isEmpty()) {
      details.put("rule", ruling.rule());
    }
    if (ruling instanceof Ruling.Refuse refuse) {
      return now(
          new Answer.Reply(PacketCode.ACCESS_REJECT, List.of(), true, refuse.reason(), details));
    }
    Ruling.Ask ask = (Ruling.Ask) ruling;
    LoginStyle style = styles.apply(ask.style());
    Optional<Proof> proof =
        firstLeg
            ? style.proof(field)
            : State.mfaToken(request.packet()).map(t -> style.answer(t, field));
    if (proof.isEmpty()) {
      return now(reject(firstLeg ? "no password" : "State is not Keycloak's", details));
    }
    if (proof.get() instanceof GrantRequest.Code code) {
      details.put("answers", State.fingerprint(code.mfaToken()));
    }
    GrantRequest grant =
        new GrantRequest(
            user.get(),
            proof.get(),
            origin.clientIp(),
            origin.nas(),
            request.nas().locale(),
            request.id());
    // A handle works once: asked again, Keycloak refuses a code that it has taken, and takes one
    // that it has not seen.
    boolean repeatable = proof.get() instanceof GrantRequest.Code;
    Replies replies = new Replies(request.nas().notices(), ask.afterwards(), details, repeatable);
    boolean disguised = style.mode() == LoginMode.ALWAYS_CHALLENGE;
    Function<GrantAnswer, Answer> answers =
        disguised
            ? new Disguise(replies, firstLeg, style.prompt(request.nas().locale()), decoys)::to
            : replies::to;
    // Whose phone is asked must not show by the time that the question takes.
    Duration patience = disguised ? Duration.ZERO : deadline;
    return new Leg(ask.realm(), timing, answers, request.arrivedAt() + patience.toNanos())
        .run(grant);
  }

  private static LoginContext context(
      Request request, Origin origin, String user, String userName) {
    return new LoginContext(
        request.nas().name(),
        origin.nasIdentifier(),
        request.signed(),
        request.packet().all(AttributeType.CONNECT_INFO).stream()
            .map(info -> new String(info.value(), StandardCharsets.UTF_8))
            .map(info -> info.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()),
        origin.address(),
        user,
        UserNames.domain(userName));
  }

  private Map<String, String> details(Request request, String userName) {
    return details(userNames.normalize(userName), Origin.of(request));
  }

  private static Map<String, String> details(Optional<String> user, Origin origin) {
    Map<String, String> details = new LinkedHashMap<>();
    user.ifPresent(name -> details.put("user", name));
    details.put("nas", origin.nas());
    origin.clientIp().ifPresent(address -> details.put("user-ip", address));
    return details;
  }

  private Answer unreadablePassword(Request request, Map<String, String> details) {
    if (request.signed()) {
      listener.unreadablePassword(request);
      return reject("password unreadable", details);
    }
    // With another secret the NAS could not check a reply either.
    return new Answer.Silence(true, "password unreadable: most likely the secret differs", details);
  }

  /** At once: it says nothing about a user. */
  private static Answer reject(String reason, Map<String, String> details) {
    return new Answer.Reply(PacketCode.ACCESS_REJECT, List.of(), false, reason, details);
  }

  private static CompletionStage<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
