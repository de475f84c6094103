package org.motp.authenticator.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.util.JsonSerialization;

/**
 * The credential that says whose a token is. It names the serial and holds nothing secret: realm
 * exports carry credentials in clear.
 */
public final class TokenCredentialModel extends CredentialModel {
  private static final long serialVersionUID = 1L;

  /** Credential type, category of the account console and name in the admin console. */
  public static final String TYPE = "motp";

  private TokenCredentialModel() {}

  static TokenCredentialModel create(String serial, String label, long now) {
    TokenCredentialModel model = new TokenCredentialModel();
    model.setType(TYPE);
    model.setUserLabel(label);
    model.setCreatedDate(now * 1000);
    model.setCredentialData(JsonNodeFactory.instance.objectNode().put("serial", serial).toString());
    model.setSecretData("{}");
    return model;
  }

  static TokenCredentialModel from(CredentialModel stored) {
    TokenCredentialModel model = new TokenCredentialModel();
    model.setId(stored.getId());
    model.setType(TYPE);
    model.setUserLabel(stored.getUserLabel());
    model.setCreatedDate(stored.getCreatedDate());
    model.setCredentialData(stored.getCredentialData());
    model.setSecretData("{}");
    return model;
  }

  /** The credentials that bind tokens to this user. */
  static Stream<TokenCredentialModel> of(UserModel user) {
    return user.credentialManager()
        .getStoredCredentialsByTypeStream(TYPE)
        .map(TokenCredentialModel::from);
  }

  /** Serial of the token that this credential binds. */
  public String serial() {
    try {
      return JsonSerialization.mapper.readTree(getCredentialData()).path("serial").asText();
    } catch (IOException e) {
      throw new UncheckedIOException("credential " + getId() + " has no readable data", e);
    }
  }
}
