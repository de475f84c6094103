package org.motp.tests.people;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;

/** Reads QR codes from pictures, as a camera does. */
public final class QrCode {
  private QrCode() {}

  /** The text in the one QR code of this picture. */
  public static String read(byte[] png) {
    try {
      var source = new BufferedImageLuminanceSource(ImageIO.read(new ByteArrayInputStream(png)));
      return new MultiFormatReader()
          .decode(
              new BinaryBitmap(new HybridBinarizer(source)),
              Map.of(DecodeHintType.TRY_HARDER, true))
          .getText();
    } catch (NotFoundException e) {
      throw new AssertionError("no camera can read this QR code", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
