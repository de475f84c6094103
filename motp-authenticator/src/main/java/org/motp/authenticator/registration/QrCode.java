package org.motp.authenticator.registration;

import com.google.zxing.WriterException;
import java.io.IOException;
import org.keycloak.utils.QRCodeUtils;

/** QR codes as pictures on our pages. */
final class QrCode {
  private static final int PIXELS = 400;

  private QrCode() {}

  /**
   * A {@code data:} URL with the picture.
   *
   * @param text Latin letters only: QR codes of Keycloak's kind hold no others
   */
  static String dataUrl(String text) {
    try {
      return "data:image/png;base64," + QRCodeUtils.encodeAsQRString(text, PIXELS, PIXELS);
    } catch (WriterException | IOException e) {
      // Neither text nor cause: the message may quote a key.
      throw new IllegalStateException("no QR code can be drawn of " + text.length() + " letters");
    }
  }
}
