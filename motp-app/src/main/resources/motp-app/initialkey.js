/** The initial key that users type when they cannot scan: twelve characters, and one that checks. */

import { sha256, utf8 } from "./bytes.js";

/** Crockford's base32: no I, L, O and U. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 12;

/** x⁵ + x² + 1, by which the check character is computed. */
const POLYNOMIAL = 0b100101;

/** What was typed without blanks and dashes, with the letters that look like digits put right. */
export const normalise = (typed) =>
  typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");

/** The twelve characters of what was typed, or null if there is a mistake in it. */
export function readKey(typed) {
  const characters = [...normalise(typed)];
  const values = characters.map((character) => ALPHABET.indexOf(character));
  const isKey =
    values.length === LENGTH + 1 && !values.includes(-1) && check(values.slice(0, LENGTH)) === values[LENGTH];
  return isKey ? characters.slice(0, LENGTH).join("") : null;
}

function check(values) {
  return values.reduce((sum, value) => {
    const next = (sum ^ value) << 1;
    return next & 32 ? next ^ POLYNOMIAL : next;
  }, 0);
}

/** Which registrations a key may be for: too little of its hash to guess the key from. */
export async function lookupOf(key) {
  const hash = await sha256(utf8("motp-initial-key" + key));
  return Array.from(hash.slice(0, 3), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
