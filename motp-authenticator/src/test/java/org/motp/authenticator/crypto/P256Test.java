package org.motp.authenticator.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class P256Test {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

  /** Repeated, because one coordinate in 256 begins with a zero. */
  @RepeatedTest(20)
  void keysSurviveTheirBytes() {
    KeyPair pair = P256.generate(RANDOM);
    ECPublicKey open = (ECPublicKey) pair.getPublic();
    ECPrivateKey secret = (ECPrivateKey) pair.getPrivate();
    assertThat(P256.publicKey(P256.point(open)).getW()).isEqualTo(open.getW());
    assertThat(P256.privateKey(P256.scalar(secret)).getS()).isEqualTo(secret.getS());
  }

  @Test
  void bothSidesShareOneSecret() {
    KeyPair one = P256.generate(RANDOM);
    KeyPair other = P256.generate(RANDOM);
    assertThat(P256.sharedSecret((ECPrivateKey) one.getPrivate(), (ECPublicKey) other.getPublic()))
        .hasSize(P256.SCALAR_BYTES)
        .isEqualTo(
            P256.sharedSecret((ECPrivateKey) other.getPrivate(), (ECPublicKey) one.getPublic()));
  }

  @Test
  void signatureHoldsForItsKeyAndMessageAlone() {
    KeyPair pair = P256.generate(RANDOM);
    byte[] signature = P256.sign((ECPrivateKey) pair.getPrivate(), MESSAGE);
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    ECPublicKey other = (ECPublicKey) P256.generate(RANDOM).getPublic();
    assertThat(signature).hasSize(P256.SIGNATURE_BYTES);
    assertThat(P256.verify(key, MESSAGE, signature)).isTrue();
    assertThat(P256.verify(other, MESSAGE, signature)).isFalse();
    assertThat(P256.verify(key, new byte[0], signature)).isFalse();
    assertThat(P256.verify(key, MESSAGE, Arrays.copyOf(signature, 63))).isFalse();
    assertThat(P256.verify(key, MESSAGE, new byte[64])).isFalse();
  }

  @Test
  void pointThatIsNotOnTheCurveIsRefused() {
    byte[] point = P256.point((ECPublicKey) P256.generate(RANDOM).getPublic());
    byte[] beside = point.clone();
    beside[64] ^= 1;
    byte[] compressed = Arrays.copyOf(point, 33);
    compressed[0] = 2;
    byte[] origin = new byte[65];
    origin[0] = 4;
    for (byte[] bad : new byte[][] {beside, compressed, origin, new byte[0], new byte[1]}) {
      assertThatIllegalArgumentException().isThrownBy(() -> P256.publicKey(bad));
    }
  }
}
