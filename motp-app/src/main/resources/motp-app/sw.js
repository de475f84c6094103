/* The service worker. The server puts a line before this one: const BUILD = {"version", "files"}. */

const PREFIX = "motp-app " + self.registration.scope + " ";
const CACHE = PREFIX + BUILD.version;

const SIGNING = "signing.js?v=" + BUILD.version;
const allowed = self.trustedTypes?.createPolicy("motp-worker", {
  createScriptURL: (name) => {
    if (name !== SIGNING) {
      throw new TypeError(name);
    }
    return name;
  },
});
importScripts(allowed ? allowed.createScriptURL(SIGNING) : SIGNING);

const TEXTS = {
  "zh-TW": ["有人正在登入", "是您嗎？請開啟 MOTP 核准或拒絕。"],
  "zh-CN": ["有人正在登录", "是您吗？请打开 MOTP 批准或拒绝。"],
  en: ["Somebody is logging in", "Is it you? Open MOTP to approve or deny it."],
};

/** Fetches exactly this version of every file, or fails: then the old version stays. */
async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    BUILD.files.map(async (file) => {
      const address = new URL(file, self.registration.scope);
      const versioned = new URL(address);
      versioned.searchParams.set("v", BUILD.version);
      const response = await fetch(versioned, { cache: "no-store", credentials: "omit" });
      if (!response.ok) {
        throw new Error(file + ": " + response.status);
      }
      await cache.put(address, response);
    }));
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** What is kept comes from the phone; all else, above all what the app asks the server, does not. */
function fromCache(request) {
  const address = new URL(request.url);
  const file = request.url.startsWith(self.registration.scope)
    ? address.pathname.slice(new URL(self.registration.scope).pathname.length)
    : null;
  return request.method === "GET" && file !== null && BUILD.files.includes(file) ? file : null;
}

async function answer(request, file) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(new URL(file, self.registration.scope));
  return found ?? fetch(request);
}

/** A visible notification every time, or the browser would take the permission away. */
async function notify() {
  const [title, body] = TEXTS[await language()];
  await self.registration.showNotification(title, {
    body,
    lang: await language(),
    tag: "motp-question",
    renotify: true,
    requireInteraction: true,
    icon: "icon-192.png",
    badge: "badge.png",
  });
  (await pages()).forEach((page) => page.postMessage("ask"));
}

/** The language that was chosen in the app, or the browser's. */
async function language() {
  const chosen = await kept("settings", (store) => store.get("language")).catch(() => undefined);
  if (chosen in TEXTS) {
    return chosen;
  }
  const tag = self.navigator.language.toLowerCase();
  return tag.startsWith("en") ? "en" : /hans|cn|sg/.test(tag) ? "zh-CN" : "zh-TW";
}

/** Reads what the app keeps. */
function kept(name, read) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("motp " + new URL(self.registration.scope).pathname);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const reading = read(database.transaction(name).objectStore(name));
      reading.onsuccess = () => resolve(reading.result);
      reading.onerror = () => reject(reading.error);
      database.close();
    };
  });
}

async function pages() {
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter((page) => page.url.startsWith(self.registration.scope));
}

/** The app with the question that it is asked now, on whatever page it was. */
async function openApp() {
  const [page] = await pages();
  if (!page) {
    return self.clients.openWindow(self.registration.scope);
  }
  page.postMessage("show question");
  return page.focus();
}

/**
 * The browser has another address for push messages: the server is told for each token that wants them,
 * or the next question would wake nobody. What fails now the app does when it is opened.
 */
async function resubscribe({ oldSubscription, newSubscription }) {
  const subscription =
    newSubscription ??
    (await self.registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey:
        oldSubscription?.options.applicationServerKey ??
        (await kept("settings", (store) => store.get("vapidKey"))),
    }));
  const { endpoint, keys } = subscription.toJSON();
  const offset = (await kept("settings", (store) => store.get("clock"))) ?? 0;
  const tokens = await kept("tokens", (store) => store.getAll());
  await Promise.all(
    tokens
      .filter((token) => token.pushes)
      .map((token) => tell(token, JSON.stringify({ endpoint, keys }), Date.now() / 1000 + offset)));
}

async function tell(token, body, time) {
  const { authorization, utf8 } = self.motpSigning;
  const path = "/api/token/subscription";
  await fetch(new URL("." + path, self.registration.scope), {
    method: "PUT",
    headers: {
      Authorization: await authorization(token, "PUT", path, Math.floor(time), utf8(body)),
      "Content-Type": "application/json",
    },
    body,
    credentials: "omit",
  });
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const file = fromCache(event.request);
  if (file !== null) {
    event.respondWith(answer(event.request, file));
  }
});
self.addEventListener("push", (event) => event.waitUntil(notify()));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openApp());
});
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(resubscribe(event)));
/* An open app of the version before says when it is ready to be loaded anew. */
self.addEventListener("message", (event) => {
  if (event.data === "take over") {
    event.waitUntil(self.skipWaiting());
  }
});
