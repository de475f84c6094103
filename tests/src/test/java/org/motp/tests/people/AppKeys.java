package org.motp.tests.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Locale;
import org.motp.tests.people.AppPhone.Scanned;

/** The keys that a phone with our app makes, and all that it signs with them. */
final class AppKeys {
  private final KeyPair ecdh = AppProtocol.newKeys();
  private final KeyPair ecdsa = AppProtocol.newKeys();

  /** The body of a claim. */
  ObjectNode claim(Scanned scanned, String kind, String secret, String name) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("v", 1)
        .put(kind, secret)
        .put("ecdh", AppProtocol.base64(AppProtocol.point(ecdh.getPublic())))
        .put("ecdsa", AppProtocol.base64(AppProtocol.point(ecdsa.getPublic())))
        .put("name", name)
        .put(
            "signature",
            AppProtocol.base64(AppProtocol.sign(ecdsa.getPrivate(), transcript(scanned, name))));
  }

  /** Everything that both sides say, with these keys. */
  byte[] transcript(Scanned scanned, String name) {
    return AppProtocol.fields(
        "motp-online-registration-1",
        scanned.issuer(),
        scanned.serial(),
        AppProtocol.bytes(scanned.serverKey()),
        AppProtocol.point(ecdh.getPublic()),
        AppProtocol.point(ecdsa.getPublic()),
        name);
  }

  /** An answer as the app signs and sends it. */
  String answer(String issuer, String serial, JsonNode question, String number, boolean approve) {
    byte[] signed =
        AppProtocol.fields(
            "motp-approval-1",
            issuer,
            serial,
            question.path("id").asText(),
            question.path("account").asText(),
            question.path("address").asText(),
            question.path("application").asText(),
            question.path("asked").asLong(),
            question.path("expires").asLong(),
            number,
            approve ? "approve" : "deny");
    return JsonNodeFactory.instance
        .objectNode()
        .put("question", question.path("id").asText())
        .put("number", number)
        .put("approve", approve)
        .put("signature", AppProtocol.base64(AppProtocol.sign(ecdsa.getPrivate(), signed)))
        .toString();
  }

  /** The header of a signed request. */
  String authorization(
      String issuer, String serial, String method, String path, String body, long time) {
    byte[] signed =
        AppProtocol.fields(
            "motp-app-request-1",
            issuer,
            serial,
            method,
            path,
            time,
            AppProtocol.sha256(body.getBytes(StandardCharsets.UTF_8)));
    return String.format(
        Locale.ROOT,
        "MOTP %s.%d.%s",
        serial,
        time,
        AppProtocol.base64(AppProtocol.sign(ecdsa.getPrivate(), signed)));
  }

  /** The secret that these keys and the server's share. */
  byte[] agree(Scanned scanned) {
    return AppProtocol.agree(ecdh.getPrivate(), AppProtocol.bytes(scanned.serverKey()));
  }
}
