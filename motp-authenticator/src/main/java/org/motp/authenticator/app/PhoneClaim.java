package org.motp.authenticator.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.Optional;
import org.keycloak.util.JsonSerialization;
import org.motp.authenticator.crypto.P256;
import org.motp.authenticator.token.AppSecrets;

/**
 * What a phone sends to claim a registration.
 *
 * @param kind which of the two secrets it brings
 * @param secret the one-time code or the initial key
 * @param ecdh its public key for the agreement
 * @param ecdsa its public key for signatures
 * @param name what it calls itself
 * @param signature r‖s over the {@linkplain #transcript transcript}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PhoneClaim(
    AppSecrets.Kind kind,
    String secret,
    ECPublicKey ecdh,
    ECPublicKey ecdsa,
    String name,
    byte[] signature) {
  private static final int VERSION = 1;
  private static final int LONGEST_BODY = 2048;
  private static final int LONGEST_NAME = 64;
  private static final String CODE = "[A-Za-z0-9_-]{22}";

  /**
   * Reads the body of a request.
   *
   * @return empty when it is not well-formed JSON, a member is missing or wrong, or a key is no
   *     point of the curve
   */
  static Optional<PhoneClaim> parse(String body) {
    if (body == null || body.length() > LONGEST_BODY) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JsonSerialization.mapper.readTree(body)).flatMap(PhoneClaim::of);
    } catch (JsonProcessingException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<PhoneClaim> of(JsonNode json) {
    boolean byCode = json.path("code").isTextual();
    String secret = json.path(byCode ? "code" : "key").asText();
    String name = json.path("name").asText();
    boolean wellFormed =
        json.path("v").asInt() == VERSION
            && secret.matches(byCode ? CODE : InitialKey.PATTERN)
            && isName(name);
    return wellFormed
        ? Optional.of(
            new PhoneClaim(
                byCode ? AppSecrets.Kind.CODE : AppSecrets.Kind.INITIAL_KEY,
                secret,
                P256.publicKey(bytes(json, "ecdh")),
                P256.publicKey(bytes(json, "ecdsa")),
                name,
                bytes(json, "signature")))
        : Optional.empty();
  }

  private static boolean isName(String name) {
    return !name.isBlank()
        && name.codePointCount(0, name.length()) <= LONGEST_NAME
        && name.codePoints().noneMatch(Character::isISOControl)
        // Half a surrogate pair has no UTF-8, and no database keeps it.
        && StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }

  private static byte[] bytes(JsonNode json, String member) {
    return Base64.getUrlDecoder().decode(json.path(member).asText());
  }

  /** Everything that both sides have said: what the phone signs, and what the keys depend on. */
  byte[] transcript(String issuer, String serial, byte[] serverKey) {
    return new Fields("motp-online-registration-1")
        .add(issuer)
        .add(serial)
        .add(serverKey)
        .add(P256.point(ecdh))
        .add(P256.point(ecdsa))
        .add(name)
        .encoded();
  }

  /** Whether it has signed this transcript. */
  boolean signed(byte[] transcript) {
    return P256.verify(ecdsa, transcript, signature);
  }

  @Override
  public String toString() {
    return "PhoneClaim[" + name + "]";
  }
}
