/** What the page's QR code says: the link of a registration. */

import { fromBase64url } from "./bytes.js";
import { BASE } from "./api.js";

const FRAGMENT = /^1\.([0-9A-F]{8})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{87})$/;
const UNCOMPRESSED = 4;

/** A text that is no registration of this server: "other" (another server's), or "none". */
export class NoInvitation extends Error {
  constructor(kind, host = "") {
    super(kind);
    this.kind = kind;
    this.host = host;
  }
}

/** Reads the fragment of a link, without its #; null when it is none of a registration. */
export function readFragment(fragment) {
  const match = FRAGMENT.exec(fragment);
  const serverKey = match && fromBase64url(match[3]);
  if (!serverKey || serverKey.length !== 65 || serverKey[0] !== UNCOMPRESSED) {
    return null;
  }
  return { serial: match[1], serverKey, proof: { code: match[2] } };
}

function parse(address) {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/** Reads a scanned or pasted link. Throws NoInvitation. */
export function readLink(text) {
  const found = /https?:\/\/\S+/.exec(text.trim())?.[0];
  const link = found ? parse(found) : null;
  const invitation = link && readFragment(link.hash.slice(1));
  if (!invitation) {
    throw new NoInvitation("none");
  }
  if (link.origin + link.pathname !== BASE) {
    throw new NoInvitation("other", link.host);
  }
  return invitation;
}
