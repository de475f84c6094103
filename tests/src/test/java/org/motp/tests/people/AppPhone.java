package org.motp.tests.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.util.Base32;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.motp.tests.house.House;
import org.motp.tests.house.WebProxy;

/** A phone with our own app, as docs/online-registration.md describes what it does. */
public final class AppPhone {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final House house;
  private final AppClient client;
  private final String name;
  private final AppKeys keys = new AppKeys();
  private String serial;
  private String digits;
  private Phone codes;
  private byte[] agreed;

  /**
   * @param name what it calls itself
   */
  public AppPhone(House house, String name) {
    this(house, name, Optional.empty());
  }

  /**
   * @param name what it calls itself
   * @param network that it is in, with an address of its own
   */
  public AppPhone(House house, String name, WebProxy network) {
    this(house, name, Optional.of(network));
  }

  private AppPhone(House house, String name, Optional<WebProxy> network) {
    this.house = house;
    this.client = new AppClient(house, network);
    this.name = name;
  }

  /** What the server answered. */
  public record Answer(int status, JsonNode body) {}

  /**
   * What a QR code of the page says.
   *
   * @param address the app's, without the fragment
   */
  public record Scanned(String address, String serial, String code, String serverKey) {
    /** Takes the text of a QR code apart. */
    public static Scanned of(String text) {
      int fragment = text.indexOf('#');
      String[] fields = text.substring(fragment + 1).split("\\.", -1);
      if (fragment < 0 || fields.length != 4 || !fields[0].equals("1")) {
        throw new AssertionError("no QR code for our app: " + fields.length + " fields");
      }
      return new Scanned(text.substring(0, fragment), fields[1], fields[2], fields[3]);
    }

    String issuer() {
      return address.replaceAll("/motp/app/$", "");
    }
  }

  /** Scans the QR code of the page and claims the registration. */
  public Answer scans(WebPage online) {
    return claims(Scanned.of(online.scan("#motp-qr")));
  }

  /** Claims the registration of a QR code, wherever it was seen. */
  public Answer claims(Scanned scanned) {
    house.secrets().text(scanned.code());
    return claims(scanned, "code", scanned.code());
  }

  /** Types an initial key as the page shows it. */
  public Answer types(String shown) {
    String key = house.secrets().text(shown.replace("-", "").substring(0, 12));
    Answer found = looksUp(key);
    return found.status() == 200 ? claims(found(found.body()), "key", key) : found;
  }

  /** Asks whose these twelve characters are. */
  public Answer looksUp(String key) {
    String lookup =
        HexFormat.of()
            .formatHex(
                AppProtocol.sha256(("motp-initial-key" + key).getBytes(StandardCharsets.UTF_8)))
            .substring(0, 6);
    return send("POST", "/api/registrations/lookup", "{\"lookup\":\"" + lookup + "\"}", null);
  }

  /** What a lookup found, as if it had been scanned. */
  public Scanned found(JsonNode lookup) {
    return new Scanned(
        client.address() + "/",
        lookup.path("serial").asText(),
        "",
        lookup.path("serverKey").asText());
  }

  /** Claims with whichever secret it has: {@code code} or {@code key}. */
  public Answer claims(Scanned scanned, String kind, String secret) {
    byte[] transcript = transcript(scanned);
    Answer answer = sendClaim(scanned.serial(), claim(scanned, kind, secret).toString());
    if (answer.status() == 201) {
      serial = scanned.serial();
      agreed = keys.agree(scanned);
      digits = house.secrets().code(AppProtocol.digits(agreed, transcript));
      codes =
          new Phone(house, Base32.encode(AppProtocol.otpKey(agreed, transcript)), scanned.serial());
    }
    return answer;
  }

  /** The body of a claim. */
  public ObjectNode claim(Scanned scanned, String kind, String secret) {
    return keys.claim(scanned, kind, secret, name);
  }

  /** Everything that both sides say, with this phone's keys. */
  public byte[] transcript(Scanned scanned) {
    return keys.transcript(scanned, name);
  }

  /** Sends a claim as it is. */
  public Answer sendClaim(String serial, String body) {
    return send("POST", "/api/registrations/" + serial + "/claim", body, null);
  }

  /** Asks what has become of its token. */
  public Answer asks() {
    return sendSigned("GET", "/api/token", "");
  }

  /** What the app shows as the state of its token. */
  public String state() {
    Answer answer = asks();
    return answer.status() == 200
        ? answer.body().path("state").asText()
        : answer.body().path("error").asText();
  }

  /** The question that it shows, if there is one. */
  public Optional<JsonNode> question() {
    JsonNode questions = asks().body().path("questions");
    if (questions.size() > 1) {
      throw new AssertionError("the phone is asked more than one question");
    }
    return questions.isEmpty() ? Optional.empty() : Optional.of(questions.path(0));
  }

  /** Its user types a number for the question that it shows; the HTTP status. */
  public int approves(String number) {
    return answers(question().orElseThrow(), number, true);
  }

  /** Its user says "this was not me"; the HTTP status. */
  public int denies() {
    return answers(question().orElseThrow(), "", false);
  }

  /** Answers a question; the HTTP status. */
  public int answers(JsonNode question, String number, boolean approve) {
    return sends(signedAnswer(question, number, approve));
  }

  /** An answer as the app signs and sends it. */
  public String signedAnswer(JsonNode question, String number, boolean approve) {
    return keys.answer(issuer(), serial, question, number, approve);
  }

  /** Sends an answer as it is; the HTTP status. */
  public int sends(String answer) {
    return sendSigned("POST", "/api/token/answers", answer).status();
  }

  /** Tells where it wants its push messages; the HTTP status. */
  public int subscribes(String endpoint, PushReader reader) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("endpoint", endpoint);
    body.putNull("expirationTime");
    body.putObject("keys").put("p256dh", reader.p256dh()).put("auth", reader.auth());
    return sendSigned("PUT", "/api/token/subscription", body.toString()).status();
  }

  /** Wants no push messages any more; the HTTP status. */
  public int unsubscribes() {
    return sendSigned("DELETE", "/api/token/subscription", "").status();
  }

  /** Its user removes the token from it; the HTTP status. */
  public int givesUp() {
    return sendSigned("DELETE", "/api/token", "").status();
  }

  /** The realm's key with which a browser subscribes. */
  public String vapidKey() {
    return send("GET", "/api/realm", "", null).body().path("vapidKey").asText();
  }

  /** JSON that a test changes. */
  public static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a request with the phone's signature. */
  public Answer sendSigned(String method, String path, String body) {
    return send(method, path, body, authorization(method, path, body, now()));
  }

  /** The header of a signed request. */
  public String authorization(String method, String path, String body, long time) {
    return keys.authorization(issuer(), serial, method, path, body, time);
  }

  /** Sends a request. */
  public Answer send(String method, String path, String body, String authorization) {
    return client.send(method, path, body, authorization);
  }

  private String issuer() {
    return house.url() + "/realms/motp";
  }

  private long now() {
    return house.clock().now().getEpochSecond();
  }

  /** The six digits that it shows after the claim. */
  public String digits() {
    return digits;
  }

  /** Six digits that it does not show. */
  public String wrongDigits() {
    return digits.equals("000000") ? "000001" : "000000";
  }

  public String serial() {
    return serial;
  }

  public String name() {
    return name;
  }

  /** The codes that it shows, and their key. */
  public Phone codes() {
    return codes;
  }

  /** Waits for a code that nobody has seen yet, and reads it. */
  public String newCode() {
    return codes.newCode();
  }

  /** The secret that it shares with the server and tells nobody. */
  public byte[] agreed() {
    return agreed.clone();
  }

  /** All that somebody in between has seen of this phone. */
  public List<String> wire() {
    return client.wire();
  }
}
