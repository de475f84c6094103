package org.motp.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An employee as Active Directory keeps them. Immutable: each {@code with…} makes a changed copy.
 *
 * @param account sAMAccountName, at most 20 characters
 * @param password in clear; the directory never gives it out
 * @param attributes further LDAP attributes, each with one value
 */
public record DirectoryUser(String account, String password, Map<String, String> attributes) {

  /** A normal, enabled account whose password never expires. */
  static final int NORMAL_ACCOUNT = 0x200;

  /** The bit of userAccountControl that stops an account. */
  static final int ACCOUNT_DISABLED = 0x2;

  public DirectoryUser {
    attributes = Map.copyOf(attributes);
  }

  /** An enabled account with nothing but a name to sign in with; its common name is the account. */
  public static DirectoryUser of(String account, String password) {
    return new DirectoryUser(
        account,
        password,
        Map.of("cn", account, "userAccountControl", Integer.toString(NORMAL_ACCOUNT)));
  }

  /** The same user with one attribute set; a {@code null} value takes it away. */
  public DirectoryUser with(String attribute, String value) {
    Map<String, String> changed = new LinkedHashMap<>(attributes);
    if (value == null) {
      changed.remove(attribute);
    } else {
      changed.put(attribute, value);
    }
    return new DirectoryUser(account, password, changed);
  }

  /** Surname and given name; the common name and the display name follow Chinese order. */
  public DirectoryUser named(String surname, String givenName) {
    String whole = surname + givenName;
    return with("sn", surname)
        .with("givenName", givenName)
        .with("cn", whole)
        .with("displayName", whole);
  }

  public DirectoryUser withMail(String address) {
    return with("mail", address);
  }

  /** "User must change password at next logon": a bind with the right password ends in 773. */
  public DirectoryUser mustChangePassword() {
    return with("pwdLastSet", "0");
  }

  /** The password is older than the domain allows: a bind with the right one ends in 532. */
  public DirectoryUser passwordExpired() {
    return with("pwdLastSet", "1");
  }

  /** A bind with the right password ends in 533. */
  public DirectoryUser disabled() {
    return with("userAccountControl", Integer.toString(NORMAL_ACCOUNT | ACCOUNT_DISABLED));
  }

  /** A bind with the right password ends in 701. */
  public DirectoryUser accountExpired() {
    return with("accountExpires", "1");
  }

  /** Every bind ends in 775. */
  public DirectoryUser locked() {
    return with("lockoutTime", "1");
  }

  @Override
  public String toString() {
    return "DirectoryUser[" + account + "]";
  }
}
