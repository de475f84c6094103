package org.motp.radius.eap;

import org.motp.radius.wire.Request;

/**
 * Is told what an administrator should change. Implementations are safe for use by several threads.
 */
public interface EapListener {

  /**
   * A conversation was ended.
   *
   * @param detail what exactly, such as the method or the alert; empty if there is nothing to say
   */
  void refused(Request request, EapRefusal why, String detail);

  /** The certificate, or one of its chain, is about to end. */
  void endsSoon(ServerIdentity identity);
}
