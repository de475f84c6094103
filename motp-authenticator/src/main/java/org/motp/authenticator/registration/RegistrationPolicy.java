package org.motp.authenticator.registration;

import com.google.common.net.InetAddresses;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.userprofile.ValidationException;
import org.keycloak.validate.ValidationError;

/**
 * Who may register what: the part of the required action's configuration that concerns
 * registration. Immutable.
 *
 * @param firstToken who may bind a first token with the password alone
 * @param networks from where, if {@code firstToken} says so
 * @param mostTokens how many active tokens a user may have, 1 to 5
 * @param validityDays how long new software tokens are valid, or 0 for no end
 * @param waitMinutes how long after a registration the next one has to wait
 * @param unusedDays after how many days without use a token is disabled, or 0 for never
 */
record RegistrationPolicy(
    FirstToken firstToken,
    List<IpSubnetFilterRule> networks,
    int mostTokens,
    int validityDays,
    int waitMinutes,
    int unusedDays) {

  /** Who may bind a first token with the password alone. */
  enum FirstToken {
    ANYONE,
    NETWORK,
    RELEASED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<FirstToken> of(String text) {
      return Arrays.stream(values()).filter(who -> who.text().equals(text)).findFirst();
    }
  }

  private static final String FIRST_TOKEN = "first-token";
  private static final String NETWORKS = "first-token-networks";
  private static final WholeNumber MOST_TOKENS = new WholeNumber("most-tokens", 1, 5, 5);
  private static final WholeNumber VALIDITY_DAYS = new WholeNumber("validity-days", 0, 3650, 0);
  private static final WholeNumber WAIT_MINUTES = new WholeNumber("wait-minutes", 0, 1440, 0);
  private static final WholeNumber UNUSED_DAYS = new WholeNumber("unused-days", 0, 3650, 0);

  /** A whole number in the configuration. */
  private record WholeNumber(String name, int least, int most, int otherwise) {
    int of(RequiredActionConfigModel config) {
      return parse(text(config, name)).orElse(otherwise);
    }

    Optional<Integer> parse(String text) {
      return Optional.of(text)
          .filter(digits -> digits.matches("[0-9]{1,5}"))
          .map(Integer::valueOf)
          .filter(number -> number >= least && number <= most);
    }

    ProviderConfigProperty property(String label, String help) {
      return new ProviderConfigProperty(
          name, label, help, ProviderConfigProperty.INTEGER_TYPE, otherwise);
    }
  }

  /** What the admin console shows. */
  static final List<ProviderConfigProperty> PROPERTIES =
      ProviderConfigurationBuilder.create()
          .property()
          .name(FIRST_TOKEN)
          .label("First token")
          .helpText(
              "Who may bind a first token with the password alone. anyone: everybody. network: only"
                  + " from the networks below. released: only after the helpdesk has released it."
                  + " A further token always needs a code of an old one, or a release.")
          .type(ProviderConfigProperty.LIST_TYPE)
          .options(Arrays.stream(FirstToken.values()).map(FirstToken::text).toList())
          .defaultValue(FirstToken.ANYONE.text())
          .add()
          .property()
          .name(NETWORKS)
          .label("Networks of a first token")
          .helpText(
              "For First token = network: the networks, such as 10.0.0.0/8 or 2001:db8::/32,"
                  + " separated by commas or spaces.")
          .type(ProviderConfigProperty.STRING_TYPE)
          .add()
          .property(
              MOST_TOKENS.property(
                  "Tokens a user", "How many active tokens a user may have, 1 to 5."))
          .property(
              VALIDITY_DAYS.property(
                  "Validity in days",
                  "How long a new software token is valid, up to 3650 days; 0 means no end."))
          .property(
              WAIT_MINUTES.property(
                  "Minutes between registrations",
                  "How long after a registration a user has to wait for the next one; 0 to 1440."))
          .property(
              UNUSED_DAYS.property(
                  "Days without use",
                  "A token that was not used for so many days is disabled, up to 3650; 0 means"
                      + " never."))
          .build();

  static RegistrationPolicy of(RealmModel realm) {
    return read(realm.getRequiredActionConfigByAlias(RegisterAction.ID));
  }

  static RegistrationPolicy read(RequiredActionConfigModel config) {
    String firstToken = text(config, FIRST_TOKEN);
    return new RegistrationPolicy(
        // What cannot be read is read as the strictest.
        firstToken.isEmpty()
            ? FirstToken.ANYONE
            : FirstToken.of(firstToken).orElse(FirstToken.RELEASED),
        networks(text(config, NETWORKS)).orElse(List.of()),
        MOST_TOKENS.of(config),
        VALIDITY_DAYS.of(config),
        WAIT_MINUTES.of(config),
        UNUSED_DAYS.of(config));
  }

  /** Whether this address lies in one of the networks; false for what is no address. */
  boolean inNetworks(String address) {
    return InetAddresses.isInetAddress(address)
        && networks.stream()
            .anyMatch(
                network ->
                    network.matches(new InetSocketAddress(InetAddresses.forString(address), 0)));
  }

  /**
   * Checks what an administrator is about to save.
   *
   * @throws ValidationException that names the first wrong field
   */
  static void validate(RequiredActionConfigModel config) {
    String firstToken = text(config, FIRST_TOKEN);
    String networks = text(config, NETWORKS);
    require(firstToken.isEmpty() || FirstToken.of(firstToken).isPresent(), FIRST_TOKEN);
    require(networks(networks).isPresent(), NETWORKS);
    require(!firstToken.equals(FirstToken.NETWORK.text()) || !networks.isEmpty(), NETWORKS);
    for (WholeNumber number : List.of(MOST_TOKENS, VALIDITY_DAYS, WAIT_MINUTES, UNUSED_DAYS)) {
      String text = text(config, number.name());
      require(text.isEmpty() || number.parse(text).isPresent(), number.name());
    }
  }

  private static void require(boolean right, String field) {
    if (!right) {
      throw new ValidationException(
          new ValidationError(RegisterAction.ID, field, "error-invalid-value"));
    }
  }

  private static Optional<List<IpSubnetFilterRule>> networks(String text) {
    try {
      return Optional.of(
          Arrays.stream(text.split("[,\\s]+", -1))
              .filter(network -> !network.isEmpty())
              .map(RegistrationPolicy::network)
              .toList());
    } catch (IllegalArgumentException notANetwork) {
      return Optional.empty();
    }
  }

  private static IpSubnetFilterRule network(String text) {
    String[] parts = text.split("/", 2);
    if (!InetAddresses.isInetAddress(parts[0])) {
      throw new IllegalArgumentException("not an address: " + parts[0]);
    }
    int bits = InetAddresses.forString(parts[0]).getAddress().length * 8;
    return new IpSubnetFilterRule(
        InetAddresses.forString(parts[0]),
        parts.length == 1 ? bits : Integer.parseInt(parts[1]),
        IpFilterRuleType.ACCEPT);
  }

  private static String text(RequiredActionConfigModel config, String name) {
    String value = config == null ? null : config.getConfigValue(name);
    return value == null ? "" : value.strip();
  }
}
