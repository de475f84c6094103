package org.motp.radius.accounting;

/** Puts sessions into a table without a gateway that accounts for them. */
public final class SessionsOfTests {

  private SessionsOfTests() {}

  public static void add(Sessions sessions, Session session) {
    sessions.goesOn(session);
  }
}
