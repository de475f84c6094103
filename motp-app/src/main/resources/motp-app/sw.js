/* The service worker. The server puts a line before this one: const BUILD = {"version", "files"}. */

const PREFIX = "motp-app " + self.registration.scope + " ";
const CACHE = PREFIX + BUILD.version;

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
  await self.skipWaiting();
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
  const kept = await cache.match(new URL(file, self.registration.scope));
  return kept ?? fetch(request);
}

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
}

/** The language that was chosen in the app, or the browser's. */
async function language() {
  const chosen = await setting("language").catch(() => undefined);
  if (chosen in TEXTS) {
    return chosen;
  }
  const tag = self.navigator.language.toLowerCase();
  return tag.startsWith("en") ? "en" : /hans|cn|sg/.test(tag) ? "zh-CN" : "zh-TW";
}

function setting(name) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("motp " + new URL(self.registration.scope).pathname);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const reading = database.transaction("settings").objectStore("settings").get(name);
      reading.onsuccess = () => resolve(reading.result);
      reading.onerror = () => reject(reading.error);
      database.close();
    };
  });
}

async function openApp() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((one) => one.url.startsWith(self.registration.scope));
  return page ? page.focus() : self.clients.openWindow(self.registration.scope);
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
/* The app tells the server the new address when it is opened: only there is the key that signs. */
self.addEventListener("pushsubscriptionchange", (event) => {
  if (event.oldSubscription) {
    event.waitUntil(self.registration.pushManager.subscribe(event.oldSubscription.options));
  }
});
