package org.motp.authenticator.crypto;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/** The curve P-256 (secp256r1) with keys and signatures in the forms of WebCrypto. */
public final class P256 {
  /** Length of an uncompressed point: 4 ‖ x ‖ y (SEC 1 section 2.3.3). */
  public static final int POINT_BYTES = 65;

  /** Length of a coordinate, of a private key and of a shared secret. */
  public static final int SCALAR_BYTES = 32;

  /** Length of a signature: r ‖ s (IEEE P1363). */
  public static final int SIGNATURE_BYTES = 64;

  private static final String CURVE_NAME = "secp256r1";
  private static final String SIGNATURE = "SHA256withECDSAinP1363Format";
  private static final byte UNCOMPRESSED = 4;
  private static final ECParameterSpec CURVE = curve();

  private P256() {}

  /** A new pair of keys. */
  public static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE_NAME), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** The uncompressed point of a public key. */
  public static byte[] point(ECPublicKey key) {
    byte[] point = new byte[POINT_BYTES];
    point[0] = UNCOMPRESSED;
    put(key.getW().getAffineX(), point, 1);
    put(key.getW().getAffineY(), point, 1 + SCALAR_BYTES);
    return point;
  }

  /**
   * Reads a public key.
   *
   * @throws IllegalArgumentException when this is no uncompressed point of the curve
   */
  public static ECPublicKey publicKey(byte[] point) {
    if (point.length != POINT_BYTES || point[0] != UNCOMPRESSED) {
      throw new IllegalArgumentException("not an uncompressed point");
    }
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + SCALAR_BYTES));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + SCALAR_BYTES, POINT_BYTES));
    if (!onCurve(x, y)) {
      throw new IllegalArgumentException("not a point of P-256");
    }
    try {
      return (ECPublicKey)
          KeyFactory.getInstance("EC")
              .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), CURVE));
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** The curve has no cofactor: each of its points but infinity is a key. */
  private static boolean onCurve(BigInteger x, BigInteger y) {
    BigInteger p = ((ECFieldFp) CURVE.getCurve().getField()).getP();
    BigInteger right =
        x.modPow(BigInteger.valueOf(3), p)
            .add(CURVE.getCurve().getA().multiply(x))
            .add(CURVE.getCurve().getB())
            .mod(p);
    return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.multiply(y).mod(p).equals(right);
  }

  /** The 32 bytes of a private key. */
  public static byte[] scalar(ECPrivateKey key) {
    byte[] scalar = new byte[SCALAR_BYTES];
    put(key.getS(), scalar, 0);
    return scalar;
  }

  /**
   * Reads a private key.
   *
   * @throws IllegalArgumentException when these are not 32 bytes
   */
  public static ECPrivateKey privateKey(byte[] scalar) {
    if (scalar.length != SCALAR_BYTES) {
      throw new IllegalArgumentException("not a private key of P-256");
    }
    try {
      return (ECPrivateKey)
          KeyFactory.getInstance("EC")
              .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, scalar), CURVE));
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** The secret that two pairs of keys share (ECDH): the 32 bytes of the x-coordinate. */
  public static byte[] sharedSecret(ECPrivateKey mine, ECPublicKey theirs) {
    try {
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(mine);
      agreement.doPhase(theirs, true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** Signs with ECDSA and SHA-256; 64 bytes. */
  public static byte[] sign(ECPrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(SIGNATURE);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** Whether these are the 64 bytes of a right signature (ECDSA with SHA-256). */
  public static boolean verify(ECPublicKey key, byte[] message, byte[] signed) {
    if (signed.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(SIGNATURE);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  private static void put(BigInteger value, byte[] target, int offset) {
    byte[] bytes = value.toByteArray();
    int from = Math.max(0, bytes.length - SCALAR_BYTES);
    int length = bytes.length - from;
    System.arraycopy(bytes, from, target, offset + SCALAR_BYTES - length, length);
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(CURVE_NAME));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("this Java runtime has no " + CURVE_NAME, e);
  }
}
