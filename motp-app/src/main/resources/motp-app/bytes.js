/** Bytes and texts: the encodings of docs/online-registration.md. */

import "./signing.js";

export const { utf8, sha256, base64url, fields, sign, authorization } = globalThis.motpSigning;

/** The bytes of a base64url text, or null when it is none. */
export function fromBase64url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) {
    return null;
  }
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
