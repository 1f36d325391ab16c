// Builds elements out of text and attributes. Nothing here ever turns text into markup.

let count = 0;

/** An id that no other element has. */
export function freshId(prefix) {
  count += 1;
  return `${prefix}-${count}`;
}

/** An element with attributes, listeners (`onclick`) and children; what is null or false is left out. */
export function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}

/** Puts other children in the place of an element's own. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(9).filter(Boolean));
}

/** The element with this id. */
export const byId = (id) => document.getElementById(id);

const toasts = byId("toasts");
const TOAST_MS = 9000;

/** Says something in passing; what it answers takes it back sooner. */
export function toast(text) {
  const note = el("p", { class: "toast" }, text);
  toasts.append(note);
  setTimeout(() => note.remove(), TOAST_MS);
  return () => note.remove();
}
