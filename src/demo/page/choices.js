// Lists to tick: check boxes, radio buttons, and menus with several choices, which are check boxes with a filter above long lists.

import { el, freshId } from "./dom.js";

/** Above so many choices a list gets a filter. */
const FILTER_ABOVE = 8;

/** Check boxes. */
export function boxes(choices, how) {
  return ticked("checkbox", choices, how);
}

/** Radio buttons. */
export function radios(choices, how) {
  return ticked("radio", choices, how);
}

function ticked(type, choices, how) {
  const name = freshId("choice");
  const inputs = choices.map((choice) => {
    const input = el("input", { type, name, value: choice.value });
    input.checked = how.picked.includes(choice.value);
    return input;
  });
  const values = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const keepToMost = () => {
    const full = how.most && values().length >= how.most;
    for (const input of inputs) input.disabled = Boolean(full && !input.checked);
  };
  const rows = choices.map((choice, place) =>
    el("label", null, inputs[place], el("span", null, choice.label, choice.hint ? el("small", null, choice.hint) : null)),
  );
  const list = el("div", { class: "choices" }, rows);
  list.addEventListener("change", () => {
    keepToMost();
    how.changed?.();
  });
  keepToMost();
  const filter = choices.length > FILTER_ABOVE ? filterOver(rows, choices, how.label) : null;
  const node = el("fieldset", { "data-action": how.action, "aria-describedby": how.described || null }, el("legend", { class: "unseen" }, how.label ?? "Choose"), filter, list);
  return {
    node,
    values,
    chosen: () => choices.filter((choice) => values().includes(choice.value)),
    focus: () => (filter ?? inputs[0])?.focus(),
  };
}

function filterOver(rows, choices, label) {
  const filter = el("input", { type: "search", placeholder: "Filter", "aria-label": `Filter: ${label ?? ""}`, autocomplete: "off" });
  filter.addEventListener("input", () => {
    const wanted = filter.value.trim().toLowerCase();
    rows.forEach((row, place) => (row.hidden = !choices[place].label.toLowerCase().includes(wanted)));
  });
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  return filter;
}
