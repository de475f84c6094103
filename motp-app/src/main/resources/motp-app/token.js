/** One token: its name, what it is, and how it goes. */

import { giveUp } from "./api.js";
import { button, h } from "./dom.js";
import { confirmed, goHome, say, show } from "./pages.js";
import { canPush, offPush, onPush } from "./push.js";
import { allTokens, changeToken, ENDED, nameOf, removeToken } from "./state.js";
import { t } from "./text.js";

const LONGEST_LABEL = 40;

export function showToken(serial) {
  const token = allTokens().find((one) => one.serial === serial);
  if (!token) {
    goHome();
    return;
  }
  const label = h("input", {
    id: "label", maxlength: LONGEST_LABEL, autocomplete: "off", value: nameOf(token),
  });
  const rename = async (event) => {
    event.preventDefault();
    await changeToken(serial, { label: label.value.trim() });
    say(t("token.renamed"));
    goHome();
  };
  show({
    id: "token",
    title: t("token.title"),
    children: [
      h("form", { class: "card", onsubmit: rename },
        h("label", { for: "label" }, t("token.label")),
        label,
        h("button", { type: "submit", class: "button primary", id: "rename" }, t("token.rename"))),
      h("dl", { class: "card" },
        ...row("token.account", token.account),
        ...row("token.serial", serial),
        ...row("token.state", t("state." + token.state))),
      ENDED.has(token.state) || token.state === "initial" ? null : pushCard(token),
      h("div", { class: "actions" },
        button(t("token.remove"), () => remove(token), "danger", { id: "remove" })),
    ],
  });
}

const row = (key, value) => [h("dt", {}, t(key)), h("dd", {}, value)];

async function remove(token) {
  if (await confirmed(t("token.remove.title"), t("token.remove.text"), t("token.remove"))) {
    const told = await giveUp(token).then(() => true, (refusal) => refusal.error === "unknown");
    await removeToken(token.serial);
    say(t(told ? "token.removed" : "token.removed-here"));
    goHome();
  }
}

function pushCard(token) {
  const card = h("section", { class: "card", id: "push" });
  const draw = (subscribed, problem) => {
    card.replaceChildren(
      ...[
        h("h2", {}, t("push.title")),
        h("p", {}, t(subscribed ? "push.on" : canPush() ? "push.off" : "push.impossible")),
        problem ? h("p", { class: "error", role: "alert" }, problem) : null,
        subscribed
          ? button(t("push.stop"), () => turn(false), "secondary", { id: "push-stop" })
          : canPush()
            ? button(t("push.start"), () => turn(true), "secondary", { id: "push-start" })
            : null,
      ].filter((child) => child !== null));
  };
  const turn = async (on) => {
    try {
      await (on ? onPush(token) : offPush(token));
      draw(on);
    } catch (error) {
      draw(!on, t(error.message === "denied" ? "push.denied" : "push.failed"));
    }
  };
  draw(token.subscribed === true);
  return card;
}
