package org.motp.authenticator.token;

/** What has become of a question. */
enum QuestionState {
  /** Nobody has answered yet. */
  OPEN,
  /** The user has approved the login, which has not come for it yet. */
  APPROVED,
  /** The login has come for it: it is used up. */
  USED,
  /** "This was not me." */
  DENIED,
  /** Too many wrong numbers, withdrawn by the login, or ended by another question's denial. */
  ENDED
}
