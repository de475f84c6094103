/** From a QR code or a typed key to a registered phone. */

import { BASE, claim, lookUp, realm, Refusal, tokenOf } from "./api.js";
import { fromBase64url } from "./bytes.js";
import { readCamera, readPhoto } from "./camera.js";
import { button, h, icon } from "./dom.js";
import { enrol, generateKeys } from "./enrolment.js";
import { inGroups } from "./home.js";
import { lookupOf, normalise, readKey } from "./initialkey.js";
import { NoInvitation, readLink } from "./invitation.js";
import { goHome, say, show } from "./pages.js";
import { canPush, onPush } from "./push.js";
import { deviceName, obstacle } from "./readiness.js";
import { allTokens, askNow, ENDED, onChange, reload } from "./state.js";
import { change, forget, keep, tokenBySerial, tokens } from "./store.js";
import { t } from "./text.js";

const LONGEST_REGISTRATION = 600_000;

/** The four ways to hand a registration to the app. */
export async function chooseWay() {
  if (await isHindered(chooseWay)) {
    return;
  }
  const photo = h("input", { type: "file", accept: "image/*", id: "photo", hidden: true });
  photo.addEventListener("change", () => photo.files[0] && usePhoto(photo.files[0]));
  const way = (id, name, action) =>
    h("button", { type: "button", class: "way", id, onclick: action }, icon(name), h("span", {}, t("way." + id)));
  show({
    id: "ways",
    title: t("ways.title"),
    children: [
      h("p", {}, t("ways.text")),
      h("div", { class: "ways" },
        way("scan", "scan", scan),
        way("pick", "photo", () => photo.click()),
        way("paste", "paste", pasteLink),
        way("type", "key", typeKey)),
      photo,
    ],
  });
}

async function scan() {
  const video = h("video", { playsinline: true, muted: true, "aria-label": t("scan.video") });
  video.muted = true;
  const hint = h("p", { id: "scan-hint", role: "status" }, t("scan.hint"));
  const signal = show({
    id: "scan",
    title: t("way.scan"),
    children: [
      h("div", { class: "viewfinder" }, video),
      hint,
      h("div", { class: "actions" }, button(t("scan.other"), chooseWay, "secondary", { id: "other-way" })),
    ],
  });
  let found;
  const accept = (text) => {
    try {
      found = readLink(text);
      return true;
    } catch (error) {
      hint.textContent = describe(error);
      return false;
    }
  };
  try {
    await readCamera(video, signal, accept);
  } catch (error) {
    if (!signal.aborted) {
      fail(t(error.name === "NotAllowedError" ? "scan.denied" : "scan.none"), chooseWay);
    }
    return;
  }
  if (found && !signal.aborted) {
    register(found);
  }
}

async function usePhoto(file) {
  try {
    const text = await readPhoto(file);
    if (text === null) {
      fail(t("photo.none"), chooseWay);
      return;
    }
    await register(readLink(text));
  } catch (error) {
    fail(error instanceof NoInvitation ? describe(error) : t("photo.broken"), chooseWay);
  }
}

function describe(noInvitation) {
  return noInvitation.kind === "other"
    ? t("link.other", noInvitation.host)
    : t("link.none");
}

function pasteLink() {
  formPage({
    id: "paste",
    title: t("way.paste"),
    text: t("paste.text"),
    label: t("paste.label"),
    field: { inputmode: "url", type: "url" },
    submit: t("next"),
    read(typed) {
      const invitation = readLink(typed);
      return () => register(invitation);
    },
  });
}

function typeKey() {
  formPage({
    id: "type",
    title: t("way.type"),
    text: t("type.text"),
    label: t("type.label"),
    field: { autocapitalize: "characters", class: "key-field", placeholder: "XXXX-XXXX-XXXX-X" },
    submit: t("next"),
    read(typed) {
      const key = readKey(typed);
      if (key === null) {
        throw new Error(t(normalise(typed).length === 13 ? "type.typo" : "type.length"));
      }
      return () => findByKey(key);
    },
  });
}

/** A page with one field; read says what is next, or throws what is wrong. */
function formPage({ id, title, text, label, field, submit, read }) {
  const input = h("input", {
    id: id + "-field", autocomplete: "off", spellcheck: "false", "aria-describedby": "error", ...field });
  const error = h("p", { class: "error", id: "error", role: "alert" });
  const onsubmit = (event) => {
    event.preventDefault();
    let next;
    try {
      next = read(input.value);
    } catch (problem) {
      error.textContent = problem instanceof NoInvitation ? describe(problem) : problem.message;
      input.setAttribute("aria-invalid", "true");
      input.focus();
      return;
    }
    next();
  };
  show({
    id,
    title,
    children: [
      h("form", { class: "card", novalidate: true, onsubmit },
        h("p", {}, text),
        h("label", { for: input.id }, label),
        input,
        error,
        h("button", { type: "submit", class: "button primary", id: "submit" }, submit)),
    ],
  });
  input.focus();
}

async function findByKey(key) {
  wait();
  try {
    const { serial, serverKey } = await lookUp(await lookupOf(key));
    await register({ serial, serverKey: fromBase64url(serverKey), proof: { key } });
  } catch (error) {
    fail(refusalText(error, "claim.key"), typeKey);
  }
}

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

/** Shows what stands in the way of a registration, if anything does. */
async function isHindered(again) {
  const kind = accepted.has("apple") ? await obstacle().then(ignoringApple) : await obstacle();
  if (kind === null) {
    return false;
  }
  show({
    id: "obstacle",
    title: t("obstacle.title"),
    children: [
      h("section", { class: "card", id: "obstacle", "data-kind": kind },
        h("h2", {}, icon("warning"), t("obstacle." + kind)),
        h("p", {}, t("obstacle.help." + kind)),
        h("p", {}, t("obstacle.unused"))),
      h("div", { class: "actions" },
        kind === "apple"
          ? button(t("obstacle.anyway"), () => { accepted.add("apple"); again(); }, "secondary", { id: "anyway" })
          : null,
        button(t("again"), again, kind === "apple" ? "secondary" : "primary", { id: "again" })),
    ],
  });
  return true;
}

const accepted = new Set();
const ignoringApple = (kind) => (kind === "apple" ? null : kind);

/**
 * Claims a registration. The keys are kept before the server is asked, so that an answer that is lost
 * on the way costs nothing.
 */
async function register(invitation) {
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

/** The six digits that the user types into the web page; waits until the server says that it was so. */
export async function showConfirmation(serial) {
  const token = await tokenBySerial(serial);
  if (!token?.confirmation) {
    goHome();
    return;
  }
  const digits = token.confirmation;
  const signal = show({
    id: "confirm",
    title: t("confirm.title"),
    children: [
      h("section", { class: "card confirm" },
        h("p", {}, t("confirm.text")),
        h("p", { class: "code", id: "confirmation", "aria-label": [...digits].join(" ") },
          inGroups(digits)),
        h("dl", {},
          h("dt", {}, t("token.account")), h("dd", {}, token.account ?? ""),
          h("dt", {}, t("token.serial")), h("dd", {}, serial)),
        h("p", { class: "waiting", role: "status" }, h("span", { class: "spinner" }), t("confirm.waiting"))),
    ],
  });
  const look = () => {
    const state = allTokens().find((one) => one.serial === serial)?.state ?? "unknown";
    if (ENDED.has(state)) {
      if (state === "unknown") {
        forget(serial).then(reload);
      }
      fail(t("confirm.ended"), goHome);
    } else if (state !== "initial") {
      showDone(serial);
    }
  };
  onChange(look, signal);
  look();
}

function showDone(serial) {
  const token = allTokens().find((one) => one.serial === serial);
  const wakes = canPush() && !token.subscribed;
  const push = async () => {
    try {
      await onPush(token);
      say(t("push.on"));
      goHome();
    } catch (error) {
      say(t(error.message === "denied" ? "push.denied" : "push.failed"));
    }
  };
  show({
    id: "done",
    title: t("done.title"),
    children: [
      h("section", { class: "card done" },
        h("p", { class: "big", role: "status" }, icon("done"), t("done.text")),
        h("dl", {},
          h("dt", {}, t("token.account")), h("dd", {}, token.account),
          h("dt", {}, t("token.serial")), h("dd", {}, serial)),
        h("p", {}, t("done.use")),
        h("p", {}, t("done.install")),
        button(t("done.show"), goHome, "primary", { id: "show-code" }),
        wakes ? button(t("push.start"), push, "secondary", { id: "push-start" }) : null),
    ],
  });
}

function wait() {
  show({
    id: "wait",
    title: t("wait.title"),
    children: [h("p", { class: "waiting", role: "status" }, h("span", { class: "spinner" }), t("wait.text"))],
  });
}

function refusalText(error, prefix) {
  if (!(error instanceof Refusal)) {
    return t("claim.failed");
  }
  if (error.error === "slow") {
    return t("error.slow");
  }
  if (error.isOutage) {
    return t("error.unreachable");
  }
  switch (error.status) {
    case 404:
      return t(prefix + ".404");
    case 409:
      return t("claim.409");
    default:
      return t("claim.failed");
  }
}

function fail(text, again) {
  show({
    id: "failed",
    title: t("failed.title"),
    children: [
      h("section", { class: "card" }, h("p", { class: "ended", role: "alert" }, icon("warning"), h("span", {}, text))),
      h("div", { class: "actions" },
        button(t("again"), again, "primary", { id: "again" }),
        button(t("home"), goHome, "secondary", { id: "home" })),
    ],
  });
}
