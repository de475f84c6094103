/** Starts the app. */

import { wind } from "./clock.js";
import { realm } from "./api.js";
import { showHome } from "./home.js";
import { readFragment } from "./invitation.js";
import { goHome, show, startAt } from "./pages.js";
import { renewPush } from "./push.js";
import { offer, tidy } from "./register.js";
import { allTokens, askNow, reload, startAsking } from "./state.js";
import { loadTexts, t } from "./text.js";
import { keepOffline } from "./offline.js";

/** The one-time code leaves the address bar and the history before anything else happens. */
function takeFragment() {
  const fragment = location.hash.slice(1);
  if (fragment !== "") {
    history.replaceState(null, "", location.pathname);
  }
  return fragment;
}

async function open(fragment) {
  if (fragment === "") {
    return;
  }
  const invitation = readFragment(fragment);
  if (invitation) {
    await offer(invitation);
  } else {
    show({ id: "failed", title: t("failed.title"), children: [notALink()] });
  }
}

function notALink() {
  const text = document.createElement("p");
  text.className = "card";
  text.textContent = t("link.none");
  return text;
}

/** What the service worker says after a push message. */
function heed(message) {
  if (message === "show question" && document.body.dataset.page !== "home") {
    goHome();
  }
  askNow();
}

async function start() {
  const fragment = takeFragment();
  await loadTexts();
  startAt(showHome);
  // Without storage there is nothing to read: the registration says what to do.
  await wind();
  await reload().catch(() => {});
  if (history.state?.page) {
    history.replaceState(null, "");
  }
  showHome();
  await open(fragment);
  addEventListener("hashchange", () => open(takeFragment()));
  keepOffline();
  if (allTokens().length === 0) {
    realm().catch(() => {});
  }
  navigator.serviceWorker?.addEventListener("message", ({ data }) => heed(data));
  startAsking();
  await tidy().catch(() => {});
  await renewPush(allTokens());
}

start();
