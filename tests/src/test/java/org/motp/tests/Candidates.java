package org.motp.tests;

import com.unboundid.util.Base32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.motp.tests.people.AppPhone.Scanned;
import org.motp.tests.people.AppProtocol;

/** The keys that somebody computes who has seen everything, and knows how it is done. */
final class Candidates {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{2,}");
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private Candidates() {}

  /** Every value that was to be seen: words and what they are in base64, points and halves. */
  static List<byte[]> of(Scanned scanned, List<String> wire, byte[] transcript) {
    Set<String> words = new LinkedHashSet<>();
    String everything =
        String.join("\n", wire) + "\n" + scanned.code() + "\n" + scanned.serverKey();
    WORD.matcher(everything).results().map(MatchResult::group).forEach(words::add);
    List<byte[]> values = new ArrayList<>(List.of(new byte[0], new byte[32], transcript));
    values.add(AppProtocol.sha256(transcript));
    for (String word : words) {
      values.add(word.getBytes(StandardCharsets.UTF_8));
      if (word.length() % 4 != 1) {
        byte[] bytes = AppProtocol.bytes(word);
        values.add(bytes);
        values.add(AppProtocol.sha256(bytes));
        values.addAll(halves(bytes));
      }
    }
    return values;
  }

  /** Coordinates of points, and r and s of signatures. */
  private static List<byte[]> halves(byte[] bytes) {
    int start = bytes.length % 32;
    return bytes.length == 64 || bytes.length == 65
        ? List.of(
            Arrays.copyOfRange(bytes, start, start + 32),
            Arrays.copyOfRange(bytes, start + 32, start + 64))
        : List.of();
  }

  /** The keys, in Base32, that follow from these values as secrets and as private keys. */
  static Set<String> keys(List<byte[]> values, byte[] transcript) {
    List<byte[]> points = values.stream().filter(value -> value.length == 65).toList();
    Set<String> keys = new LinkedHashSet<>();
    for (byte[] value : values) {
      keys.add(Base32.encode(AppProtocol.otpKey(value, transcript)));
      if (value.length == 20) {
        keys.add(Base32.encode(value));
      }
      BigInteger scalar = new BigInteger(1, value).mod(ORDER);
      if (scalar.signum() != 0) {
        for (byte[] point : points) {
          keys.add(
              Base32.encode(
                  AppProtocol.otpKey(AppProtocol.agree(privateKey(scalar), point), transcript)));
        }
      }
    }
    return keys;
  }

  private static PrivateKey privateKey(BigInteger scalar) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return KeyFactory.getInstance("EC")
          .generatePrivate(
              new ECPrivateKeySpec(scalar, parameters.getParameterSpec(ECParameterSpec.class)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
