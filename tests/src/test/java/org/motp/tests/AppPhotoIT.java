package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.screen.SmartPhone;

/** Users who register by a picture of the QR code, in the browser that reads it. */
@InHouse
class AppPhotoIT {

  /** As wide as our pages show it. */
  private static final int WIDTH = 240;

  private static final int PICTURES = 300;

  private final SmartPhone phone;

  AppPhotoIT(House house) {
    phone = SmartPhone.bought(house, "en").starts().opensTheApp();
  }

  @AfterEach
  void closePhone() {
    phone.close();
  }

  /** In one size alone the reader misses one code in eighty. */
  @Test
  void userWithAScreenshotOfNothingButTheCodeCanRegister() throws Exception {
    Random random = new Random(18004);
    List<String> unread = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      String text = link(random);
      String read =
          phone.computes(
              """
              async (png) => {
                const { readPhoto } = await import('./camera.js');
                const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
                return (await readPhoto(new Blob([bytes], { type: 'image/png' }))) ?? '';
              }""",
              Base64.getEncoder().encodeToString(screenshot(text)));
      if (!text.equals(read)) {
        unread.add(text);
      }
    }
    assertThat(unread).isEmpty();
  }

  private static String link(Random random) {
    byte[] code = new byte[16];
    byte[] key = new byte[65];
    random.nextBytes(code);
    random.nextBytes(key);
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return "https://id.example.com/realms/motp/motp/app/#1.%08X.%s.%s"
        .formatted(random.nextInt(), base64.encodeToString(code), base64.encodeToString(key));
  }

  private static byte[] screenshot(String text) throws WriterException, IOException {
    BufferedImage drawn =
        MatrixToImageWriter.toBufferedImage(
            new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 400, 400));
    BufferedImage shown = new BufferedImage(WIDTH, WIDTH, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = shown.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(drawn, 0, 0, WIDTH, WIDTH, null);
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(shown, "png", png);
    return png.toByteArray();
  }
}
