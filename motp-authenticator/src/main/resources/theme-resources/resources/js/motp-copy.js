// Copies the text of the element that data-copy names, without its spaces.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) {
    // Plain http: the browser offers no clipboard, so there is no button either.
    continue;
  }
  const source = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.textContent.replace(/\s+/g, ""));
    button.textContent = button.dataset.copied;
  });
}
