package org.motp.tests.people;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Reads QR codes from pictures, as a camera does. */
public final class QrCode {
  /** In one size the reader misses one code in sixty; a person moves the camera. */
  private static final double[] SCALES = {1, 1.5, 2, 0.75, 1.25, 3, 1.1, 1.75, 0.9, 2.5};

  private QrCode() {}

  /** The text in the one QR code of this picture. */
  public static String read(byte[] png) {
    try {
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
      return Arrays.stream(SCALES)
          .mapToObj(scale -> scaled(picture, scale))
          .flatMap(
              size ->
                  Stream.of(DecodeHintType.TRY_HARDER, DecodeHintType.PURE_BARCODE)
                      .flatMap(hint -> read(size, hint).stream()))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no camera can read this QR code"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage scaled(BufferedImage picture, double scale) {
    int width = (int) Math.round(picture.getWidth() * scale);
    int height = (int) Math.round(picture.getHeight() * scale);
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return scaled;
  }

  /** What is far from a photograph is read by another way than one. */
  private static Optional<String> read(BufferedImage picture, DecodeHintType hint) {
    return Stream.of(
            new HybridBinarizer(source(picture)), new GlobalHistogramBinarizer(source(picture)))
        .flatMap(binarizer -> read(binarizer, hint).stream())
        .findFirst();
  }

  private static LuminanceSource source(BufferedImage picture) {
    return new BufferedImageLuminanceSource(picture);
  }

  private static Optional<String> read(Binarizer binarizer, DecodeHintType hint) {
    try {
      return Optional.of(
          new MultiFormatReader()
              .decode(
                  new BinaryBitmap(binarizer),
                  Map.of(
                      hint, true, DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE)))
              .getText());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }
}
