/** Whether this phone can keep keys: asked before a registration is used up. */

import { probe } from "./store.js";

const IN_APP_BROWSERS =
  /\bLine\/|MicroMessenger|FBAN|FBAV|Instagram|\bTwitter|DingTalk|QQ\/|Weibo|BytedanceWebview|; wv\)/;

/** Whether the app was started from the home screen. */
export const isInstalled = () =>
  navigator.standalone === true || matchMedia("(display-mode: standalone)").matches;

export const isApple = () =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);

/**
 * What stands in the way of a registration: null, or one of
 * "insecure" (no https), "in-app" (a browser inside of another app), "old" (no WebCrypto),
 * "private" (keys are not kept), "apple" (Safari deletes them after a week; only a warning).
 */
export async function obstacle() {
  if (!isSecureContext) {
    return "insecure";
  }
  if (IN_APP_BROWSERS.test(navigator.userAgent)) {
    return "in-app";
  }
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB || !AbortSignal.timeout) {
    return "old";
  }
  if (!(await keepsKeys())) {
    return "private";
  }
  await navigator.storage?.persist?.().catch(() => false);
  return isApple() && !isInstalled() ? "apple" : null;
}

/** Writes keys that cannot be read, reads them back, uses them and deletes them. */
async function keepsKeys() {
  try {
    const message = crypto.getRandomValues(new Uint8Array(16));
    const otp = await crypto.subtle.importKey(
      "raw", message, { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);
    const pair = await crypto.subtle.generateKey(
      { name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
    await probe.write({ otp, signing: pair.privateKey });
    const kept = await probe.read();
    await probe.clear();
    const ecdsa = { name: "ECDSA", hash: "SHA-256" };
    const signature = await crypto.subtle.sign(ecdsa, kept.signing, message);
    const [one, other] = await Promise.all(
      [otp, kept.otp].map((key) => crypto.subtle.sign("HMAC", key, message)));
    return (
      !kept.otp.extractable && !kept.signing.extractable &&
      String(new Uint8Array(one)) === String(new Uint8Array(other)) &&
      (await crypto.subtle.verify(ecdsa, pair.publicKey, signature, message))
    );
  } catch {
    return false;
  }
}

/** What this phone is called in the list of tokens. */
export async function deviceName() {
  const agent = navigator.userAgent;
  const data = await navigator.userAgentData?.getHighEntropyValues?.(["model", "platform"])
    .catch(() => null);
  const name =
    data?.model ||
    /iPhone|iPad/.exec(agent)?.[0] ||
    /Android [^;]*; ([^;)]+)/.exec(agent)?.[1].replace(/^K$/, "Android") ||
    data?.platform ||
    /Android|Macintosh|Windows|Linux/.exec(agent)?.[0] ||
    "Web";
  return [...name.replace(/\p{C}/gu, "").trim()].slice(0, 64).join("") || "Web";
}
