package org.motp.tests.people;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.motp.demo.DirectoryUser;
import org.motp.tests.house.House;
import org.motp.tests.vpn.Vpn;
import org.motp.tests.vpn.VpnReply;

/**
 * Somebody who works here: has an account in the directory and, once registered, a phone. Every
 * test hires its own.
 *
 * @param dn in the directory
 */
public record Employee(House house, String account, String password, String dn) {
  private static int hired;

  /** A complete account with mail address and name. */
  public static Employee hired(House house) {
    return hired(house, user -> user);
  }

  /** An account that is changed before it is made. */
  public static Employee hired(House house, UnaryOperator<DirectoryUser> change) {
    String account = nextAccount();
    String password = house.secret();
    DirectoryUser complete =
        DirectoryUser.of(account, password)
            .named("王", "小明" + account)
            .withMail(account + "@corp.example");
    return new Employee(house, account, password, house.directory().add(change.apply(complete)));
  }

  private static synchronized String nextAccount() {
    hired++;
    return String.format(Locale.ROOT, "ming.%03d", hired);
  }

  public String mail() {
    return account + "@corp.example";
  }

  /** The id that Keycloak has given. */
  public String id() {
    return house.realm().userId(account);
  }

  /** A fresh browser in which user name and password have been typed. */
  public WebPage signsIn() {
    return signsIn(new WebSession(house, "zh-TW"));
  }

  public WebPage signsIn(WebSession session) {
    return session.open().signIn(account, password);
  }

  /** Registers a phone in a fresh browser, to the end. */
  public Phone registers() {
    return registers(signsIn());
  }

  /** Registers a phone, from the first page of the registration to the end. */
  public Phone registers(WebPage download) {
    WebPage offline = toOfflinePage(download);
    Phone phone = readsKey(offline);
    WebPage done = offline.typeCode(phone.newCode());
    WebPage arrived = done.next();
    if (!arrived.arrived()) {
      throw new AssertionError("the registration does not end: " + arrived.text());
    }
    return phone;
  }

  /** From the download page to the one with the key. */
  public static WebPage toOfflinePage(WebPage download) {
    return download.next().press("#motp-way-offline");
  }

  /** From the download page to the one that waits for our app. */
  public static WebPage toOnlinePage(WebPage download) {
    return download.next().press("#motp-way-online");
  }

  /** Registers our app on a new phone, from the first page of the registration to the end. */
  public AppPhone registersOnline(WebPage download) {
    AppPhone phone = new AppPhone(house, "Pixel of " + account);
    WebPage online = toOnlinePage(download);
    phone.scans(online);
    WebPage done = online.next().typeCode(phone.digits());
    WebPage arrived = done.next();
    if (!arrived.arrived()) {
      throw new AssertionError("the registration does not end: " + arrived.text());
    }
    return phone;
  }

  /** Types the key from the page into the phone. */
  public Phone readsKey(WebPage offline) {
    return new Phone(house, offline.text("#motp-key"), offline.text("#motp-serial"));
  }

  /** Connects: password, then a new code. */
  public VpnReply connects(Vpn vpn, Phone phone) {
    VpnReply challenge = vpn.login(account, password);
    return vpn.answer(account, challenge, phone.newCode());
  }

  /** The same with our app. */
  public VpnReply connects(Vpn vpn, AppPhone phone) {
    VpnReply challenge = vpn.login(account, password);
    return vpn.answer(account, challenge, phone.newCode());
  }

  @Override
  public String toString() {
    return "Employee[" + account + "]";
  }
}
