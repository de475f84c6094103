package org.motp.radius.eap;

/** What a conversation does next. */
sealed interface Step {

  /** It says something and waits for the peer. */
  record Ask(EapPacket request) implements Step {}

  /**
   * The peer has said who it is.
   *
   * @param field what the user typed: password, code or both
   */
  record Login(String userName, String field) implements Step {

    /** Says nothing of the field. */
    @Override
    public String toString() {
      return "login of " + userName;
    }
  }

  /** It is over. */
  record Refuse(EapRefusal why, String detail) implements Step {}
}
