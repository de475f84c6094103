/** The end of a registration: six digits for the web page, and what comes then. */

import { button, h, icon } from "./dom.js";
import { fail } from "./outcome.js";
import { goHome, say, show } from "./pages.js";
import { canPush, onPush } from "./push.js";
import { allTokens, ENDED, onChange, reload } from "./state.js";
import { forget, tokenBySerial } from "./store.js";
import { inGroups, t } from "./text.js";

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
