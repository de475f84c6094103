// The console changes its language without a reload and leaves the page's lang as it was, which is what screen
// readers, fonts and the page 狀況排除 go by.
addEventListener("languageChanged", ({ detail }) => {
  document.documentElement.lang = detail.language;
});
