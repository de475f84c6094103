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
  let controlled = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => {
    // The first worker is of this version. A later one may have been let in by another window.
    if (controlled) {
      whenIdle(() => location.reload());
    }
    controlled = true;
  });
  try {
    const registration = await serviceWorker.register(
      allowed ? allowed.createScriptURL("sw.js") : "sw.js", { updateViaCache: "none" });
    replaceBy(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      installing.addEventListener("statechange", () => {
        if (installing.state === "installed") {
          replaceBy(installing);
        }
      });
    });
  } catch {
    // Such as in a private window: the app works while there is a network.
  }
}

/**
 * Modules of two versions do not fit together: the new worker, which has only the new ones, waits until
 * all can be loaded anew, and that is not under somebody's hands.
 */
function replaceBy(worker) {
  if (worker && navigator.serviceWorker.controller) {
    whenIdle(() => worker.postMessage("take over"));
  }
}

function whenIdle(action) {
  const idle = () =>
    document.body.dataset.page === "home" && document.activeElement?.tagName !== "INPUT";
  const waiting = setInterval(() => {
    if (idle()) {
      clearInterval(waiting);
      action();
    }
  }, 500);
}
