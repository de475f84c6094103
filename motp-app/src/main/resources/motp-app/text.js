/** The texts in the user's language. */

import { remember, setting } from "./store.js";

export const LANGUAGES = { "zh-TW": "繁體中文", "zh-CN": "简体中文", en: "English" };

let texts = {};
let language = "zh-TW";

/** Loads the language that was chosen, or else the browser's. */
export async function loadTexts() {
  const chosen = await setting("language");
  language = Object.hasOwn(LANGUAGES, chosen) ? chosen : preferred(navigator.languages ?? []);
  texts = (await import(`./text-${language}.js`)).default;
  document.documentElement.lang = language;
}

/** The first of the browser's languages that there is; Traditional Chinese when there is none. */
function preferred(languages) {
  for (const tag of languages) {
    const lower = tag.toLowerCase();
    if (/^zh\b/.test(lower)) {
      return /hans|cn|sg|my/.test(lower) && !/hant/.test(lower) ? "zh-CN" : "zh-TW";
    }
    if (/^en\b/.test(lower)) {
      return "en";
    }
  }
  return "zh-TW";
}

export const currentLanguage = () => language;

export async function chooseLanguage(tag) {
  await remember("language", tag);
  await loadTexts();
}

/** A text, with its arguments at {0}, {1} … */
export const t = (key, ...values) =>
  (texts[key] ?? key).replace(/\{(\d)\}/g, (_, index) => String(values[index] ?? ""));

/** Six digits in two groups, with a thin space between. */
export const inGroups = (digits) => digits.slice(0, 3) + "\u2009" + digits.slice(3);

/** A time of today, in seconds since the epoch, as people of this language write it. */
export const timeOfDay = (seconds) =>
  new Intl.DateTimeFormat(language, { timeStyle: "medium" }).format(seconds * 1000);
