// What the console leaves out when its language changes without a reload, and in the names of its buttons.

const MENU = { "zh-TW": "選單", "zh-CN": "菜单" };
const unnamed = new WeakSet();

/** On narrow screens the console has menu buttons that are three dots and nothing for a screen reader. */
function nameMenus() {
  for (const button of document.querySelectorAll("button.pf-v5-c-menu-toggle.pf-m-plain")) {
    if (!button.hasAttribute("aria-label")) {
      unnamed.add(button);
    }
    if (unnamed.has(button)) {
      button.setAttribute("aria-label", MENU[document.documentElement.lang] ?? "Menu");
    }
  }
}

new MutationObserver(nameMenus).observe(document.getElementById("app"), { childList: true, subtree: true });

// The page's lang is what screen readers, fonts and the page 狀況排除 go by.
addEventListener("languageChanged", ({ detail }) => {
  document.documentElement.lang = detail.language;
  nameMenus();
});
