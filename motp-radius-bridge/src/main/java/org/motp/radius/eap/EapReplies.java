package org.motp.radius.eap;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.motp.radius.login.Prompts;
import org.motp.radius.login.UserNames;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.MppeKeys;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.Request;

/**
 * What the NAS gets: EAP packets in Access-Challenge, Access-Accept and Access-Reject (RFC 3579
 * §2.6). Safe for use by several threads.
 */
final class EapReplies {

  private final int most;
  private final Conversations conversations;
  private final UserNames userNames;
  private final EapListener listener;
  private final SecureRandom random;

  /**
   * Makes replies.
   *
   * @param most how many conversations may wait
   * @param userNames brings a name to the form that Keycloak gets
   */
  EapReplies(
      int most,
      Conversations conversations,
      UserNames userNames,
      EapListener listener,
      SecureRandom random) {
    this.most = most;
    this.conversations = conversations;
    this.userNames = userNames;
    this.listener = listener;
    this.random = random;
  }

  /** What the NAS gets for a step that decides nothing about a user. */
  Answer say(Request request, int identifier, Conversations.Held held, Step step) {
    if (step instanceof Step.Ask ask) {
      return ask(held, ask.request());
    }
    Step.Refuse refuse = (Step.Refuse) step;
    return refuse(request, identifier, refuse.why(), refuse.detail());
  }

  /** A question to the peer, for which the conversation waits. */
  Answer ask(Conversations.Held held, EapPacket question) {
    Optional<Attribute> state = conversations.keep(held, most);
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
  Answer conclude(Request request, int identifier, Conversations.Held held, Answer answer) {
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

  /** The end of a conversation in which nobody has logged in. */
  Answer refuse(Request request, int identifier, EapRefusal why, String detail) {
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
}
