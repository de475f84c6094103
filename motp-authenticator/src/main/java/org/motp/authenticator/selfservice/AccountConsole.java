package org.motp.authenticator.selfservice;

import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.protocol.oidc.utils.PkceUtils;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.urls.UrlType;

/** Leads to the account console by way of one of our actions. */
final class AccountConsole {
  private AccountConsole() {}

  /**
   * Where a login to the account console starts that runs an application-initiated action. The
   * console asks for a code challenge, of which nobody keeps the verifier: what the user brings
   * back is the session, with which the console then logs in by itself.
   */
  static URI login(KeycloakSession session, String action) {
    String realm = session.getContext().getRealm().getName();
    URI base = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
    return OIDCLoginProtocolService.authUrl(UriBuilder.fromUri(base))
        .queryParam(OAuth2Constants.CLIENT_ID, Constants.ACCOUNT_CONSOLE_CLIENT_ID)
        .queryParam(
            OAuth2Constants.REDIRECT_URI,
            RealmsResource.accountUrl(UriBuilder.fromUri(base)).path("/").build(realm))
        .queryParam(OAuth2Constants.RESPONSE_TYPE, OAuth2Constants.CODE)
        .queryParam(OAuth2Constants.SCOPE, OAuth2Constants.SCOPE_OPENID)
        .queryParam(OIDCLoginProtocol.CODE_CHALLENGE_METHOD_PARAM, OAuth2Constants.PKCE_METHOD_S256)
        .queryParam(
            OIDCLoginProtocol.CODE_CHALLENGE_PARAM,
            PkceUtils.generateS256CodeChallenge(PkceUtils.generateCodeVerifier()))
        .queryParam(Constants.KC_ACTION, action)
        .build(realm);
  }
}
