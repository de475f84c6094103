package org.motp.authenticator.registration;

import java.util.Optional;
import org.motp.authenticator.token.Binding;
import org.motp.authenticator.token.Token;

/** A way to register: a page, and what becomes of what it sends. */
interface Way {

  /** Shows the page. */
  void show();

  /**
   * Takes what the page sent.
   *
   * @param binding under which conditions the token is bound
   * @return the token that is bound now; else the page has been shown again and says what to do
   */
  Optional<Token> proceed(Binding binding);
}
