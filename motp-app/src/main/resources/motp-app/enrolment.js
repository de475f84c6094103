/** The phone's side of the online registration; docs/online-registration.md is its description. */

import { base64url, fields, sha256, sign, utf8 } from "./bytes.js";

const P256 = { namedCurve: "P-256" };
const HMAC = { name: "HMAC", hash: "SHA-1", length: 160 };

/** The most characters of a device's name. */
export const LONGEST_NAME = 64;

/** The phone's own keys: one pair to agree, used once, and one to sign. Neither can be read. */
export async function generateKeys() {
  const [agreement, signing] = await Promise.all([
    crypto.subtle.generateKey({ name: "ECDH", ...P256 }, false, ["deriveBits"]),
    crypto.subtle.generateKey({ name: "ECDSA", ...P256 }, false, ["sign"]),
  ]);
  return { agreement, signing };
}

const point = async (key) => new Uint8Array(await crypto.subtle.exportKey("raw", key));

/**
 * Makes what the phone sends and what it keeps.
 *
 * @param keys of generateKeys
 * @param registration issuer, serial, serverKey (bytes)
 * @param name of the device
 * @return claim (for the request's body, without the proof), otpKey and confirmation (six digits)
 * @throws when the server's key is no point of the curve
 */
export async function enrol(keys, { issuer, serial, serverKey }, name) {
  const serverPublic = await crypto.subtle.importKey(
    "raw", serverKey, { name: "ECDH", ...P256 }, false, []);
  const [ecdh, ecdsa] = await Promise.all([
    point(keys.agreement.publicKey), point(keys.signing.publicKey)]);
  const transcript =
    fields("motp-online-registration-1", issuer, serial, serverKey, ecdh, ecdsa, name);
  const signature = await sign(keys.signing.privateKey, transcript);
  const secret = await agree(keys.agreement.privateKey, serverPublic);
  const salt = await sha256(transcript);
  const [otpKey, confirmation] = await Promise.all([
    crypto.subtle.deriveKey(hkdf(salt, "motp otp key"), secret, HMAC, false, ["sign"]),
    crypto.subtle.deriveBits(hkdf(salt, "motp confirmation"), secret, 64),
  ]);
  return {
    claim: {
      v: 1,
      ecdh: base64url(ecdh),
      ecdsa: base64url(ecdsa),
      name,
      signature,
    },
    otpKey,
    confirmation: digits(confirmation),
  };
}

const hkdf = (salt, info) => ({ name: "HKDF", hash: "SHA-256", salt, info: utf8(info) });

async function agree(privateKey, serverPublic) {
  const bits = new Uint8Array(
    await crypto.subtle.deriveBits({ name: "ECDH", public: serverPublic }, privateKey, 256));
  const secret = await crypto.subtle.importKey(
    "raw", bits, "HKDF", false, ["deriveKey", "deriveBits"]);
  bits.fill(0);
  return secret;
}

function digits(bits) {
  return String(new DataView(bits).getBigUint64(0) % 1_000_000n).padStart(6, "0");
}
