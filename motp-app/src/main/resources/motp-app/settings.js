/** Language, and what this app is. */

import { h } from "./dom.js";
import { show } from "./pages.js";
import { chooseLanguage, currentLanguage, LANGUAGES, t } from "./text.js";
import { isInstalled } from "./readiness.js";

export function showSettings() {
  const languages = h("select", { id: "language" },
    ...Object.entries(LANGUAGES).map(([tag, name]) =>
      h("option", { value: tag, lang: tag, selected: tag === currentLanguage() }, name)));
  languages.addEventListener("change", async () => {
    await chooseLanguage(languages.value);
    showSettings();
  });
  show({
    id: "settings",
    title: t("settings"),
    children: [
      h("section", { class: "card" }, h("label", { for: "language" }, t("settings.language")), languages),
      isInstalled()
        ? null
        : h("section", { class: "card" },
            h("h2", {}, t("settings.install")), h("p", {}, t("settings.install.text"))),
      h("section", { class: "card" },
        h("h2", {}, t("settings.about")),
        h("p", {}, t("settings.about.text")),
        h("p", {}, t("settings.about.backup"))),
    ],
  });
}
