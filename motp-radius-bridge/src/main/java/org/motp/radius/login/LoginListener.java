package org.motp.radius.login;

import org.motp.radius.wire.Request;

/**
 * Is told what an administrator should change. Implementations are safe for use by several threads.
 */
public interface LoginListener {

  /** A NAS asks by another method than PAP, which is rejected. */
  void wrongMethod(Request request, AuthenticationMethod method);

  /** The password of a signed request is no text in the charset of the client. */
  void unreadablePassword(Request request);
}
