package org.motp.radius.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.motp.radius.keycloak.ClientIdentity;
import org.motp.radius.keycloak.KeycloakSettings;

/** The list {@code keycloak.realms}: what rules may ask beside the realm of {@code keycloak}. */
final class RealmsSection {

  private static final List<String> MEMBERS =
      List.of("name", "realm", "issuer", "client-id", "client-secret", "client-secret-file");

  private RealmsSection() {}

  /**
   * Reads the list.
   *
   * @param keycloak whose settings hold where a realm has none of its own
   * @return by the names that rules have for them
   */
  static Map<String, KeycloakSettings> read(Settings settings, KeycloakSettings keycloak) {
    Map<String, KeycloakSettings> realms = new HashMap<>();
    int count = settings.sections("keycloak.realms", MEMBERS);
    for (int i = 0; i < count; i++) {
      String section = "keycloak.realms[" + i + "].";
      String name = settings.required(section + "name", "it is how rules call the realm");
      KeycloakSettings realm = realm(settings, section, keycloak);
      if (name.equals(keycloak.realm()) || realms.put(name, realm) != null) {
        settings.mistake(section + "name", "\"" + name + "\": another realm is called so");
      }
    }
    return realms;
  }

  private static KeycloakSettings realm(
      Settings settings, String section, KeycloakSettings keycloak) {
    KeycloakSettings realm =
        keycloak.ofRealm(
            settings.parse(section + "realm", keycloak.realm(), KeycloakSection::realm));
    return new KeycloakSettings(
        realm.urls(),
        realm.realm(),
        settings.text(section + "issuer").map(List::of).orElse(realm.issuers()),
        settings.text(section + "client-id", realm.clientId()),
        identity(settings, section + "client-secret", realm.authentication()),
        realm.tls(),
        realm.connectTimeout(),
        realm.timeout());
  }

  private static ClientIdentity identity(
      Settings settings, String key, ClientIdentity authentication) {
    Optional<String> own = settings.text(key).or(() -> settings.text(key + "-file"));
    if (own.isEmpty()) {
      return authentication;
    }
    if (!(authentication instanceof ClientIdentity.Secret secret)) {
      settings.mistake(key, "is not used with " + authentication + "; one of them must go");
      return authentication;
    }
    return new ClientIdentity.Secret(
        SecretSource.read(settings, key).orElse("missing"), secret.inForm());
  }
}
