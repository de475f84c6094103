package org.motp.demo;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import java.io.IOException;

/**
 * Where the realm looks for directory and mail server. The realm file says it for an empty database
 * only; when the demo is started with other ports later, the database has to learn them.
 */
final class RealmAddresses {

  private static final String LDAP =
      "/motp/components?type=org.keycloak.storage.UserStorageProvider&name=ad";

  private final KeycloakAdmin admin;

  RealmAddresses(KeycloakAdmin admin) {
    this.admin = admin;
  }

  void become(String ldapUrl, int smtpPort) throws IOException, InterruptedException {
    String components = admin.get(LDAP);
    String corrected =
        components.replaceAll(
            "\"connectionUrl\":\\[\"[^\"]*\"]", "\"connectionUrl\":[\"" + ldapUrl + "\"]");
    if (!corrected.equals(components)) {
      String component = corrected.substring(1, corrected.length() - 1);
      admin.send("PUT", "/motp/components/" + field(component, "id"), component);
    }
    String realm = admin.get("/motp");
    String mail = realm.replaceAll("(?s)^.*\"smtpServer\":(\\{[^}]*}).*$", "$1");
    String correctedMail = mail.replaceAll("\"port\":\"\\d+\"", "\"port\":\"" + smtpPort + "\"");
    if (!correctedMail.equals(mail)) {
      admin.send("PUT", "/motp", "{\"smtpServer\":" + correctedMail + "}");
    }
  }

  private static String field(String json, String name) throws IOException {
    try {
      return new JSONObject(json).getFieldAsString(name);
    } catch (JSONException e) {
      throw new IOException("Keycloak's answer is no JSON: " + e.getMessage(), e);
    }
  }
}
