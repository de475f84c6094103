package org.motp.radius.login;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.motp.radius.keycloak.DirectGrants;
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

  private final DirectGrants grants;
  private final UserNames userNames;
  private final GrantedAttributes grantedAttributes;
  private final LoginListener listener;
  private final Timing timing;
  private final Duration deadline;

  /**
   * Makes the handler.
   *
   * @param deadline after which a NAS has no use for a reply, counted from a request's arrival
   */
  public Logins(
      DirectGrants grants,
      UserNames userNames,
      GrantedAttributes grantedAttributes,
      LoginListener listener,
      Timing timing,
      Duration deadline) {
    this.grants = grants;
    this.userNames = userNames;
    this.grantedAttributes = grantedAttributes;
    this.listener = listener;
    this.timing = timing;
    this.deadline = deadline;
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
    return login(request, userName, password.get(), LoginMode.CHALLENGE);
  }

  /**
   * Decides one login, or one leg of it if the request carries a State.
   *
   * @param request says where it comes from; its own User-Name and User-Password are not looked at
   * @param userName as the user typed it
   * @param password what the user typed into the field: a password, a code, or both, as the mode
   *     says
   * @return the answer, which may come later and on any thread; Rejects that say something about
   *     the user are marked as delayed, and whoever sends them holds them back
   */
  public CompletionStage<Answer> login(
      Request request, String userName, String password, LoginMode mode) {
    Map<String, String> details = details(request, userName);
    Optional<String> user = userNames.normalize(userName);
    if (user.isEmpty()) {
      return now(reject("no usable User-Name", details));
    }
    Optional<Proof> proof = proof(request.packet(), password, mode);
    if (proof.isEmpty()) {
      return now(reject("State is not Keycloak's, or no password", details));
    }
    if (proof.get() instanceof GrantRequest.Code code) {
      details.put("answers", State.fingerprint(code.mfaToken()));
    }
    Origin origin = Origin.of(request);
    GrantRequest grant =
        new GrantRequest(
            user.get(),
            proof.get(),
            origin.clientIp(),
            origin.nas(),
            request.nas().locale(),
            request.id());
    Replies replies = new Replies(request.nas().notices(), grantedAttributes, details);
    return new Leg(grants, timing, replies, request.arrivedAt() + deadline.toNanos()).run(grant);
  }

  private Optional<Proof> proof(Packet packet, String field, LoginMode mode) {
    if (packet.has(AttributeType.STATE)) {
      return State.mfaToken(packet).map(token -> new GrantRequest.Code(token, field.strip()));
    }
    return switch (mode) {
      case CHALLENGE, ALWAYS_CHALLENGE -> Optional.of(new GrantRequest.Password(field));
      case OTP_ONLY -> Optional.of(new GrantRequest.CodeAlone(field.strip()));
      case APPEND ->
          AppendedCode.DEFAULT
              .split(field)
              .<Optional<Proof>>map(
                  parts ->
                      // Without a password it would be a login by the code alone.
                      parts.password().isEmpty()
                          ? Optional.empty()
                          : Optional.of(
                              new GrantRequest.PasswordAndCode(parts.password(), parts.code())))
              .orElse(Optional.of(new GrantRequest.Password(field)));
    };
  }

  private Map<String, String> details(Request request, String userName) {
    Map<String, String> details = new LinkedHashMap<>();
    userNames.normalize(userName).ifPresent(name -> details.put("user", name));
    Origin origin = Origin.of(request);
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
