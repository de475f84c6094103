// 狀況排除: one tile for each thing that users come for. The console gives a page of ours no session, so a tile
// leads to the login pages, which start the action and lead back here.
import { createElement as h, useEffect, useState } from "react";

const environment = JSON.parse(document.getElementById("environment").textContent);

/** Message keys of the tiles, and the action that each starts. */
const TILES = [
  ["download", "motp-register"],
  ["newphone", "motp-register"],
  ["lost", "motp-troubleshoot:lost"],
  ["code", "motp-troubleshoot:code"],
  ["tokens", "motp-troubleshoot"],
  ["forticlient", "motp-troubleshoot:forticlient"],
];

function random() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * Address that starts the action. The console drops the code that comes back, because the state is none of its
 * own, and gets one for itself; so the challenge is one whose verifier nobody knows.
 */
function actionUrl(action) {
  const url = new URL(`realms/${encodeURIComponent(environment.realm)}/protocol/openid-connect/auth`, environment.authServerUrl);
  url.search = new URLSearchParams({
    client_id: environment.clientId,
    redirect_uri: location.origin + location.pathname,
    response_type: "code",
    scope: "openid",
    state: random(),
    code_challenge: random(),
    code_challenge_method: "S256",
    kc_action: action,
  });
  return url.href;
}

async function fetchTexts(language, signal) {
  const address = new URL(`resources/${environment.realm}/account/${language}`, environment.serverBaseUrl);
  const response = await fetch(address, { signal });
  const messages = await response.json();
  return Object.fromEntries(messages.map(({ key, value }) => [key, value]));
}

function Tile({ name, action, texts }) {
  return h(
    "li",
    null,
    h(
      "a",
      {
        id: `motp-tile-${name}`,
        className: "motp-tile",
        href: actionUrl(action),
      },
      h("span", { className: "motp-tile__title" }, texts[`motp-tile-${name}`]),
      h("span", null, texts[`motp-tile-${name}-text`]),
    ),
  );
}

/** The page. */
export default function Troubleshoot() {
  const [texts, setTexts] = useState();
  const [failure, setFailure] = useState();

  useEffect(() => {
    const unmounted = new AbortController();
    fetchTexts(document.documentElement.lang, unmounted.signal).then(setTexts, (error) => {
      if (!unmounted.signal.aborted) {
        setFailure(error);
      }
    });
    return () => unmounted.abort();
  }, []);

  if (failure) {
    throw failure;
  }
  return (
    texts &&
    h(
      "section",
      { className: "pf-v5-c-page__main-section pf-m-light" },
      h("h1", { className: "pf-v5-c-title pf-m-2xl" }, texts["motp-troubleshoot-title"]),
      h("p", { className: "motp-lead" }, texts["motp-troubleshoot-text"]),
      h(
        "ul",
        { className: "motp-tiles" },
        TILES.map(([name, action]) => h(Tile, { key: name, name, action, texts })),
      ),
    )
  );
}
