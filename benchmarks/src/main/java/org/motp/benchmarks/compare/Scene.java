package org.motp.benchmarks.compare;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What stub, servers and generators know of each other, and the files in which it stands. */
final class Scene {

  static final String SECRET = "a-secret-for-the-benchmark";

  /** As long and of the same form as a real one. */
  static final String STATE = "Zm9yLXRoZS1iZW5jaG1hcmstb25seS0x";

  private final Path folder;
  private final Map<String, String> values = new LinkedHashMap<>();

  Scene(Path folder, int stubPort) throws IOException, JOSEException {
    this.folder = folder.toAbsolutePath();
    Files.createDirectories(folder);
    RSAKey key = new RSAKeyGenerator(2048).keyID("benchmark").generate();
    values.put("FOLDER", this.folder.toString());
    values.put("SECRET", SECRET);
    values.put("STATE", STATE);
    values.put("CLIENT_SECRET", "client-secret-of-the-benchmark");
    values.put("STUB", Integer.toString(stubPort));
    values.put("KEYS", new JWKSet(key.toPublicJWK()).toString());
    values.put("TOKEN", token(key, "http://127.0.0.1:" + stubPort + "/realms/motp"));
  }

  private static String token(RSAKey key, String issuer) throws JOSEException {
    Instant now = Instant.now();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(UUID.randomUUID().toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofDays(1))))
                .claim("typ", "Bearer")
                .claim("azp", "radius-bridge")
                .claim("scope", "profile email")
                .claim("preferred_username", "user-0001")
                .claim("groups", List.of("vpn-users"))
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  Path folder() {
    return folder;
  }

  /** Writes a file of this package's resources with its placeholders filled. */
  Path write(String name, int port) throws IOException {
    try (InputStream in = Scene.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("@" + value.getKey() + "@", value.getValue());
      }
      return Files.writeString(
          folder.resolve(name), text.replace("@PORT@", Integer.toString(port)));
    }
  }
}
