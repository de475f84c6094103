package org.motp.tests.people;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Reads QR codes from pictures, as a camera does. */
public final class QrCode {
  private QrCode() {}

  /** The text in the one QR code of this picture. */
  public static String read(byte[] png) {
    try {
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
      return Stream.of(DecodeHintType.TRY_HARDER, DecodeHintType.PURE_BARCODE)
          .flatMap(hint -> read(picture, hint).stream())
          .findFirst()
          .orElseThrow(() -> new AssertionError("no camera can read this QR code"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is far from a photograph is read by another way than one. */
  private static Optional<String> read(BufferedImage picture, DecodeHintType hint) {
    try {
      return Optional.of(
          new MultiFormatReader()
              .decode(
                  new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(picture))),
                  Map.of(
                      hint, true, DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE)))
              .getText());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }
}
