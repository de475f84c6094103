package org.motp.radius;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.motp.radius.config.BridgeConfig;
import org.motp.radius.disconnect.SignOutFeed;
import org.motp.radius.eap.EapServer;
import org.motp.radius.http.NettyHttpTransport;
import org.motp.radius.keycloak.DirectGrants;
import org.motp.radius.keycloak.KeycloakClient;
import org.motp.radius.keycloak.KeycloakListener;
import org.motp.radius.keycloak.KeycloakSettings;
import org.motp.radius.login.Decoys;
import org.motp.radius.login.LoginListener;
import org.motp.radius.login.LoginPolicy;
import org.motp.radius.login.Logins;
import org.motp.radius.login.UserNames;
import org.motp.radius.policy.LoginLimits;
import org.motp.radius.policy.NasTable;
import org.motp.radius.policy.RuleTable;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.IntakeLimits;
import org.motp.radius.wire.RequestHandler;

/**
 * All that follows from one reading of the configuration, but for what is open on the network: it
 * is exchanged as a whole when the configuration changes. A request ends with the one that it began
 * with.
 */
record Assembly(
    NasTable clients,
    UserNames userNames,
    RequestHandler logins,
    KeycloakClient keycloak,
    Map<String, KeycloakClient> otherRealms,
    NettyHttpTransport transport,
    IntakeLimits limits)
    implements AutoCloseable {

  static Assembly of(
      BridgeConfig config,
      EventLoopGroup group,
      Timing timing,
      LoginListener loginListener,
      BiFunction<String, KeycloakSettings, KeycloakListener> keycloakListeners,
      EapServer eap)
      throws IOException {
    NettyHttpTransport transport =
        new NettyHttpTransport(
            group, config.keycloak().connectTimeout(), config.keycloak().tlsContext());
    KeycloakClient keycloak =
        new KeycloakClient(
            config.keycloak(),
            transport,
            InstantSource.system(),
            timing,
            keycloakListeners.apply(config.keycloak().realm(), config.keycloak()));
    Map<String, KeycloakClient> otherRealms = new HashMap<>();
    config
        .policy()
        .realms()
        .forEach(
            (name, settings) ->
                otherRealms.put(
                    name,
                    new KeycloakClient(
                        settings,
                        transport,
                        InstantSource.system(),
                        timing,
                        keycloakListeners.apply(name, settings))));
    UserNames userNames = new UserNames(config.userNames());
    Logins logins =
        new Logins(
            userNames,
            policy(config, keycloak, otherRealms, timing),
            loginListener,
            timing,
            config.times().deadline(),
            new Decoys(new SecureRandom()));
    IntakeLimits limits =
        new IntakeLimits(
            config.times().deadline(),
            config.times().rejectDelay(),
            config.times().duplicates(),
            config.limits().duplicates(),
            config.limits().openRequests());
    return new Assembly(
        new NasTable(config.clients()),
        userNames,
        eap.handler(config.eap(), logins, userNames, keycloak::isAskable),
        keycloak,
        Map.copyOf(otherRealms),
        transport,
        limits);
  }

  private static LoginPolicy policy(
      BridgeConfig config,
      DirectGrants keycloak,
      Map<String, ? extends DirectGrants> otherRealms,
      Timing timing) {
    Map<String, DirectGrants> realms = new HashMap<>(otherRealms);
    realms.put(config.keycloak().realm(), keycloak);
    RuleTable rules =
        new RuleTable(
            config.policy().rules(),
            realms,
            config.keycloak().realm(),
            config.policy().styles(),
            config.attributes(),
            config.policy().groupsClaim());
    return new LoginLimits(rules, config.limits().logins(), timing);
  }

  /** Lets the first logins not wait for connections and keys. */
  void warmUp() {
    keycloak.warmUp();
    otherRealms.values().forEach(KeycloakClient::warmUp);
  }

  /** Who says whom it has signed out, by the names of the realms: one of the clients of each. */
  Map<String, SignOutFeed.Source> signOuts() {
    Map<String, SignOutFeed.Source> sources = new HashMap<>();
    sources.put(keycloak.realm(), keycloak::signOuts);
    new TreeMap<>(otherRealms)
        .values()
        .forEach(client -> sources.putIfAbsent(client.realm(), client::signOuts));
    return sources;
  }

  /** Notices a Keycloak that has gone. */
  void lookForKeycloak() {
    keycloak.look();
    otherRealms.values().forEach(KeycloakClient::look);
  }

  /** A name in the form that Keycloak gets; as it is, if it has none. */
  String userName(String name) {
    return userNames.normalize(name).orElse(name);
  }

  Duration deadline() {
    return limits.deadline();
  }

  /**
   * Begins nothing new by itself; requests that are open end as they would have. Those that ask
   * Keycloak again and again, until a phone has answered, need new connections for that.
   */
  void retire(Timing timing) {
    keycloak.close();
    otherRealms.values().forEach(KeycloakClient::close);
    timing.after(deadline(), transport::close);
  }

  /** Ends it with all that is open. */
  @Override
  public void close() {
    keycloak.close();
    otherRealms.values().forEach(KeycloakClient::close);
    transport.close();
  }
}
