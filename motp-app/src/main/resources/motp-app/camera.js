/** Reads QR codes from the camera and from photos. */

/** Longer edges of a picture in which a QR code is looked for: in one size one code in eighty is missed. */
const PHOTO_SIZES = [1200, 800, 1600, 500];
const FRAME_SIZES = [800, 640, 960];

/** A screenshot of little more than the code has no other sizes to be found in, unless it is drawn larger. */
const SMALL_PHOTO = 800;
const SMALL_PHOTO_SCALES = [1, 1.5, 2, 0.75, 1.25, 3, 1.1, 1.75, 0.9, 2.5];
const PAUSE = 120;

const loadReader = () => import("./qr.js");

/** Reads the code of a photo; null when there is none. Throws when the file is no picture. */
export async function readPhoto(file) {
  const [{ read }, picture] = await Promise.all([loadReader(), createImageBitmap(file)]);
  try {
    for (const scale of scales(Math.max(picture.width, picture.height))) {
      const text = readPicture(read, picture, picture.width, picture.height, scale);
      if (text !== null) {
        return text;
      }
    }
    return null;
  } finally {
    picture.close();
  }
}

function scales(edge) {
  return edge < SMALL_PHOTO
    ? SMALL_PHOTO_SCALES
    : PHOTO_SIZES.map((size) => Math.min(1, size / edge));
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
    for (let frame = 0; !signal.aborted; frame++) {
      const { videoWidth, videoHeight } = video;
      const scale = Math.min(1, FRAME_SIZES[frame % FRAME_SIZES.length] / Math.max(videoWidth, videoHeight));
      const text = videoWidth > 0 ? readPicture(read, video, videoWidth, videoHeight, scale) : null;
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

function readPicture(read, picture, pictureWidth, pictureHeight, scale) {
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
