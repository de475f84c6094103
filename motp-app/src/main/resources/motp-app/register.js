/** Claims a registration for this phone. */

import { BASE, claim, realm, Refusal, tokenOf } from "./api.js";
import { showConfirmation } from "./confirmation.js";
import { button, h } from "./dom.js";
import { enrol, generateKeys } from "./enrolment.js";
import { isHindered } from "./obstacle.js";
import { fail, refusalText, wait } from "./outcome.js";
import { goHome, show } from "./pages.js";
import { deviceName } from "./readiness.js";
import { allTokens, askNow, reload } from "./state.js";
import { change, forget, keep, tokens } from "./store.js";
import { t } from "./text.js";

const LONGEST_REGISTRATION = 600_000;

/** A link of a registration was opened: asks first, or whoever only looks at links would use it up. */
export async function offer(invitation) {
  if (await isHindered(() => offer(invitation))) {
    return;
  }
  show({
    id: "offer",
    title: t("offer.title"),
    children: [
      h("section", { class: "card" },
        h("p", {}, t("offer.text", new URL(BASE).host)),
        h("dl", {}, h("dt", {}, t("token.serial")), h("dd", {}, invitation.serial)),
        button(t("offer.register"), () => register(invitation), "primary", { id: "register" })),
    ],
  });
}

/**
 * Claims a registration. The keys are kept before the server is asked, so that an answer that is lost
 * on the way costs nothing.
 */
export async function register(invitation) {
  if (await isHindered(() => register(invitation))) {
    return;
  }
  wait();
  try {
    if (await isKnown(invitation.serial)) {
      return;
    }
    const { issuer } = await realm();
    if (issuer + "/motp/app/" !== BASE) {
      fail(t("claim.address", issuer + "/motp/app/"), goHome);
      return;
    }
    const keys = await generateKeys();
    const registration = { issuer, serial: invitation.serial, serverKey: invitation.serverKey };
    const mine = await enrol(keys, registration, await deviceName());
    const token = {
      serial: invitation.serial,
      issuer,
      added: Date.now(),
      state: "claiming",
      otp: mine.otpKey,
      signing: keys.signing.privateKey,
      confirmation: mine.confirmation,
    };
    await keep(token);
    await send(token, { ...mine.claim, ...invitation.proof });
  } catch (error) {
    fail(refusalText(error, invitation.proof.key ? "claim.key" : "claim.code"), goHome);
  }
}

/** The same code again, after it has been used by this very phone: goes on where that has stopped. */
async function isKnown(serial) {
  await tidy();
  const known = allTokens().find((token) => token.serial === serial);
  if (!known) {
    return false;
  }
  if (known.state === "initial") {
    showConfirmation(serial);
  } else {
    goHome();
  }
  return true;
}

async function send(token, body) {
  try {
    await settle(token, await claim(token.serial, body));
  } catch (refusal) {
    if (!(refusal instanceof Refusal && refusal.isOutage)) {
      await forget(token.serial);
      throw refusal;
    }
    // It may have arrived all the same: the same phone may claim again.
    fail(refusalText(refusal), () => sendAgain(token, body));
  }
}

async function sendAgain(token, body) {
  wait();
  try {
    await send(token, body);
  } catch (refusal) {
    fail(refusalText(refusal, "key" in body ? "claim.key" : "claim.code"), goHome);
  }
}

async function settle(token, { title, account }) {
  await change(token.serial, { state: "initial", title, account });
  await reload();
  showConfirmation(token.serial);
  askNow();
}

/** Goes on with a registration that was left between claim and answer, or forgets it. */
export async function tidy() {
  for (const token of (await tokens()).filter(({ state }) => state === "claiming")) {
    const news = await tokenOf(token).catch(() => null);
    if (news) {
      await change(token.serial, { state: news.state, title: news.title, account: news.account });
    } else if (Date.now() - token.added > LONGEST_REGISTRATION) {
      await forget(token.serial);
    }
  }
  await reload();
}
