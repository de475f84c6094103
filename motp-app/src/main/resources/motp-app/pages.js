/** The one page that is on the screen, and the way back from it. */

import { button, h, icon } from "./dom.js";
import { t } from "./text.js";

const main = document.getElementById("main");
const header = document.getElementById("header");
const status = document.getElementById("status");

let leave = () => {};
let home = () => {};
let fading;

/** Says what the first page is; the phone's back button leads to it. */
export function startAt(page) {
  home = page;
  addEventListener("popstate", () => home());
}

/**
 * Shows a page.
 *
 * @param title its heading
 * @param children what is on it
 * @param isHome whether it is the first page, which has no way back
 * @param tools what stands at the end of the heading
 * @return a signal that is aborted when another page is shown
 */
export function show({ id, title, children, isHome = false, tools = [] }) {
  leave();
  const left = new AbortController();
  leave = () => left.abort();
  if (!isHome) {
    const state = { page: id };
    if (history.state?.page) {
      history.replaceState(state, "");
    } else {
      history.pushState(state, "");
    }
  }
  const heading = h("h1", { tabindex: "-1" }, title);
  header.replaceChildren(
    ...(isHome ? [] : [iconButton("back", t("back"), goHome, { id: "back" })]),
    heading,
    ...tools);
  main.replaceChildren(...children.filter((child) => child !== null));
  document.body.dataset.page = id;
  document.title = isHome ? title : title + " · MOTP";
  scrollTo(0, 0);
  heading.focus({ preventScroll: true });
  return left.signal;
}

/** Back to the first page, by button or by the phone's own way. */
export function goHome() {
  if (history.state?.page) {
    history.back();
  } else {
    home();
  }
}

export const iconButton = (name, label, onclick, more = {}) =>
  h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...more },
    icon(name));

/** Says something that passes, such as that a code was copied. */
export function say(text) {
  status.textContent = text;
  status.classList.add("shown");
  clearTimeout(fading);
  fading = setTimeout(() => {
    status.classList.remove("shown");
    status.textContent = "";
  }, 4000);
}

/** Asks before something that cannot be undone. */
export function confirmed(question, consequence, yes) {
  return new Promise((resolve) => {
    const dialog = h(
      "dialog",
      { "aria-labelledby": "dialog-title", "aria-describedby": "dialog-text" },
      h("h2", { id: "dialog-title" }, question),
      h("p", { id: "dialog-text" }, consequence),
      h(
        "div",
        { class: "actions" },
        button(yes, () => dialog.close("yes"), "danger", { id: "dialog-yes" }),
        button(t("cancel"), () => dialog.close(""), "secondary", { id: "dialog-no" })));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
