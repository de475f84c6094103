package org.motp.radius.eap;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.motp.radius.login.Logins;
import org.motp.radius.login.Prompts;
import org.motp.radius.login.UserNames;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.MppeKeys;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.Request;
import org.motp.radius.wire.RequestHandler;

/**
 * Answers Access-Requests that carry EAP (RFC 3579), and hands all others on. Safe for use by
 * several threads.
 */
final class EapLogins implements RequestHandler {

  private static final int LEAST_MTU = 128;
  private static final int MTU_OVERHEAD = 4;

  private final Optional<EapSettings> settings;
  private final Logins logins;
  private final UserNames userNames;
  private final BooleanSupplier askable;
  private final EapListener listener;
  private final Timing timing;
  private final Executor crypto;
  private final SecureRandom random;
  private final Conversations conversations;

  /**
   * Makes the handler.
   *
   * @param settings without them every EAP request is rejected
   * @param logins decides what is said inside the tunnel, and all requests without EAP
   * @param crypto runs TLS, a few milliseconds a round
   * @param conversations where they wait; they outlive a change of the configuration
   */
  EapLogins(
      Optional<EapSettings> settings,
      Logins logins,
      UserNames userNames,
      BooleanSupplier askable,
      EapListener listener,
      Timing timing,
      Executor crypto,
      SecureRandom random,
      Conversations conversations) {
    this.settings = settings;
    this.logins = logins;
    this.userNames = userNames;
    this.askable = askable;
    this.listener = listener;
    this.timing = timing;
    this.crypto = crypto;
    this.random = random;
    this.conversations = conversations;
  }

  @Override
  public CompletionStage<Answer> handle(Request request) {
    if (!request.packet().has(AttributeType.EAP_MESSAGE)) {
      return logins.handle(request);
    }
    byte[] message = EapPacket.join(request.packet().all(AttributeType.EAP_MESSAGE));
    EapPacket response;
    try {
      response = EapPacket.parseResponse(message);
    } catch (MalformedEapException e) {
      int identifier = message.length > 1 ? Byte.toUnsignedInt(message[1]) : 0;
      return now(refuse(request, identifier, EapRefusal.UNREADABLE, e.getMessage()));
    }
    if (settings.isEmpty()) {
      return now(refuse(request, response.identifier(), EapRefusal.NOT_CONFIGURED, ""));
    }
    if (!settings.get().allows(request.nas().name())) {
      return now(refuse(request, response.identifier(), EapRefusal.NOT_FOR_CLIENT, ""));
    }
    return CompletableFuture.supplyAsync(() -> round(request, response), crypto)
        .thenCompose(answer -> answer);
  }

  private CompletionStage<Answer> round(Request request, EapPacket response) {
    Optional<Attribute> state = request.packet().first(AttributeType.STATE);
    if (response.type() == EapType.IDENTITY && state.isEmpty()) {
      return now(begin(request, response, settings.orElseThrow()));
    }
    Optional<Conversations.Held> held =
        state.flatMap(attribute -> conversations.take(attribute, request.nas().name()));
    if (held.isEmpty()) {
      return now(refuse(request, response.identifier(), EapRefusal.UNKNOWN_STATE, ""));
    }
    return proceed(request, response, held.get());
  }

  private Answer begin(Request request, EapPacket identity, EapSettings set) {
    if (!askable.getAsBoolean()) {
      return new Answer.Silence(true, "Keycloak cannot be asked", Map.of());
    }
    Conversation conversation =
        new Conversation(
            new TlsTunnel(set.identity(), set.minimum()),
            new InnerDialogue(Prompts.password(request.nas().locale())),
            mtu(request.packet(), set.fragmentSize()));
    return ask(
        new Conversations.Held(conversation, request.nas().name(), timing.nanoTime()),
        conversation.start(identity));
  }

  private CompletionStage<Answer> proceed(
      Request request, EapPacket response, Conversations.Held held) {
    Step step = held.conversation().receive(response);
    if (step instanceof Step.Login login) {
      return decide(request, held.conversation(), login)
          .thenApply(answer -> conclude(request, response.identifier(), held, answer));
    }
    return now(say(request, response.identifier(), held, step));
  }

  private CompletionStage<Answer> decide(
      Request request, Conversation conversation, Step.Login login) {
    Request asPap = asPap(request, conversation.loginState());
    return conversation.loginState().isPresent()
        ? logins.answer(asPap, login.userName(), login.field())
        : logins.login(asPap, login.userName(), login.field(), conversation.promptable());
  }

  private Answer say(Request request, int identifier, Conversations.Held held, Step step) {
    if (step instanceof Step.Ask ask) {
      return ask(held, ask.request());
    }
    Step.Refuse refuse = (Step.Refuse) step;
    return refuse(request, identifier, refuse.why(), refuse.detail());
  }

  private Answer ask(Conversations.Held held, EapPacket question) {
    Optional<Attribute> state = conversations.keep(held, settings.orElseThrow().conversations());
    if (state.isEmpty()) {
      return new Answer.Silence(true, "too many EAP conversations", Map.of());
    }
    List<Attribute> attributes = new ArrayList<>(question.toAttributes());
    attributes.add(state.get());
    return new Answer.Reply(
        PacketCode.ACCESS_CHALLENGE,
        attributes,
        false,
        "EAP",
        Map.of(EapServer.ROUND, String.valueOf(held.conversation().rounds())));
  }

  /** Puts what was decided about the login into EAP. */
  private Answer conclude(Request request, int identifier, Conversations.Held held, Answer answer) {
    Map<String, String> details = new LinkedHashMap<>(answer.details());
    details.put("eap", held.conversation().method());
    if (!(answer instanceof Answer.Reply reply)) {
      // What the peer said is used up: the same request once more could not be answered.
      return new Answer.Silence(false, answer.reason(), details);
    }
    return switch (reply.code()) {
      case PacketCode.ACCESS_ACCEPT -> accept(request, identifier, held, reply, details);
      case PacketCode.ACCESS_CHALLENGE -> challenge(request, identifier, held, reply, details);
      default -> reject(identifier, reply.attributes(), reply.delayed(), reply.reason(), details);
    };
  }

  private Answer accept(
      Request request,
      int identifier,
      Conversations.Held held,
      Answer.Reply reply,
      Map<String, String> details) {
    List<Attribute> attributes = new ArrayList<>(EapPacket.success(identifier).toAttributes());
    attributes.addAll(
        MppeKeys.of(
            held.conversation().masterSessionKey(),
            request.packet().authenticator(),
            request.nas().secret(),
            random::nextInt));
    attributes.addAll(reply.attributes());
    if (reply.attributes().stream().noneMatch(one -> one.type() == AttributeType.USER_NAME)) {
      userName(held.conversation()).ifPresent(attributes::add);
    }
    return new Answer.Reply(reply.code(), attributes, reply.delayed(), reply.reason(), details);
  }

  /** Who it really is: outside the tunnel the peer may have called itself anything. */
  private Optional<Attribute> userName(Conversation conversation) {
    return userNames
        .normalize(conversation.userName())
        .map(name -> name.getBytes(StandardCharsets.UTF_8))
        .filter(name -> name.length <= Attribute.MAX_VALUE)
        .map(name -> new Attribute(AttributeType.USER_NAME, name));
  }

  private Answer challenge(
      Request request,
      int identifier,
      Conversations.Held held,
      Answer.Reply reply,
      Map<String, String> details) {
    String text =
        reply.attributes().stream()
            .filter(attribute -> attribute.type() == AttributeType.REPLY_MESSAGE)
            .map(attribute -> new String(attribute.value(), StandardCharsets.UTF_8))
            .findFirst()
            .orElseGet(() -> Prompts.code(request.nas().locale()));
    Attribute state =
        reply.attributes().stream()
            .filter(attribute -> attribute.type() == AttributeType.STATE)
            .findFirst()
            .orElseThrow();
    Step step = held.conversation().prompt(text, state);
    if (step instanceof Step.Refuse refuse) {
      listener.refused(request, refuse.why(), refuse.detail());
      return reject(identifier, List.of(), true, reply.reason(), details);
    }
    if (say(request, identifier, held, step) instanceof Answer.Reply asked) {
      return new Answer.Reply(
          asked.code(), asked.attributes(), reply.delayed(), reply.reason(), details);
    }
    return new Answer.Silence(false, "too many EAP conversations", details);
  }

  private Answer refuse(Request request, int identifier, EapRefusal why, String detail) {
    listener.refused(request, why, detail);
    Map<String, String> details = detail.isEmpty() ? Map.of() : Map.of("detail", detail);
    return reject(identifier, List.of(), false, "EAP: " + why.name(), details);
  }

  /** Without Reply-Message: RFC 3579 §2.6.5 wants none beside EAP. */
  private static Answer reject(
      int identifier,
      List<Attribute> attributes,
      boolean delayed,
      String reason,
      Map<String, String> details) {
    List<Attribute> all = new ArrayList<>(EapPacket.failure(identifier).toAttributes());
    attributes.stream()
        .filter(attribute -> attribute.type() != AttributeType.REPLY_MESSAGE)
        .forEach(all::add);
    return new Answer.Reply(PacketCode.ACCESS_REJECT, all, delayed, reason, details);
  }

  /** The request as if it were one by PAP, for what is decided by its other attributes. */
  private static Request asPap(Request request, Optional<Attribute> loginState) {
    Packet packet = request.packet();
    List<Attribute> attributes = new ArrayList<>(packet.attributes());
    attributes.removeIf(
        attribute ->
            attribute.type() == AttributeType.EAP_MESSAGE
                || attribute.type() == AttributeType.STATE);
    loginState.ifPresent(attributes::add);
    return new Request(
        request.id(),
        request.nas(),
        request.source(),
        new Packet(packet.code(), packet.identifier(), packet.authenticator(), attributes),
        request.arrivedAt(),
        request.signed());
  }

  /** Framed-MTU (RFC 3579 §2.4) leaves room for what the NAS puts around an EAP packet. */
  private static int mtu(Packet packet, int configured) {
    return packet
        .first(AttributeType.FRAMED_MTU)
        .filter(attribute -> attribute.length() == Integer.BYTES)
        .map(attribute -> ByteBuffer.wrap(attribute.value()).getInt() - MTU_OVERHEAD)
        .map(mtu -> Math.max(LEAST_MTU, Math.min(mtu, configured)))
        .orElse(configured);
  }

  private static CompletionStage<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
