/**
 * How a phone signs what it asks, as docs/online-registration.md describes it. The service worker, which
 * cannot load modules in every browser, loads this as a script; that is why it exports nothing.
 */
globalThis.motpSigning = (() => {
  const encoder = new TextEncoder();
  const ECDSA = { name: "ECDSA", hash: "SHA-256" };

  const utf8 = (text) => encoder.encode(text);

  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

  function base64url(bytes) {
    const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  /**
   * Fields one after the other, each with its length before it (16 bits, big-endian), so that no two
   * lists of fields have the same bytes. A field is bytes, or a text or number that becomes UTF-8.
   */
  function fields(...values) {
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

  async function sign(privateKey, bytes) {
    return base64url(new Uint8Array(await crypto.subtle.sign(ECDSA, privateKey, bytes)));
  }

  /** The header of a request that the token's phone sends at this time (seconds since the epoch). */
  async function authorization(token, method, path, time, body) {
    const signature = await sign(
      token.signing,
      fields("motp-app-request-1", token.issuer, token.serial, method, path, time, await sha256(body)));
    return `MOTP ${token.serial}.${time}.${signature}`;
  }

  return { utf8, sha256, base64url, fields, sign, authorization };
})();
