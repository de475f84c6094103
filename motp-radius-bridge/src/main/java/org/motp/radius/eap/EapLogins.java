package org.motp.radius.eap;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
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
import org.motp.radius.wire.Packet;
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
  private final BooleanSupplier askable;
  private final Timing timing;
  private final Executor crypto;
  private final Conversations conversations;
  private final EapReplies replies;

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
    this.askable = askable;
    this.timing = timing;
    this.crypto = crypto;
    this.conversations = conversations;
    this.replies =
        new EapReplies(
            settings.map(EapSettings::conversations).orElse(0),
            conversations,
            userNames,
            listener,
            random);
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
      return now(replies.refuse(request, identifier, EapRefusal.UNREADABLE, e.getMessage()));
    }
    if (settings.isEmpty()) {
      return now(replies.refuse(request, response.identifier(), EapRefusal.NOT_CONFIGURED, ""));
    }
    if (!settings.get().allows(request.nas().name())) {
      return now(replies.refuse(request, response.identifier(), EapRefusal.NOT_FOR_CLIENT, ""));
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
      return now(replies.refuse(request, response.identifier(), EapRefusal.UNKNOWN_STATE, ""));
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
    return replies.ask(
        new Conversations.Held(conversation, request.nas().name(), timing.nanoTime()),
        conversation.start(identity));
  }

  private CompletionStage<Answer> proceed(
      Request request, EapPacket response, Conversations.Held held) {
    Step step = held.conversation().receive(response);
    if (step instanceof Step.Login login) {
      return decide(request, held.conversation(), login)
          .thenApply(answer -> replies.conclude(request, response.identifier(), held, answer));
    }
    return now(replies.say(request, response.identifier(), held, step));
  }

  private CompletionStage<Answer> decide(
      Request request, Conversation conversation, Step.Login login) {
    Request asPap = asPap(request, conversation.loginState());
    return conversation.loginState().isPresent()
        ? logins.answer(asPap, login.userName(), login.field())
        : logins.login(asPap, login.userName(), login.field(), conversation.promptable());
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
