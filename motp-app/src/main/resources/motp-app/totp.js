/** TOTP (RFC 6238) with HMAC-SHA-1, six digits, thirty seconds. */

export const PERIOD = 30;
const DIGITS = 6;

/** The time step of a time in seconds. */
export const stepOf = (seconds) => Math.floor(seconds / PERIOD);

/** A key that can make codes and cannot be read. */
export const importKey = (bytes) =>
  crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);

/** The code of a time step: six digits as a text. */
export async function codeOf(key, step) {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(step));
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, counter));
  const offset = mac.getUint8(mac.byteLength - 1) & 0x0f;
  const number = mac.getUint32(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}
