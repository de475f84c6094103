package org.motp.radius.eap;

import java.util.Optional;
import org.motp.radius.wire.Attribute;

/**
 * EAP with one peer, from the start of EAP-TTLS to what the peer has to say for itself. Not safe
 * for use by several threads: one round follows the other.
 */
final class Conversation {

  /** More than the longest chain in the smallest pieces needs. */
  private static final int MAX_ROUNDS = 100;

  private final TlsTunnel tunnel;
  private final InnerDialogue inner;
  private final Inbound inbound = new Inbound();
  private final Outbound outbound;
  private int identifier;
  private int rounds;
  private Optional<Step.Refuse> failing = Optional.empty();
  private Optional<Attribute> loginState = Optional.empty();

  /**
   * Makes a conversation.
   *
   * @param mtu the most bytes of an EAP packet that is sent
   */
  Conversation(TlsTunnel tunnel, InnerDialogue inner, int mtu) {
    this.tunnel = tunnel;
    this.inner = inner;
    this.outbound = new Outbound(mtu);
  }

  /** Whether the handshake is over. */
  boolean established() {
    return tunnel.established();
  }

  int rounds() {
    return rounds;
  }

  /** What is spoken, such as {@code EAP-TTLS/PAP over TLS 1.3}. */
  String method() {
    return "EAP-TTLS/" + inner.method() + " over " + tunnel.version();
  }

  /** Who the peer says it is, inside the tunnel. */
  String userName() {
    return inner.userName();
  }

  /** Whether the peer can be asked for something more. */
  boolean promptable() {
    return inner.promptable();
  }

  /** The State of the login's challenge that the peer is being asked, if it is. */
  Optional<Attribute> loginState() {
    return loginState;
  }

  /** The 64 bytes that both sides now know; only after a login. */
  byte[] masterSessionKey() {
    return tunnel.masterSessionKey();
  }

  /** Begins, after the peer has said its outer identity. */
  EapPacket start(EapPacket identity) {
    identifier = identity.identifier();
    return next(TtlsFragment.START);
  }

  Step receive(EapPacket response) {
    if (++rounds > MAX_ROUNDS) {
      return new Step.Refuse(EapRefusal.TOO_MANY_ROUNDS, "");
    }
    if (response.type() == EapType.NAK) {
      return new Step.Refuse(EapRefusal.OTHER_METHOD, EapType.wanted(response.data()));
    }
    if (response.type() != EapType.TTLS) {
      return new Step.Refuse(EapRefusal.OTHER_METHOD, EapType.name(response.type()));
    }
    try {
      if (response.identifier() != identifier) {
        throw new MalformedEapException("an answer to another EAP packet than the last");
      }
      return receive(TtlsFragment.parse(response.data()));
    } catch (MalformedEapException e) {
      return new Step.Refuse(EapRefusal.UNREADABLE, e.getMessage());
    }
  }

  /** Asks the peer for something more, for a login whose challenge has this State. */
  Step prompt(String text, Attribute state) {
    Optional<byte[]> question = inner.prompt(text);
    if (question.isEmpty()) {
      return new Step.Refuse(EapRefusal.NO_PROMPT, "");
    }
    loginState = Optional.of(state);
    try {
      tunnel.send(question.get());
    } catch (TlsTunnel.FailedException e) {
      return new Step.Refuse(EapRefusal.NO_TLS, e.getMessage());
    }
    outbound.begin(tunnel.output());
    return ask();
  }

  private Step receive(TtlsFragment fragment) throws MalformedEapException {
    if (outbound.pending()) {
      if (fragment.data().length > 0 || fragment.more()) {
        throw new MalformedEapException("something else than an acknowledgement");
      }
      return ask();
    }
    if (failing.isPresent()) {
      return failing.get();
    }
    Optional<byte[]> message = inbound.add(fragment);
    if (message.isEmpty()) {
      return ask();
    }
    try {
      tunnel.offer(message.get());
    } catch (TlsTunnel.FailedException e) {
      return fail(e);
    }
    byte[] said = tunnel.received();
    if (said.length > 0) {
      return listen(said);
    }
    outbound.begin(tunnel.output());
    return ask();
  }

  private Step listen(byte[] said) throws MalformedEapException {
    InnerDialogue.Move move = inner.receive(said);
    if (move instanceof InnerDialogue.Move.Credentials credentials) {
      return new Step.Login(credentials.userName(), credentials.field());
    }
    if (move instanceof InnerDialogue.Move.Refuse refuse) {
      return new Step.Refuse(refuse.why(), refuse.detail());
    }
    try {
      tunnel.send(((InnerDialogue.Move.Say) move).avps());
    } catch (TlsTunnel.FailedException e) {
      return fail(e);
    }
    outbound.begin(tunnel.output());
    return ask();
  }

  /** The peer is told by an alert, where it does not know itself. */
  private Step fail(TlsTunnel.FailedException failure) {
    Step.Refuse refuse =
        new Step.Refuse(
            failure.byPeer() ? EapRefusal.UNTRUSTED : EapRefusal.NO_TLS, failure.getMessage());
    byte[] alert = tunnel.output();
    if (failure.byPeer() || alert.length == 0) {
      return refuse;
    }
    failing = Optional.of(refuse);
    outbound.begin(alert);
    return ask();
  }

  private Step ask() {
    return new Step.Ask(next(outbound.next().encode()));
  }

  private EapPacket next(byte[] data) {
    identifier = identifier + 1 & 0xff;
    return EapPacket.request(identifier, EapType.TTLS, data);
  }
}
