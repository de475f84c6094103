package org.motp.radius.wire;

import java.util.List;
import java.util.Map;

/** What becomes of an Access-Request, with what the log says about it. */
public sealed interface Answer {

  /** Why, in a word or two that never repeats anything secret. */
  String reason();

  /** Further fields for the log, such as the user's name. */
  Map<String, String> details();

  /**
   * A reply.
   *
   * @param code one of {@link PacketCode}
   * @param attributes without Message-Authenticator and Proxy-State, which every reply gets
   * @param delayed whether it is held back until the time that all Rejects take alike
   */
  record Reply(
      int code,
      List<Attribute> attributes,
      boolean delayed,
      String reason,
      Map<String, String> details)
      implements Answer {}

  /**
   * No reply, so that the NAS asks its next server.
   *
   * @param repeatable whether the same request may be worked on again when it is sent again; false
   *     if it may have counted already, and would count twice
   */
  record Silence(boolean repeatable, String reason, Map<String, String> details)
      implements Answer {}
}
