/** What the user reads when this phone cannot register. */

import { button, h, icon } from "./dom.js";
import { show } from "./pages.js";
import { obstacle } from "./readiness.js";
import { t } from "./text.js";

/** Shows what stands in the way of a registration, if anything does. */
export async function isHindered(again) {
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
