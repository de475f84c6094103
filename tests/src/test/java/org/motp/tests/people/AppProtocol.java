package org.motp.tests.people;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * docs/online-registration.md as a phone's programmer reads it: written from the page, sharing no
 * code with the provider, so that a mistake in one of them is found.
 */
public final class AppProtocol {
  private AppProtocol() {}

  /** Length-prefixed fields; a text is UTF-8, a number decimal, bytes are themselves. */
  public static byte[] fields(Object... fields) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    for (Object field : fields) {
      byte[] bytes =
          field instanceof byte[] raw
              ? raw
              : String.valueOf(field).getBytes(StandardCharsets.UTF_8);
      encoded.write(bytes.length / 256);
      encoded.write(bytes.length % 256);
      encoded.writeBytes(bytes);
    }
    return encoded.toByteArray();
  }

  public static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** 04, x, y. */
  public static byte[] point(PublicKey key) {
    ECPoint point = ((ECPublicKey) key).getW();
    byte[] bytes = new byte[65];
    bytes[0] = 4;
    put(point.getAffineX(), bytes, 1);
    put(point.getAffineY(), bytes, 33);
    return bytes;
  }

  private static void put(BigInteger number, byte[] target, int offset) {
    for (int i = 0; i < 32; i++) {
      target[offset + 31 - i] = number.shiftRight(8 * i).byteValue();
    }
  }

  /** What two keys agree on: the x-coordinate. */
  public static byte[] agree(PrivateKey mine, byte[] theirs) {
    try {
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(mine);
      agreement.doPhase(publicKey(theirs), true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PublicKey publicKey(byte[] point) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    ECPoint w =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
            new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(w, parameters.getParameterSpec(ECParameterSpec.class)));
  }

  /** Whether this is a signature of r and s by the key of this point. */
  public static boolean verifies(byte[] point, byte[] message, byte[] signed) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initVerify(publicKey(point));
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** r and s. */
  public static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** HKDF-SHA256 for one block of output. */
  public static byte[] hkdf(byte[] input, byte[] salt, String info, int length) {
    return hkdf(input, salt, info.getBytes(StandardCharsets.US_ASCII), length);
  }

  /** HKDF-SHA256 for one block of output. */
  public static byte[] hkdf(byte[] input, byte[] salt, byte[] info, int length) {
    byte[] labelled = join(info, new byte[] {1});
    return Arrays.copyOf(hmac(hmac(salt, input), labelled), length);
  }

  /** One after the other. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key of the token. */
  public static byte[] otpKey(byte[] agreed, byte[] transcript) {
    return hkdf(agreed, sha256(transcript), "motp otp key", 20);
  }

  /** The six digits that the phone shows. */
  public static String digits(byte[] agreed, byte[] transcript) {
    byte[] bytes = hkdf(agreed, sha256(transcript), "motp confirmation", 8);
    return "%06d".formatted(new BigInteger(1, bytes).mod(BigInteger.valueOf(1_000_000)));
  }

  public static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public static byte[] bytes(String base64) {
    return Base64.getUrlDecoder().decode(base64);
  }
}
