package org.motp.authenticator.notification.push;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;
import org.motp.authenticator.crypto.P256;
import org.motp.authenticator.token.PushSubscriptions;
import org.motp.authenticator.token.Question;
import org.motp.authenticator.token.TokenStore;

/** Web Push by the services of the browsers. */
final class WebPush implements PushMessages {
  private static final String SECRET_NAME = "vapid";

  private final KeycloakSession session;
  private final Set<String> ownServices;
  private final PushQueue queue;
  private final SecureRandom random;

  WebPush(KeycloakSession session, Set<String> ownServices, PushQueue queue, SecureRandom random) {
    this.session = session;
    this.ownServices = ownServices;
    this.queue = queue;
    this.random = random;
  }

  @Override
  public Optional<String> publicKey(RealmModel realm) {
    return hosts(realm).none() ? Optional.empty() : Optional.of(key(realm).text());
  }

  @Override
  public boolean accepts(RealmModel realm, PushSubscriptions.Row subscription) {
    try {
      return hosts(realm).allow(Subscription.of(subscription).endpoint());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  @Override
  public void wake(RealmModel realm, Question question) {
    String issuer =
        Urls.realmIssuer(
            session.getContext().getUri(UrlType.FRONTEND).getBaseUri(), realm.getName());
    queue.add(new PushJob(realm.getId(), question, issuer, 1));
  }

  PushHosts hosts(RealmModel realm) {
    return new PushHosts(PushSettings.hosts(realm), ownServices);
  }

  /** The realm's pair of keys: point and scalar, made once. */
  VapidKey key(RealmModel realm) {
    byte[] kept =
        session
            .getProvider(TokenStore.class)
            .realmSecrets()
            .get(realm.getId(), SECRET_NAME, this::newKey);
    return new VapidKey(
        P256.publicKey(Arrays.copyOf(kept, P256.POINT_BYTES)),
        P256.privateKey(Arrays.copyOfRange(kept, P256.POINT_BYTES, kept.length)));
  }

  private byte[] newKey() {
    KeyPair pair = P256.generate(random);
    byte[] kept =
        Arrays.copyOf(
            P256.point((ECPublicKey) pair.getPublic()), P256.POINT_BYTES + P256.SCALAR_BYTES);
    System.arraycopy(
        P256.scalar((ECPrivateKey) pair.getPrivate()),
        0,
        kept,
        P256.POINT_BYTES,
        P256.SCALAR_BYTES);
    return kept;
  }

  @Override
  public void close() {}
}
