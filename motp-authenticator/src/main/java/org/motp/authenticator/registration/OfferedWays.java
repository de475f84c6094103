package org.motp.authenticator.registration;

import java.util.List;
import java.util.Locale;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.userprofile.ValidationException;
import org.keycloak.validate.ValidationError;

/**
 * Which ways to register a token the realm's administrator offers: part of the required action's
 * configuration. Immutable.
 *
 * @param pages the pages of these ways, in the order of their tiles
 */
record OfferedWays(List<Page> pages) {
  private static final String PREFIX = "way-";

  /** In the manual's order. */
  private static final List<Page> ALL = List.of(Page.HARDWARE, Page.OFFLINE, Page.ONLINE);

  /** What the admin console shows. */
  static final List<ProviderConfigProperty> PROPERTIES =
      List.of(
          property(
              Page.HARDWARE,
              "Hardware registration",
              "Users bind a device of the inventory by its serial and two codes. Import the"
                  + " inventory by the administrative REST call motp/tokens/import."),
          property(
              Page.OFFLINE,
              "Offline registration",
              "Users scan a QR code with any authenticator app, or type the key."),
          property(
              Page.ONLINE,
              "Online registration",
              "Users scan a QR code with the app that this server brings along, or type the initial"
                  + " key; the key of the token is never shown, and the app can receive push"
                  + " messages."));

  private static ProviderConfigProperty property(Page way, String label, String help) {
    return new ProviderConfigProperty(
        PREFIX + name(way), label, help, ProviderConfigProperty.BOOLEAN_TYPE, "true");
  }

  static OfferedWays of(RealmModel realm) {
    return read(realm.getRequiredActionConfigByAlias(RegisterAction.ID));
  }

  static OfferedWays read(RequiredActionConfigModel config) {
    return new OfferedWays(ALL.stream().filter(way -> on(config, way)).toList());
  }

  private static boolean on(RequiredActionConfigModel config, Page way) {
    String value = config == null ? null : config.getConfigValue(PREFIX + name(way));
    return value == null || value.isBlank() || Boolean.parseBoolean(value.strip());
  }

  /** Whether a page may be shown: a way that is offered, or a page that is no way. */
  boolean offer(Page page) {
    return !ALL.contains(page) || pages.contains(page);
  }

  /** What the tiles are called in HTML and in messages. */
  List<String> names() {
    return pages.stream().map(OfferedWays::name).toList();
  }

  /**
   * Checks what an administrator is about to save.
   *
   * @throws ValidationException when no way is left
   */
  static void validate(RequiredActionConfigModel config) {
    if (read(config).pages().isEmpty()) {
      throw new ValidationException(
          new ValidationError(RegisterAction.ID, PREFIX + name(ALL.get(0)), "error-invalid-value"));
    }
  }

  private static String name(Page way) {
    return way.name().toLowerCase(Locale.ROOT);
  }
}
