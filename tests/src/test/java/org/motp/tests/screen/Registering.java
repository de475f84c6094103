package org.motp.tests.screen;

import java.net.URI;
import org.motp.tests.people.Employee;

/** Somebody registers our app, with the page on a computer and the app on a phone. */
public final class Registering {
  private Registering() {}

  /**
   * Opens the page's link on the phone and types the phone's digits into the page, until both say
   * that it is done.
   *
   * @param console where the employee has not signed in yet
   */
  public static void byLink(URI console, Employee employee, Screen computer, SmartPhone phone) {
    computer.open(console).signIn(employee).sees("#motp-submit");
    computer.press("#motp-submit").sees("#motp-way-online");
    computer.press("#motp-way-online").sees("#motp-qr");
    phone.opens(computer.attribute("#motp-open", "href")).screen().press("#register");
    computer.sees("#otp").typeAndEnter("#otp", phone.digits()).sees("#motp-serial");
    phone.screen().sees("#show-code");
  }
}
