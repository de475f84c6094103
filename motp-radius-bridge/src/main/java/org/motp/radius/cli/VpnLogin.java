package org.motp.radius.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.motp.radius.policy.Dictionaries;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;

/** The dialogue of a VPN client with its user, from the user name to the connection. */
final class VpnLogin {

  /** A prepared answer to a challenge, made when it is needed. */
  @FunctionalInterface
  interface Answers {
    String answer();
  }

  /** How a login ended. */
  enum Outcome {
    ACCEPTED(0),
    REJECTED(1);

    private final int exitCode;

    Outcome(int exitCode) {
      this.exitCode = exitCode;
    }

    int exitCode() {
      return exitCode;
    }
  }

  private final Dialogue dialogue;
  private final PrintWriter out;
  private final Messages messages;
  private final Dictionaries dictionaries;
  private final String nasIdentifier;
  private final Optional<String> clientIp;

  VpnLogin(
      Dialogue dialogue,
      PrintWriter out,
      Messages messages,
      Dictionaries dictionaries,
      String nasIdentifier,
      Optional<String> clientIp) {
    this.dialogue = dialogue;
    this.out = out;
    this.messages = messages;
    this.dictionaries = dictionaries;
    this.nasIdentifier = nasIdentifier;
    this.clientIp = clientIp;
  }

  /**
   * Logs in. Whatever is not prepared is asked for.
   *
   * @param prepared given to the first challenge; a second one ends the login
   */
  Outcome run(
      NasSimulator nas,
      Optional<String> preparedUser,
      Optional<String> preparedPassword,
      Optional<Answers> prepared)
      throws IOException, NasSimulator.NoReplyException {
    Optional<String> user =
        preparedUser.isPresent() ? preparedUser : dialogue.ask(messages.text("user"));
    Optional<String> password =
        preparedPassword.isPresent() || user.isEmpty()
            ? preparedPassword
            : dialogue.askSecretly(messages.text("password"));
    if (user.isEmpty() || password.isEmpty()) {
      return rejected(messages.text("end-of-input"));
    }
    Packet reply = nas.ask(attributes(user.get(), Optional.empty()), bytes(password.get()));
    boolean preparedUsed = false;
    while (reply.code() == PacketCode.ACCESS_CHALLENGE) {
      message(reply).ifPresent(out::println);
      if (prepared.isPresent() && preparedUsed) {
        return rejected(messages.text("again"));
      }
      Optional<String> answer =
          prepared.isPresent()
              ? prepared.map(Answers::answer)
              : dialogue.ask(messages.text("answer"));
      preparedUsed = true;
      if (answer.isEmpty()) {
        return rejected(messages.text("end-of-input"));
      }
      reply =
          nas.ask(attributes(user.get(), reply.first(AttributeType.STATE)), bytes(answer.get()));
    }
    return reply.code() == PacketCode.ACCESS_ACCEPT ? accepted(reply) : rejected(reply);
  }

  private List<Attribute> attributes(String user, Optional<Attribute> state) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.ofText(AttributeType.USER_NAME, user));
    attributes.add(Attribute.ofText(AttributeType.NAS_IDENTIFIER, nasIdentifier));
    clientIp.ifPresent(
        address -> attributes.add(Attribute.ofText(AttributeType.CALLING_STATION_ID, address)));
    state.ifPresent(attributes::add);
    return attributes;
  }

  private Outcome accepted(Packet reply) {
    message(reply).ifPresent(out::println);
    out.println(messages.text("connected"));
    List<String> shown =
        reply.attributes().stream()
            .filter(attribute -> attribute.type() != AttributeType.MESSAGE_AUTHENTICATOR)
            .flatMap(attribute -> dictionaries.describe(attribute).stream())
            .toList();
    out.println(messages.text("attributes"));
    if (shown.isEmpty()) {
      out.println("  " + messages.text("no-attributes"));
    }
    shown.forEach(line -> out.println("  " + line));
    return Outcome.ACCEPTED;
  }

  private Outcome rejected(Packet reply) {
    return rejected(
        message(reply)
            .map(text -> messages.text("rejected-because", text))
            .orElse(messages.text("rejected")));
  }

  private Outcome rejected(String text) {
    out.println(text);
    return Outcome.REJECTED;
  }

  private static Optional<String> message(Packet reply) {
    return reply
        .first(AttributeType.REPLY_MESSAGE)
        .map(attribute -> new String(attribute.value(), StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
