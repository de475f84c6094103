// Turns the configured logo and colour, which stand in this script's own address, into CSS. Both are read as
// text, because a logo's address may contain & and a colour begins with the # that ends an address.
const [, logo, color] = /[?]logo=(.*)&color=(.*)$/.exec(import.meta.url) ?? [];
const { style } = document.documentElement;

if (color && CSS.supports("color", decodeURIComponent(color))) {
  style.setProperty("--motp-color", decodeURIComponent(color));
}

if (logo) {
  const address = new URL(logo, document.baseURI);
  if (["http:", "https:"].includes(address.protocol)) {
    style.setProperty("--motp-logo", `url("${address.href}")`);
  }
}
