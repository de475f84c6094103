package org.motp.authenticator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void eachFieldHasItsLengthBeforeIt() {
    byte[] encoded = new Fields("a").add("").add("載").add(new byte[] {1, 2}).add(-10).encoded();

    assertThat(HEX.formatHex(encoded))
        .isEqualTo("000161" + "0000" + "0003e8bc89" + "00020102" + "00032d3130");
  }

  @Test
  void movingABorderBetweenFieldsChangesTheBytes() {
    assertThat(new Fields("p").add("ab").add("c").encoded())
        .isNotEqualTo(new Fields("p").add("a").add("bc").encoded());
  }

  @Test
  void lengthIsUnsignedAndHas16Bits() {
    byte[] encoded = new Fields("").add(new byte[0xFFFF]).encoded();

    assertThat(HEX.formatHex(encoded, 2, 4)).isEqualTo("ffff");
    assertThatIllegalArgumentException().isThrownBy(() -> new Fields("").add(new byte[0x10000]));
  }
}
