package org.motp.radius.eap;

/** Something that an EAP peer sent cannot be read. Its message repeats nothing of it. */
final class MalformedEapException extends Exception {

  MalformedEapException(String message) {
    super(message);
  }
}
