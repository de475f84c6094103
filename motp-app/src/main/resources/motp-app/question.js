/** Somebody logs in, and the phone is asked whether that is its owner. */

import { answer } from "./api.js";
import { serverSeconds } from "./clock.js";
import { button, h } from "./dom.js";
import { outageText } from "./outcome.js";
import { confirmed, say } from "./pages.js";
import { closeNotification } from "./push.js";
import { forgetQuestion } from "./state.js";
import { t, timeOfDay } from "./text.js";

const DIGITS = 2;

/** What the user sees and presses; it takes itself away when its time is over. */
export function questionCard(token, question, signal) {
  const left = h("dd", { class: "question-left" });
  const number = h("input", {
    id: "number-" + question.id,
    class: "question-number",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: DIGITS,
    pattern: "[0-9]*",
    "aria-describedby": "number-error-" + question.id,
  });
  const error = h("p", { class: "error", role: "alert", id: "number-error-" + question.id });
  const form = h(
    "form",
    { class: "card question", "data-question": question.id, novalidate: true },
    h("h2", {}, t("question.title")),
    h("dl", {},
      ...pair("question.account", question.account),
      ...pair("question.address", question.address || t("question.unknown")),
      ...pair("question.application", question.application || t("question.unknown")),
      ...pair("question.asked", timeOfDay(question.asked)),
      h("dt", {}, t("question.left")), left),
    h("label", { for: number.id }, t("question.number")),
    number,
    error,
    h("div", { class: "actions" },
      h("button", { type: "submit", class: "button primary approve" }, t("question.approve")),
      button(t("question.deny"), () => deny(), "danger deny")));

  const buttons = form.querySelectorAll("button");
  const give = async (typed) => {
    buttons.forEach((one) => { one.disabled = true; });
    try {
      await answer(token, question, typed);
      say(t(typed === "" ? "question.denied" : "question.approved"));
      forgetQuestion(token, question);
      closeNotification().catch(() => {});
    } catch (refusal) {
      if (refusal.status === 409) {
        say(t("question.refused"));
        forgetQuestion(token, question);
      } else {
        error.textContent = outageText(refusal);
        buttons.forEach((one) => { one.disabled = false; });
      }
    }
  };
  const deny = async () => {
    if (await confirmed(t("question.deny.title"), t("question.deny.text"), t("question.deny"))) {
      await give("");
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = number.value.normalize("NFKC").trim();
    if (/^[0-9]{2}$/.test(typed)) {
      give(typed);
    } else {
      error.textContent = t("question.number-missing");
      number.focus();
    }
  });
  const tick = () => {
    const seconds = Math.ceil(question.expires - serverSeconds());
    left.textContent = t("seconds", Math.max(0, seconds));
    if (seconds <= 0) {
      clearInterval(ticking);
      forgetQuestion(token, question);
    }
  };
  const ticking = setInterval(tick, 1000);
  signal.addEventListener("abort", () => clearInterval(ticking));
  // Not at once: whoever draws this would draw it again meanwhile.
  left.textContent = t("seconds", Math.max(0, Math.ceil(question.expires - serverSeconds())));
  return form;
}

const pair = (key, value) => [h("dt", {}, t(key)), h("dd", {}, value)];
