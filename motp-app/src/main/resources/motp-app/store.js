/** What the phone keeps, in IndexedDB: tokens with their keys, which cannot be read, and settings. */

const NAME = "motp " + new URL("./", import.meta.url).pathname;
const VERSION = 1;

let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("tokens", { keyPath: "serial" });
      request.result.createObjectStore("settings");
      request.result.createObjectStore("probe");
    };
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = () => database.close();
      database.onclose = () => { opening = undefined; };
      resolve(database);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
  opening.catch(() => { opening = undefined; });
  return opening;
}

/** Runs one request in a transaction of its own, and waits until it is on the disk. */
async function run(store, mode, action) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const request = action(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

/** All tokens, oldest first. */
export async function tokens() {
  const all = await run("tokens", "readonly", (store) => store.getAll());
  return all.sort((one, other) => one.added - other.added);
}

export const tokenBySerial = (serial) => run("tokens", "readonly", (store) => store.get(serial));

export const keep = (token) => run("tokens", "readwrite", (store) => store.put(token));

export const forget = (serial) => run("tokens", "readwrite", (store) => store.delete(serial));

/** Changes some fields of a token that is still there. */
export async function change(serial, changes) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("tokens", "readwrite", { durability: "strict" });
    const store = transaction.objectStore("tokens");
    const reading = store.get(serial);
    reading.onsuccess = () => {
      if (reading.result !== undefined) {
        store.put({ ...reading.result, ...changes });
      }
    };
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

/** A setting, or undefined; also where nothing can be kept. */
export async function setting(name) {
  try {
    return await run("settings", "readonly", (store) => store.get(name));
  } catch {
    return undefined;
  }
}

/** Keeps a setting if it can. */
export async function remember(name, value) {
  try {
    await run("settings", "readwrite", (store) => store.put(value, name));
  } catch {
    // It is a setting only.
  }
}

/** For the test whether keys can be kept. */
export const probe = {
  write: (value) => run("probe", "readwrite", (store) => store.put(value, 1)),
  read: () => run("probe", "readonly", (store) => store.get(1)),
  clear: () => run("probe", "readwrite", (store) => store.clear()),
};
