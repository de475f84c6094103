/** The service worker, which keeps the app for when there is no network and shows push messages. */

const allowed = globalThis.trustedTypes?.createPolicy("motp-worker", {
  createScriptURL: (name) => {
    if (name !== "sw.js") {
      throw new TypeError(name);
    }
    return name;
  },
});

/** Installs the worker, and takes a new version of the app when the user is on the first page. */
export async function keepOffline() {
  if (!("serviceWorker" in navigator)) {
    return;
  }
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) {
    serviceWorker.addEventListener("controllerchange", restart);
  }
  try {
    await serviceWorker.register(allowed ? allowed.createScriptURL("sw.js") : "sw.js", {
      updateViaCache: "none",
    });
  } catch {
    // Such as in a private window: the app works while there is a network.
  }
}

/** Modules of two versions do not fit together: all are loaded anew, but not under somebody's hands. */
function restart() {
  const idle = () =>
    document.body.dataset.page === "home" && document.activeElement?.tagName !== "INPUT";
  const wait = setInterval(() => {
    if (idle()) {
      clearInterval(wait);
      location.reload();
    }
  }, 500);
}
