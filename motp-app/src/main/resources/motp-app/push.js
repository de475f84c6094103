/** Push messages: they wake the app when somebody logs in. */

import { realm, subscribe, unsubscribe } from "./api.js";
import { fromBase64url } from "./bytes.js";
import { changeToken, isOnline } from "./state.js";
import { remember, setting } from "./store.js";

/** Whether this browser has push messages at all; on iPhones only what is on the home screen has. */
export const canPush = () =>
  "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;

/** Asks for permission, which needs a user's press, and subscribes. Throws Error("denied"), or others. */
export async function onPush(token) {
  if ((await Notification.requestPermission()) !== "granted") {
    throw new Error("denied");
  }
  await send(token, await subscription());
}

export async function offPush(token) {
  await unsubscribe(token);
  await changeToken(token.serial, { subscribed: false, pushes: undefined });
}

/** Subscribes anew what the browser has given another address meanwhile. */
export async function renewPush(tokens) {
  const wanted = tokens.filter((token) => token.pushes);
  if (wanted.length === 0 || !canPush() || Notification.permission !== "granted" || !isOnline()) {
    return;
  }
  try {
    const current = await subscription();
    for (const token of wanted) {
      if (token.pushes !== current.endpoint || !token.subscribed) {
        await send(token, current);
      }
    }
  } catch {
    // Without push messages the app finds the questions when it is opened.
  }
}

/** The notification is of no use any more: its question was answered. */
export async function closeNotification() {
  const registration = await navigator.serviceWorker?.getRegistration();
  const open = (await registration?.getNotifications?.()) ?? [];
  open.forEach((notification) => notification.close());
}

async function subscription() {
  const { vapidKey } = await realm();
  if (!vapidKey) {
    throw new Error("the server has no push messages");
  }
  const { pushManager } = await navigator.serviceWorker.ready;
  const existing = await pushManager.getSubscription();
  if (existing && (await setting("vapidKey")) !== vapidKey) {
    await existing.unsubscribe();
  }
  const subscribed = await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: fromBase64url(vapidKey),
  });
  await remember("vapidKey", vapidKey);
  return subscribed;
}

async function send(token, current) {
  const { endpoint, keys } = current.toJSON();
  await subscribe(token, { endpoint, keys });
  await changeToken(token.serial, { subscribed: true, pushes: endpoint });
}
