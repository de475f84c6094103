/** Reads QR codes from the camera and from photos. */

/** Longer edges of a picture in which a QR code is looked for: some are found in one size only. */
const PHOTO_SIZES = [1200, 800, 1600, 500];
const FRAME_SIZE = 800;
const PAUSE = 120;

const loadReader = () => import("./qr.js");

/** Reads the code of a photo; null when there is none. Throws when the file is no picture. */
export async function readPhoto(file) {
  const [{ read }, picture] = await Promise.all([loadReader(), createImageBitmap(file)]);
  try {
    for (const size of PHOTO_SIZES) {
      const text = readPicture(read, picture, picture.width, picture.height, size);
      if (text !== null) {
        return text;
      }
    }
    return null;
  } finally {
    picture.close();
  }
}

/**
 * Shows the camera's picture and reads until a code is accepted or the signal is aborted. Throws
 * what getUserMedia throws.
 *
 * @param accept whether this text is what is looked for
 */
export async function readCamera(video, signal, accept) {
  const [{ read }, stream] = await Promise.all([
    loadReader(),
    navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
    }),
  ]);
  try {
    video.srcObject = stream;
    await video.play();
    while (!signal.aborted) {
      const text =
        video.videoWidth > 0
          ? readPicture(read, video, video.videoWidth, video.videoHeight, FRAME_SIZE)
          : null;
      if (text !== null && accept(text)) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  }
}

function readPicture(read, picture, pictureWidth, pictureHeight, size) {
  const scale = Math.min(1, size / Math.max(pictureWidth, pictureHeight));
  const width = Math.max(1, Math.round(pictureWidth * scale));
  const height = Math.max(1, Math.round(pictureHeight * scale));
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  // Transparent pictures of QR codes are meant to lie on white.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const luminances = new Int8Array(width * height);
  for (let pixel = 0, at = 0; pixel < luminances.length; pixel++, at += 4) {
    luminances[pixel] = (data[at] * 77 + data[at + 1] * 150 + data[at + 2] * 29) >> 8;
  }
  return read(luminances, width, height);
}
