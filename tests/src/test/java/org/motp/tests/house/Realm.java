package org.motp.tests.house;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.motp.demo.KeycloakAdmin;

/** A realm through the eyes and hands of its administrator. */
public final class Realm {
  /** The id of a credential of ours. */
  public static final String CREDENTIAL_TYPE = "motp";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(MOTP_\\w+):([^}]*)}");
  private static final int MOST_EVENTS = 2000;

  private static final String REGISTRATION =
      "/authentication/required-actions/motp-register/config";

  private final KeycloakAdmin admin;
  private final String name;
  private JsonNode registrationOfTheFile;

  Realm(KeycloakAdmin admin, String name) {
    this.admin = admin;
    this.name = name;
  }

  /** Does what Keycloak does with a realm file at its start, and gives the realm another name. */
  static Realm imported(
      KeycloakAdmin admin, Path file, Map<String, String> environment, String name)
      throws IOException {
    String filled =
        PLACEHOLDER
            .matcher(Files.readString(file))
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        environment.getOrDefault(found.group(1), found.group(2))));
    ObjectNode json = (ObjectNode) JSON.readTree(filled);
    json.put("realm", name);
    json.withArray("authenticationFlows").forEach(flow -> ((ObjectNode) flow).remove("id"));
    Realm realm = new Realm(admin, name);
    realm.sendAnywhere("POST", "", "application/json", json.toString());
    return realm;
  }

  /** The users with exactly this name; Keycloak looks into the directory, too. */
  public List<JsonNode> users(String name) {
    return list(get("/users?exact=true&username=" + encode(name)));
  }

  /** The id of the one user with this name. */
  public String userId(String name) {
    List<JsonNode> found = users(name);
    if (found.size() != 1) {
      throw new IllegalStateException(found.size() + " users are called " + name);
    }
    return found.get(0).path("id").asText();
  }

  /** How many users Keycloak has imported by now. */
  public int userCount() {
    return get("/users/count").asInt();
  }

  /** The user's events of one type, newest first. */
  public List<JsonNode> events(String userId, String type) {
    return list(get("/events?max=" + MOST_EVENTS + "&user=" + userId + "&type=" + type));
  }

  /** All events of one type, newest first, those of unknown users included. */
  public List<JsonNode> events(String type) {
    return list(get("/events?max=" + MOST_EVENTS + "&type=" + type));
  }

  /** The user's sessions, online and offline. */
  public int sessions(String userId) {
    return get("/users/" + userId + "/sessions").size();
  }

  /** The user's tokens, as the admin console lists them. */
  public List<JsonNode> tokens(String userId) {
    return list(get("/users/" + userId + "/credentials")).stream()
        .filter(credential -> CREDENTIAL_TYPE.equals(credential.path("type").asText()))
        .toList();
  }

  public void removeCredential(String userId, String credentialId) {
    send("DELETE", "/users/" + userId + "/credentials/" + credentialId, "");
  }

  /** Failures that Keycloak's own brute-force protection has counted. */
  public int failures(String userId) {
    return get("/attack-detection/brute-force/users/" + userId).path("numFailures").asInt();
  }

  public void bruteForceProtection(boolean on) {
    change(Map.of("bruteForceProtected", on));
  }

  /** Adds a required action such as UPDATE_PASSWORD to the user, or takes all of them away. */
  public void requiredActions(String userId, String... actions) {
    send("PUT", "/users/" + userId, write(Map.of("requiredActions", List.of(actions))));
  }

  /** Shuts the user out. */
  public void disable(String userId) {
    send("PUT", "/users/" + userId, write(Map.of("enabled", false)));
  }

  /** Signs the user out, as the button in the admin console does. */
  public void logout(String userId) {
    send("POST", "/users/" + userId + "/logout", "");
  }

  /** Releases one registration of this user, as the helpdesk does. */
  public void release(String userId, int minutes) {
    send("POST", "/motp/users/" + userId + "/release", write(Map.of("minutes", minutes)));
  }

  /** Takes a release back. */
  public void withdrawRelease(String userId) {
    send("DELETE", "/motp/users/" + userId + "/release", "");
  }

  /** Configures the registration; what is not named is as in the realm file. */
  public void registration(Map<String, String> changes) {
    if (registrationOfTheFile == null) {
      registrationOfTheFile = get(REGISTRATION).path("config");
    }
    ObjectNode config = registrationOfTheFile.deepCopy();
    changes.forEach(config::put);
    send("PUT", REGISTRATION, write(Map.of("config", config)));
  }

  /** Imports hardware tokens from a CSV file; the report. */
  public JsonNode importTokens(String csv) {
    return read(send("POST", "/motp/tokens/import", "text/csv", csv));
  }

  /** Changes settings of the realm and leaves all others as they are. */
  public void change(Map<String, ?> settings) {
    send("PUT", "", write(settings));
  }

  /** The present settings of the realm. */
  public JsonNode settings() {
    return get("");
  }

  public List<JsonNode> clients() {
    return list(get("/clients"));
  }

  public JsonNode client(String clientId) {
    return get("/clients?clientId=" + encode(clientId)).path(0);
  }

  public void createClient(Map<String, ?> client) {
    send("POST", "/clients", write(client));
  }

  public void createClient(JsonNode client) {
    send("POST", "/clients", client.toString());
  }

  public void removeClient(String clientId) {
    send("DELETE", "/clients/" + client(clientId).path("id").asText(), "");
  }

  public void updateClient(JsonNode client) {
    send("PUT", "/clients/" + client.path("id").asText(), client.toString());
  }

  /** A client's secret. */
  public String secret(String clientId) {
    return get("/clients/" + client(clientId).path("id").asText() + "/client-secret")
        .path("value")
        .asText();
  }

  /** Makes another realm, which has nothing of ours but what every realm has. */
  public void createRealm(String name) {
    sendAnywhere("POST", "", "application/json", write(Map.of("realm", name, "enabled", true)));
  }

  public void removeRealm(String name) {
    sendAnywhere("DELETE", "/" + name, "application/json", "");
  }

  private JsonNode get(String path) {
    return read(send("GET", path, ""));
  }

  private String send(String method, String path, String json) {
    return send(method, path, "application/json", json);
  }

  private String send(String method, String path, String contentType, String content) {
    return sendAnywhere(method, "/" + name + path, contentType, content);
  }

  private String sendAnywhere(String method, String path, String contentType, String content) {
    try {
      return admin.send(method, path, contentType, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(Map<String, ?> value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
