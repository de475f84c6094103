package org.motp.radius.wire;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.motp.radius.wire.IntakeListener.Drop;

/**
 * Whether a packet of a known NAS is worked on: is it what this port takes, and do its signatures
 * hold (RFC 2866 §3, RFC 3579 §3.2, CVE-2024-3596). Safe for use by several threads.
 */
final class Admission {

  /** A Proxy-State longer than this in all leaves no room for a reply. */
  private static final int MAX_PROXY_STATE = 3500;

  /** First requests that are remembered; beyond it every address is held to the strict rule. */
  private static final int MAX_FIRST_REQUESTS = 10_000;

  private final Service service;
  private final Set<InetAddress> signers = ConcurrentHashMap.newKeySet();
  private final Map<InetAddress, Boolean> firstHadBareProxyState = new ConcurrentHashMap<>();

  Admission(Service service) {
    this.service = service;
  }

  /**
   * Decides.
   *
   * @param signature what the Message-Authenticator says
   * @return why not; empty if it is worked on
   */
  Optional<Drop> objection(Packet packet, Signature.Check signature, Nas nas, InetAddress address) {
    if (packet.code() != service.request() && packet.code() != PacketCode.STATUS_SERVER) {
      return Optional.of(
          service == Service.ACCOUNTING ? Drop.NOT_FOR_ACCOUNTING : Drop.UNEXPECTED_CODE);
    }
    int proxyState =
        packet.all(AttributeType.PROXY_STATE).stream().mapToInt(Attribute::encodedLength).sum();
    if (proxyState > MAX_PROXY_STATE) {
      return Optional.of(Drop.NO_ROOM_FOR_REPLY);
    }
    if (signature == Signature.Check.INVALID) {
      return Optional.of(Drop.WRONG_SIGNATURE);
    }
    boolean signed = signature == Signature.Check.VALID;
    if (packet.code() == PacketCode.STATUS_SERVER) {
      return signed ? Optional.empty() : Optional.of(Drop.UNSIGNED);
    }
    if (service == Service.ACCOUNTING) {
      return Signature.authentic(packet, nas.secret())
          ? Optional.empty()
          : Optional.of(Drop.WRONG_AUTHENTICATOR);
    }
    return forgery(packet, signed, proxyState > 0, nas.signatures(), address);
  }

  private Optional<Drop> forgery(
      Packet packet,
      boolean signed,
      boolean proxyState,
      SignatureRules rules,
      InetAddress address) {
    boolean limited = limited(rules, proxyState && !signed, address);
    if (signed) {
      if (rules.messageAuthenticator() == SignatureRules.Rule.AUTO) {
        signers.add(address);
      }
      return Optional.empty();
    }
    boolean required =
        switch (rules.messageAuthenticator()) {
          case YES -> true;
          case NO -> false;
          case AUTO -> signers.contains(address);
        };
    if (required) {
      return Optional.of(Drop.UNSIGNED);
    }
    if (proxyState && limited) {
      return Optional.of(Drop.UNSIGNED_PROXY_STATE);
    }
    return packet.has(AttributeType.EAP_MESSAGE)
        ? Optional.of(Drop.UNSIGNED_EAP)
        : Optional.empty();
  }

  private boolean limited(SignatureRules rules, boolean bareProxyState, InetAddress address) {
    return switch (rules.proxyState()) {
      case YES -> true;
      case NO -> false;
      case AUTO -> {
        if (firstHadBareProxyState.size() < MAX_FIRST_REQUESTS) {
          firstHadBareProxyState.putIfAbsent(address, bareProxyState);
        }
        yield !firstHadBareProxyState.getOrDefault(address, false);
      }
    };
  }
}
