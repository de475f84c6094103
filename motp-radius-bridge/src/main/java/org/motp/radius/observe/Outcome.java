package org.motp.radius.observe;

import org.motp.radius.wire.Answer;
import org.motp.radius.wire.PacketCode;

/** What log and metrics call the end of a request. */
final class Outcome {

  private Outcome() {}

  static String of(Answer answer) {
    if (!(answer instanceof Answer.Reply reply)) {
      return "silence";
    }
    return switch (reply.code()) {
      case PacketCode.ACCESS_ACCEPT -> "accept";
      case PacketCode.ACCESS_REJECT -> "reject";
      case PacketCode.ACCESS_CHALLENGE -> "challenge";
      case PacketCode.ACCOUNTING_RESPONSE -> "acknowledged";
      default -> PacketCode.name(reply.code());
    };
  }
}
