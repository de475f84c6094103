/** What is on the screen while the server is asked, and when it refuses. */

import { Refusal } from "./api.js";
import { button, h, icon } from "./dom.js";
import { goHome, show } from "./pages.js";
import { t } from "./text.js";

const A_WHILE = 60;

export function wait() {
  show({
    id: "wait",
    title: t("wait.title"),
    children: [h("p", { class: "waiting", role: "status" }, h("span", { class: "spinner" }), t("wait.text"))],
  });
}

export function refusalText(error, prefix) {
  if (!(error instanceof Refusal)) {
    return t("claim.failed");
  }
  if (error.isOutage) {
    return outageText(error);
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

/** What to do when the server was not reached, or asks for patience. */
export const outageText = (refusal) =>
  refusal.status === 429 ? t("error.slow", refusal.seconds || A_WHILE) : t("error.unreachable");

export function fail(text, again) {
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
