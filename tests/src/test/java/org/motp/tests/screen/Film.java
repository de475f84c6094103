package org.motp.tests.screen;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** What a camera films, as a YUV4MPEG2 file, which Chromium takes for a camera. */
final class Film {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int FRAMES = 15;
  private static final byte NO_COLOUR = (byte) 128;

  /** How much of the picture's height the thing fills that is filmed. */
  private static final double FILLS = 0.8;

  private Film() {}

  /** Nothing but a grey wall. */
  static void ofNothing(Path file) {
    write(file, null);
  }

  /** Something that a hand which trembles a little holds before the camera, a little askew. */
  static void of(byte[] png, Path file) {
    try {
      write(file, ImageIO.read(new ByteArrayInputStream(png)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, BufferedImage thing) {
    byte[] colours = new byte[WIDTH * HEIGHT / 2];
    Arrays.fill(colours, NO_COLOUR);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(ascii("YUV4MPEG2 W" + WIDTH + " H" + HEIGHT + " F15:1 Ip A1:1 C420jpeg\n"));
      for (int frame = 0; frame < FRAMES; frame++) {
        out.write(ascii("FRAME\n"));
        out.write(luminances(thing, frame));
        out.write(colours);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] luminances(BufferedImage thing, int frame) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.GRAY);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    if (thing != null) {
      double scale = FILLS * HEIGHT / thing.getHeight();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.translate(WIDTH / 2.0 + frame % 3, HEIGHT / 2.0);
      graphics.rotate(0.03 + 0.01 * (frame % 4));
      graphics.scale(scale, scale);
      graphics.drawImage(thing, -thing.getWidth() / 2, -thing.getHeight() / 2, null);
    }
    graphics.dispose();
    return ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
