package org.motp.radius.disconnect;

import java.util.Optional;
import org.motp.radius.accounting.Session;

/**
 * What became of a Disconnect-Request.
 *
 * @param errorCause why the NAS refuses, in the words of RFC 5176 §3.5, if it says so
 */
public record Outcome(Session session, Result result, Optional<String> errorCause) {

  /** What the NAS said. */
  public enum Result {
    /** The connection has ended. */
    ACK,
    NAK,
    SILENCE,
    /** Nobody was asked: no client of the configuration has the address any more. */
    UNKNOWN_NAS
  }

  /** Whether the connection is gone: by this, or before. */
  boolean over() {
    return result == Result.ACK
        || errorCause.filter(ErrorCause.NO_SUCH_SESSION::equals).isPresent();
  }
}
