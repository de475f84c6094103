/** Builds what is on the screen. Texts become text nodes: nothing is ever parsed as HTML. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element.
 *
 * @param properties attributes; those that are functions are listeners, such as onclick; true sets an
 *     empty attribute, and false, null and undefined none
 * @param children elements, texts, or null for nothing
 */
export const h = (name, properties = {}, ...children) =>
  fill(document.createElement(name), properties, children);

const svg = (name, properties = {}, ...children) =>
  fill(document.createElementNS(SVG, name), properties, children);

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const ICONS = {
  scan: "M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M8 8h3v3H8zM13 8h3v3h-3zM8 13h3v3H8zM13 13h1v1h-1zM15 15h1v1h-1z",
  photo: "M4 6a1 1 0 0 1 1-1h14a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1zM4 16l4.5-4.5 4 4M11 14l3-3 6 6M15 8.5h.01",
  paste: "M9 5H6a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1V6a1 1 0 0 0-1-1h-3M9 4h6v3H9zM9 12h6M9 16h4",
  key: "M3 7h18v10H3zM7 11h.01M11 11h.01M15 11h.01M8 14h8",
  more: "M12 5.5h.01M12 12h.01M12 18.5h.01",
  back: "M15 5l-7 7 7 7",
  add: "M12 5v14M5 12h14",
  copy: "M9 9h10v10H9zM5 15V5h10",
  done: "M5 12.5l4.5 4.5L19 7.5",
  warning: "M12 4 2.5 20h19zM12 10v4.5M12 17h.01",
};

/** A small picture that says nothing that is not said in words beside it. */
export const icon = (name) =>
  svg(
    "svg",
    { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: ICONS[name] }));

const CIRCUMFERENCE = 2 * Math.PI * 20;

/** A ring that empties; set(fraction) says how much of it is left. */
export function ring() {
  const left = svg("circle", { cx: 24, cy: 24, r: 20, class: "ring-left" });
  left.style.strokeDasharray = String(CIRCUMFERENCE);
  const element = svg(
    "svg",
    { viewBox: "0 0 48 48", class: "ring", "aria-hidden": "true", focusable: "false" },
    svg("circle", { cx: 24, cy: 24, r: 20, class: "ring-all" }),
    left);
  const set = (fraction) => { left.style.strokeDashoffset = String(CIRCUMFERENCE * (1 - fraction)); };
  return { element, set };
}

/** A main button, a lesser one, and one for what cannot be undone. */
export const button = (label, onclick, look = "primary", more = {}) =>
  h("button", { type: "button", class: "button " + look, onclick, ...more }, label);
