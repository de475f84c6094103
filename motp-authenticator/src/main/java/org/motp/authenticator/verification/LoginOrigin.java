package org.motp.authenticator.verification;

import com.google.common.net.InetAddresses;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.ClientModel;

/**
 * Where a direct grant really comes from, in the words of a client that stands between the user and
 * Keycloak. Only a confidential client with the attribute {@code motp.trusted-origin=true} is
 * believed; from all others the parameters are ignored.
 *
 * @param clientIp the user's address, if told
 * @param nas the network access server that the user talks to, or "" if not told
 * @param locale the language of the prompt, if told
 * @param requestId what the client's own log calls the request, if told
 */
record LoginOrigin(
    Optional<String> clientIp, String nas, Optional<Locale> locale, Optional<String> requestId) {
  private static final String TRUSTED = "motp.trusted-origin";
  private static final int LONGEST_NAS = 253;
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final LoginOrigin UNTOLD =
      new LoginOrigin(Optional.empty(), "", Optional.empty(), Optional.empty());

  static LoginOrigin of(AuthenticationFlowContext context) {
    ClientModel client = context.getAuthenticationSession().getClient();
    boolean trusted =
        !client.isPublicClient()
            && !client.isBearerOnly()
            && Boolean.parseBoolean(client.getAttribute(TRUSTED));
    return trusted ? told(context.getHttpRequest().getDecodedFormParameters()) : UNTOLD;
  }

  private static LoginOrigin told(MultivaluedMap<String, String> form) {
    return new LoginOrigin(
        Optional.ofNullable(form.getFirst("motp_client_ip")).flatMap(LoginOrigin::address),
        Optional.ofNullable(form.getFirst("motp_nas"))
            .filter(nas -> nas.length() <= LONGEST_NAS)
            .orElse(""),
        Optional.ofNullable(form.getFirst("motp_locale"))
            .map(Locale::forLanguageTag)
            .filter(locale -> !locale.getLanguage().isEmpty()),
        Optional.ofNullable(form.getFirst("motp_request_id"))
            .filter(id -> REQUEST_ID.matcher(id).matches()));
  }

  /** One canonical spelling of an address; a name is none, and nothing is looked up. */
  private static Optional<String> address(String text) {
    String literal = text.strip();
    return InetAddresses.isInetAddress(literal)
        ? Optional.of(InetAddresses.toAddrString(InetAddresses.forString(literal)))
        : Optional.empty();
  }

  /**
   * Makes events show the user's address instead of the client's, and which request of the client
   * it was. The header tells the client that it is believed.
   */
  void tellEvent(AuthenticationFlowContext context) {
    clientIp.ifPresent(ip -> context.getEvent().ipAddress(ip));
    if (!nas.isEmpty()) {
      context.getEvent().detail("motp_nas", nas);
    }
    requestId.ifPresent(
        id -> {
          context.getEvent().detail("motp_request_id", id);
          context.getSession().getContext().getHttpResponse().setHeader("Motp-Request-Id", id);
        });
  }
}
