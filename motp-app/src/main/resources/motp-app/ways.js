/** The ways to hand a registration to the app: scan, photo, link, typed key. */

import { lookUp } from "./api.js";
import { fromBase64url } from "./bytes.js";
import { readCamera, readPhoto } from "./camera.js";
import { button, h, icon } from "./dom.js";
import { lookupOf, normalise, readKey } from "./initialkey.js";
import { NoInvitation, readLink } from "./invitation.js";
import { isHindered } from "./obstacle.js";
import { fail, refusalText, wait } from "./outcome.js";
import { show } from "./pages.js";
import { register } from "./register.js";
import { t } from "./text.js";

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
