package org.motp.radius.keycloak;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys. No message repeats what stands in a file. */
public final class PemFiles {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
  private static final String KEY_RIGHT =
      "it must hold a private key as \"BEGIN PRIVATE KEY\" (PKCS#8, RSA or EC, no password);"
          + " \"openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW\" makes one of another form";

  private PemFiles() {}

  /**
   * The certificates of a PEM file, in order.
   *
   * @throws IOException if the file cannot be read or holds no certificate; the message says which
   */
  public static List<X509Certificate> certificates(Path pem) throws IOException {
    byte[] content = Files.readAllBytes(pem);
    try (InputStream in = new ByteArrayInputStream(content)) {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new IOException("it holds no certificate");
      }
      return found;
    } catch (CertificateException e) {
      throw new IOException("it is no PEM file with certificates", e);
    }
  }

  /**
   * The private key of a PEM file.
   *
   * @throws IOException if the file cannot be read or holds none
   */
  public static PrivateKey privateKey(Path pem) throws IOException {
    Matcher matcher = KEY.matcher(Files.readString(pem, StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      throw new IOException(KEY_RIGHT);
    }
    try {
      PKCS8EncodedKeySpec encoded =
          new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
      for (String algorithm : List.of("RSA", "EC")) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
        } catch (InvalidKeySpecException another) {
          // The next algorithm may know it.
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(KEY_RIGHT, e);
    }
    throw new IOException(KEY_RIGHT);
  }

  /**
   * A key to sign with, from a PEM file or a JWK: RS256 with RSA, ES256, ES384 or ES512 with EC.
   *
   * @throws IOException if the file cannot be read or holds none
   */
  public static ClientIdentity.SigningKey signingKey(Path file) throws IOException {
    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
    if (content.stripLeading().startsWith("{")) {
      return fromJwk(content);
    }
    PrivateKey key = privateKey(file);
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
      JWSAlgorithm algorithm =
          jwk.getAlgorithm() == null
              ? algorithm(key)
              : JWSAlgorithm.parse(jwk.getAlgorithm().getName());
      return new ClientIdentity.SigningKey(key, algorithm, Optional.ofNullable(jwk.getKeyID()));
    } catch (ParseException | JOSEException e) {
      // Without the cause, whose message repeats what stands in the file.
      throw new IOException("it is no JWK (RFC 7517) with a private RSA or EC key");
    }
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
