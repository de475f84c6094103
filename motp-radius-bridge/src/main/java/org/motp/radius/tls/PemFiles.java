package org.motp.radius.tls;

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
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
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
}
