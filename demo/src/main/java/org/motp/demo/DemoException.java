package org.motp.demo;

/** The demo cannot run; the message says why in one sentence, and what to do. */
final class DemoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
