/** The first page: codes, and questions that wait for an answer. */

import { clockOffset, serverSeconds } from "./clock.js";
import { showConfirmation } from "./confirmation.js";
import { button, h, icon, ring } from "./dom.js";
import { iconButton, say, show } from "./pages.js";
import { questionCard } from "./question.js";
import { isApple, isInstalled } from "./readiness.js";
import { showSettings } from "./settings.js";
import { allTokens, ENDED, isOnline, isQuiet, nameOf, onChange, openQuestions } from "./state.js";
import { inGroups, t } from "./text.js";
import { showToken } from "./token.js";
import { codeOf, PERIOD, stepOf } from "./totp.js";
import { chooseWay } from "./ways.js";

const WRONG_CLOCK = 60;

export function showHome() {
  const questions = h("div", { id: "questions", "aria-live": "polite" });
  const notices = h("div", { id: "notices" });
  const list = h("ul", { id: "tokens" });
  const below = h("div", { class: "actions" });
  const signal = show({
    id: "home",
    title: t("home.title"),
    isHome: true,
    tools: [iconButton("more", t("settings"), showSettings, { id: "settings" })],
    children: [questions, notices, list, below],
  });
  let cards = [];
  const drawn = {};

  /** Draws a part anew only if what it shows has changed: whoever is typing there goes on. */
  const draw = (part, state, build) => {
    const now = JSON.stringify(state);
    if (drawn[part] !== now) {
      drawn[part] = now;
      build();
    }
  };
  const refresh = () => {
    const tokens = allTokens();
    const open = openQuestions();
    draw("questions", open.map(({ question }) => question.id), () => {
      questions.replaceChildren(
        ...open.map(({ token, question }) => questionCard(token, question, signal)));
    });
    draw("notices", [isOnline(), isQuiet(), clockIsWrong(), tokens.length > 0], () => {
      notices.replaceChildren(...noticesFor(tokens));
    });
    draw("tokens", tokens.map(look), () => {
      cards = tokens.map(card);
      list.replaceChildren(...cards.map(({ element }) => h("li", {}, element)));
      list.hidden = tokens.length === 0;
      below.replaceChildren(...(tokens.length === 0 ? emptyHome() : [addAnother()]));
      cards.forEach(({ tick }) => tick());
    });
  };
  onChange(refresh, signal);
  refresh();
  const ticking = setInterval(() => cards.forEach(({ tick }) => tick()), 250);
  signal.addEventListener("abort", () => clearInterval(ticking));
}

const look = ({ serial, account, title, label, state, confirmation }) =>
  [serial, account, title, label, state, confirmation];

const clockIsWrong = () => Math.abs(clockOffset()) > WRONG_CLOCK;

function noticesFor(tokens) {
  const notice = (id, text) => h("p", { class: "notice", id }, icon("warning"), h("span", {}, text));
  return [
    isOnline() ? null : notice("offline", t("home.offline")),
    isQuiet() ? notice("quiet", t("home.quiet")) : null,
    clockIsWrong() ? notice("clock", t("home.clock")) : null,
    tokens.length > 0 && isApple() && !isInstalled() ? notice("apple", t("home.apple")) : null,
  ].filter((child) => child !== null);
}

const addAnother = () =>
  h("button", { type: "button", class: "button secondary", id: "add", onclick: chooseWay },
    icon("add"), t("home.add"));

function emptyHome() {
  return [
    h("section", { class: "card", id: "empty" },
      h("h2", {}, t("home.empty.title")),
      h("p", {}, t("home.empty.text")),
      h("ol", {}, ...["one", "two", "three"].map((step) => h("li", {}, t("home.empty." + step)))),
      button(t("home.empty.start"), chooseWay, "primary", { id: "add" }),
      h("p", { class: "small" }, t("home.empty.lost"))),
  ];
}

function card(token) {
  const usable = !ENDED.has(token.state);
  const { element, tick } =
    token.state === "initial" ? waiting(token) : usable ? code(token) : ended(token);
  const details = iconButton("more", t("token.more", nameOf(token)), () => showToken(token.serial));
  details.classList.add("token-more");
  return {
    element: h(
      "article",
      { class: "card token", "data-serial": token.serial, "data-state": token.state },
      h("div", { class: "token-head" },
        h("div", {}, h("h2", {}, nameOf(token)), h("p", { class: "small" }, token.account)),
        details),
      ...element,
      warning(token)),
    tick,
  };
}

function warning(token) {
  const known = ["locked", "disabled", "expired"].includes(token.state);
  return known
    ? h("p", { class: "notice" }, icon("warning"), h("span", {}, t("state.help." + token.state)))
    : null;
}

function code(token) {
  const digits = h("span", { class: "code" });
  const seconds = h("span", { class: "seconds", "aria-hidden": "true" });
  const { element: circle, set } = ring();
  const face = h("button", { type: "button", class: "code-button" },
    h("span", { class: "code-label" }, t("code.label")),
    h("span", { class: "code-line" }, digits, h("span", { class: "time" }, circle, seconds)),
    h("span", { class: "code-hint", "aria-hidden": "true" }, icon("copy"), t("code.copy")));
  let shown;
  let value = "";
  face.addEventListener("click", () => copy(value, face));
  const tick = async () => {
    const now = serverSeconds();
    const step = stepOf(now);
    const left = PERIOD - (now % PERIOD);
    set(left / PERIOD);
    seconds.textContent = String(Math.ceil(left));
    face.classList.toggle("ending", left <= 5);
    if (step !== shown) {
      shown = step;
      value = await codeOf(token.otp, step);
      digits.textContent = inGroups(value);
      face.setAttribute("aria-label", t("code.read", [...value].join(" ")));
    }
  };
  return { element: [face], tick };
}

async function copy(value, face) {
  try {
    await navigator.clipboard.writeText(value);
    navigator.vibrate?.(15);
    face.classList.add("copied");
    setTimeout(() => face.classList.remove("copied"), 1200);
    say(t("code.copied"));
  } catch {
    say(t("code.not-copied"));
  }
}

function waiting(token) {
  return {
    element: [
      h("p", {}, t("home.waiting")),
      button(t("home.confirm"), () => showConfirmation(token.serial), "primary", { class: "button primary confirm-anew" }),
    ],
    tick: () => {},
  };
}

function ended(token) {
  return {
    element: [
      h("p", { class: "ended" }, icon("warning"), h("span", {}, t("state.help." + token.state))),
      button(t("home.anew"), chooseWay),
    ],
    tick: () => {},
  };
}
