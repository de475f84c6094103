/** Bytes and texts: the encodings of docs/online-registration.md. */

const encoder = new TextEncoder();

/** A text as UTF-8. */
export const utf8 = (text) => encoder.encode(text);

/** Base64url without padding. */
export function base64url(bytes) {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes of a base64url text, or null when it is none. */
export function fromBase64url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) {
    return null;
  }
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/**
 * Fields one after the other, each with its length before it (16 bits, big-endian), so that no two
 * lists of fields have the same bytes. A field is bytes, or a text or number that becomes UTF-8.
 */
export function fields(...values) {
  const parts = values.map((value) => (value instanceof Uint8Array ? value : utf8(String(value))));
  const all = new Uint8Array(parts.reduce((length, part) => length + 2 + part.length, 0));
  let at = 0;
  for (const part of parts) {
    if (part.length > 0xffff) {
      throw new RangeError("a field of " + part.length + " bytes");
    }
    all[at] = part.length >> 8;
    all[at + 1] = part.length & 0xff;
    all.set(part, at + 2);
    at += 2 + part.length;
  }
  return all;
}

export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
