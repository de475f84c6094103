/** What the app knows now: its tokens, the questions that wait for them, and whether it is online. */

import { tokenOf } from "./api.js";
import * as store from "./store.js";

const EVERY = 5_000;
const EVERY_WHILE_WAITING = 2_000;
const EVERY_WHILE_OFFLINE = 15_000;

/** States of a token in which its codes are of no use any more. */
export const ENDED = new Set(["lost", "revoked", "unknown"]);

/** What the user, or else the server, calls a token. */
export const nameOf = (token) => token.label || token.title || "MOTP";

const listeners = new Set();
const questionsOf = new Map();
let tokens = [];
let online = true;
let quietUntil = 0;
let timer;
let asking = false;

export const allTokens = () => tokens;
export const isOnline = () => online;

/** Whether the server has asked to be left in peace for a while. */
export const isQuiet = () => performance.now() < quietUntil;

/** The questions that are still open, each with the token that it is for. */
export const openQuestions = () =>
  tokens.flatMap((token) =>
    (questionsOf.get(token.serial) ?? []).map((question) => ({ token, question })));

/** Calls back on every change, until the signal is aborted. */
export function onChange(callback, signal) {
  listeners.add(callback);
  signal.addEventListener("abort", () => listeners.delete(callback));
}

const tell = () => listeners.forEach((listener) => listener());

/** Reads the tokens from the phone; those that were never registered are not shown. */
export async function reload() {
  tokens = (await store.tokens()).filter((token) => token.state !== "claiming");
  tell();
}

export async function changeToken(serial, changes) {
  await store.change(serial, changes);
  await reload();
}

export async function removeToken(serial) {
  await store.forget(serial);
  questionsOf.delete(serial);
  await reload();
}

/** Takes a question off the screen that was answered. */
export function forgetQuestion(token, question) {
  questionsOf.set(
    token.serial,
    (questionsOf.get(token.serial) ?? []).filter((other) => other.id !== question.id));
  tell();
}

/** Asks the server about the tokens, again and again, as long as the app can be seen. */
export function startAsking() {
  document.addEventListener("visibilitychange", askNow);
  addEventListener("online", askNow);
  addEventListener("offline", () => setOnline(false));
  askNow();
}

/** Asks at once. */
export async function askNow() {
  clearTimeout(timer);
  if (document.visibilityState !== "visible" || asking) {
    return;
  }
  asking = true;
  try {
    await Promise.all(isQuiet() ? [] : tokens.map(ask));
  } finally {
    asking = false;
    timer = setTimeout(askNow, pause());
  }
}

function pause() {
  if (isQuiet()) {
    return quietUntil - performance.now();
  }
  if (tokens.some((token) => token.state === "initial")) {
    return EVERY_WHILE_WAITING;
  }
  return online ? EVERY : EVERY_WHILE_OFFLINE;
}

async function ask(token) {
  try {
    const { state, account, title, subscribed, questions } = await tokenOf(token);
    setOnline(true);
    quietUntil = 0;
    questionsOf.set(token.serial, Array.isArray(questions) ? questions : []);
    await learn(token, { state, account, title, subscribed: subscribed === true });
    tell();
  } catch (refusal) {
    if (refusal.status === 401 && refusal.error === "unknown") {
      setOnline(true);
      questionsOf.delete(token.serial);
      await learn(token, { state: "unknown" });
    } else if (refusal.status === 429) {
      quietUntil = performance.now() + refusal.seconds * 1000;
      tell();
    } else {
      setOnline(refusal.isOutage !== true);
    }
  }
}

/** Keeps what is new; an old token that a newer one of the same account has replaced is taken away. */
async function learn(token, news) {
  if (news.state !== "initial" && token.confirmation !== undefined) {
    news.confirmation = undefined;
  }
  const replaced = ENDED.has(news.state) && tokens.some((other) =>
    other.serial !== token.serial && other.account === token.account && other.state === "active");
  if (replaced) {
    await removeToken(token.serial);
    return;
  }
  if (Object.entries(news).some(([name, value]) => token[name] !== value)) {
    await changeToken(token.serial, news);
  }
}

function setOnline(now) {
  if (online !== now) {
    online = now;
    tell();
  }
}
