package org.motp.radius.keycloak;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.text.ParseException;
import java.util.Optional;
import org.motp.radius.tls.PemFiles;

/** Reads the key that proves to Keycloak who we are. No message repeats what stands in a file. */
public final class SigningKeyFile {

  private SigningKeyFile() {}

  /**
   * A key to sign with, from a PEM file or a JWK: RS256 with RSA, ES256, ES384 or ES512 with EC.
   *
   * @throws IOException if the file cannot be read or holds none
   */
  public static ClientIdentity.SigningKey read(Path file) throws IOException {
    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
    if (content.stripLeading().startsWith("{")) {
      return fromJwk(content);
    }
    PrivateKey key = PemFiles.privateKey(file);
    return new ClientIdentity.SigningKey(key, algorithm(key), Optional.empty());
  }

  private static ClientIdentity.SigningKey fromJwk(String json) throws IOException {
    try {
      JWK jwk = JWK.parse(json);
      PrivateKey key = null;
      if (jwk instanceof RSAKey rsa) {
        key = rsa.toPrivateKey();
      } else if (jwk instanceof ECKey ec) {
        key = ec.toPrivateKey();
      }
      if (key == null) {
        throw new IOException("the JWK is no private RSA or EC key");
      }
      return new ClientIdentity.SigningKey(
          key, algorithm(key, jwk.getAlgorithm()), Optional.ofNullable(jwk.getKeyID()));
    } catch (ParseException | JOSEException e) {
      // Without the cause, whose message repeats what stands in the file.
      throw new IOException("it is no JWK (RFC 7517) with a private RSA or EC key");
    }
  }

  /** What the JWK says, if the key can do it. */
  private static JWSAlgorithm algorithm(PrivateKey key, Algorithm said) throws IOException {
    JWSAlgorithm usual = algorithm(key);
    if (said == null) {
      return usual;
    }
    JWSAlgorithm wanted = JWSAlgorithm.parse(said.getName());
    boolean able =
        JWSAlgorithm.Family.RSA.contains(usual)
            ? JWSAlgorithm.Family.RSA.contains(wanted)
            : usual.equals(wanted);
    if (!able) {
      throw new IOException("its key cannot sign by the algorithm that alg names");
    }
    return wanted;
  }

  private static JWSAlgorithm algorithm(PrivateKey key) throws IOException {
    if (!(key instanceof ECPrivateKey ec)) {
      return JWSAlgorithm.RS256;
    }
    Curve curve = Curve.forECParameterSpec(ec.getParams());
    if (Curve.P_256.equals(curve)) {
      return JWSAlgorithm.ES256;
    }
    if (Curve.P_384.equals(curve)) {
      return JWSAlgorithm.ES384;
    }
    if (Curve.P_521.equals(curve)) {
      return JWSAlgorithm.ES512;
    }
    throw new IOException("the EC key is on none of the curves P-256, P-384 and P-521");
  }
}
