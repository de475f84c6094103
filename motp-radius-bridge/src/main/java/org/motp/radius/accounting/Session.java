package org.motp.radius.accounting;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.motp.radius.wire.Attribute;

/**
 * Somebody's connection through a NAS. Immutable.
 *
 * @param id Acct-Session-Id, unique on its NAS
 * @param user the user's name in the form that Keycloak gets
 * @param client what the configuration calls the NAS
 * @param nas NAS-Identifier, or else the NAS's address
 * @param nasAddress where the accounting came from
 * @param address the address that the user has in the company's network
 * @param callingStation where the user calls from, in the NAS's words
 * @param classes values of Class, in hex
 * @param since when it began
 * @param updated when the NAS spoke of it last
 * @param bytesIn from the user
 * @param bytesOut to the user
 * @param identification the attributes by which the NAS knows it (RFC 5176 §3)
 */
public record Session(
    String id,
    String user,
    String client,
    String nas,
    InetAddress nasAddress,
    Optional<String> address,
    Optional<String> callingStation,
    List<String> classes,
    Instant since,
    Instant updated,
    long bytesIn,
    long bytesOut,
    List<Attribute> identification) {

  public Session {
    classes = List.copyOf(classes);
    identification = List.copyOf(identification);
  }

  /** Whether it is this user's; case does not matter, as it does not in directories. */
  public boolean isOf(String name) {
    return key(user).equals(key(name));
  }

  /** What the names of one user have in common. */
  public static String key(String userName) {
    return userName.toLowerCase(Locale.ROOT);
  }

  /** What tells it from all others. */
  public Key key() {
    return new Key(new Gateway(client, nas), id);
  }

  /** A NAS: many may share one entry of the configuration. */
  public record Gateway(String client, String nas) {}

  /** A session of a NAS. */
  public record Key(Gateway gateway, String id) {}
}
