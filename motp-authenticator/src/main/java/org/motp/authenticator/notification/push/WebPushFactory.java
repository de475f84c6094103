package org.motp.authenticator.notification.push;

import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** Makes {@link WebPush}, and refuses to start with a setting that it cannot read. */
public final class WebPushFactory implements PushMessagesFactory {
  private static final String PROVIDER_ID = "web";
  private static final String OWN_SERVICES = "own-services";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SecureRandom random = new SecureRandom();
  private Set<String> ownServices = Set.of();
  private PushQueue queue;

  @Override
  public WebPush create(KeycloakSession session) {
    return new WebPush(session, ownServices, queue, random);
  }

  @Override
  public void init(Config.Scope config) {
    String text = config.get(OWN_SERVICES, "");
    ownServices =
        Arrays.stream(text.split("[,\\s]+", -1))
            .filter(origin -> !origin.isEmpty())
            .map(WebPushFactory::origin)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static String origin(String text) {
    try {
      URI uri = URI.create(text);
      boolean secure =
          "https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && isLoopback(uri.getHost()));
      if (secure && uri.getHost() != null && text.equals(PushHosts.origin(uri))) {
        return text;
      }
    } catch (IllegalArgumentException noUri) {
      // Told below.
    }
    throw new IllegalStateException(
        """
        The option --spi-motp-push--web--%s says '%s', which is no origin: it lists the company's own push \
        services as https://host or https://host:port in lower case, without a path, separated by commas; \
        http only with 127.0.0.1, for tests.\
        """
            .formatted(OWN_SERVICES, text));
  }

  private static boolean isLoopback(String host) {
    return "127.0.0.1".equals(host);
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    queue =
        new PushQueue(factory, this::create, new PushSender(InetAddress::getAllByName, PATIENCE));
  }

  @Override
  public List<ProviderConfigProperty> getConfigMetadata() {
    return ProviderConfigurationBuilder.create()
        .property()
        .name(OWN_SERVICES)
        .type(ProviderConfigProperty.STRING_TYPE)
        .helpText(
            "Origins of the company's own push services, such as https://push.corp.example:8443,"
                + " comma-separated. Only these may have private addresses or another port.")
        .add()
        .build();
  }

  @Override
  public void close() {
    if (queue != null) {
      queue.close();
    }
  }

  @Override
  public String getId() {
    return PROVIDER_ID;
  }
}
