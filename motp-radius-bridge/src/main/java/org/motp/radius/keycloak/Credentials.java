package org.motp.radius.keycloak;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request to the token endpoint carries besides the grant: the headers of a form, and our
 * authentication in one of them or in the form itself. Its text form shows nothing. Immutable.
 */
record Credentials(Map<String, String> headers, Map<String, List<String>> form) {

  static Credentials of(ClientAuthentication authentication) {
    HTTPRequest carrier =
        new HTTPRequest(HTTPRequest.Method.POST, URI.create("https://keycloak.invalid"));
    carrier.setEntityContentType(ContentType.APPLICATION_URLENCODED);
    carrier.setBody("");
    authentication.applyTo(carrier);
    Map<String, String> headers = new LinkedHashMap<>();
    carrier.getHeaderMap().forEach((name, values) -> headers.put(name, values.get(0)));
    try {
      return new Credentials(Map.copyOf(headers), Map.copyOf(carrier.getBodyAsFormParameters()));
    } catch (ParseException e) {
      throw new IllegalStateException("Nimbus writes no form", e);
    }
  }

  @Override
  public String toString() {
    return "credentials";
  }
}
