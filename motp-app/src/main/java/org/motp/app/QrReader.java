package org.motp.app;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Map;
import org.teavm.jso.JSExport;

/** Reads QR codes from pictures. In JavaScript this is the module {@code qr.js}. */
public final class QrReader {
  private static final Map<DecodeHintType, ?> HINTS =
      Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.CHARACTER_SET, "UTF-8");

  private QrReader() {}

  /**
   * Looks for one QR code.
   *
   * @param luminances one byte a pixel, 0 is black and 255 is white, row by row
   * @param width pixels in a row
   * @param height rows
   * @return its text, or null when there is none that can be read
   */
  @JSExport
  public static String read(byte[] luminances, int width, int height) {
    String text = readOnce(luminances, width, height);
    // ZXing misses one code in eighty at one size and finds it at another.
    return text != null ? text : readOnce(halved(luminances, width, height), width / 2, height / 2);
  }

  private static String readOnce(byte[] luminances, int width, int height) {
    try {
      LuminanceSource source =
          new PlanarYUVLuminanceSource(luminances, width, height, 0, 0, width, height, false);
      return new QRCodeReader()
          .decode(new BinaryBitmap(new HybridBinarizer(source)), HINTS)
          .getText();
    } catch (ReaderException | RuntimeException unreadable) {
      // ZXing stumbles over some pictures, too.
      return null;
    }
  }

  private static byte[] halved(byte[] luminances, int width, int height) {
    int columns = width / 2;
    byte[] half = new byte[columns * (height / 2)];
    for (int i = 0; i < half.length; i++) {
      int at = i / columns * 2 * width + i % columns * 2;
      half[i] =
          (byte)
              ((Byte.toUnsignedInt(luminances[at])
                      + Byte.toUnsignedInt(luminances[at + 1])
                      + Byte.toUnsignedInt(luminances[at + width])
                      + Byte.toUnsignedInt(luminances[at + width + 1]))
                  / 4);
    }
    return half;
  }
}
