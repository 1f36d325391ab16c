// A list that pops up under a button: for menus, overflow menus and the people switcher. Works by keyboard as menus do.

import { el } from "./dom.js";

/** Makes a button open a menu. `items()` gives `{label, value, hint, group, dot}`; `pick(value, label)` hears the choice. */
export function menuButton(button, items, pick) {
  const holder = el("span", { class: "menu-holder" }, button);
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  let list = null;

  const close = (back) => {
    if (!list) return;
    // Taken away last: what has the focus tells that it lost it, which closes once more.
    const gone = list;
    list = null;
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus();
    gone.remove();
  };

  const open = () => {
    let group = null;
    list = el("div", { class: "menu", role: "menu", "aria-label": button.getAttribute("aria-label") ?? button.textContent });
    for (const item of items()) {
      if (item.group && item.group !== group) list.append(el("p", { class: "menu-group", role: "presentation" }, item.group));
      group = item.group ?? group;
      const choose = () => {
        close(true);
        pick(item.value, item.label);
      };
      const dot = item.dot ? el("span", { class: "dot", role: "img", "aria-label": "something new" }) : null;
      const hint = item.hint ? el("small", null, item.hint) : null;
      list.append(el("button", { type: "button", role: "menuitem", tabindex: "-1", "data-value": item.value, onclick: choose }, item.label, hint, dot));
    }
    holder.append(list);
    button.setAttribute("aria-expanded", "true");
    list.scrollIntoView({ block: "nearest" });
    list.querySelector("button")?.focus();
  };

  button.addEventListener("click", () => (list ? close(true) : open()));
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !list) {
      event.preventDefault();
      open();
    }
  });
  holder.addEventListener("keydown", (event) => {
    if (!list) return;
    const all = [...list.querySelectorAll("button")];
    const here = all.indexOf(document.activeElement);
    const go = (place) => {
      event.preventDefault();
      all[(place + all.length) % all.length]?.focus();
    };
    if (event.key === "ArrowDown") go(here + 1);
    else if (event.key === "ArrowUp") go(here - 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(all.length - 1);
    else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    } else if (event.key === "Tab") close(true);
    else if (event.key.length === 1 && event.key !== " ") {
      const letter = event.key.toLowerCase();
      const after = [...all.slice(here + 1), ...all.slice(0, here + 1)];
      after.find((one) => one.textContent.toLowerCase().startsWith(letter))?.focus();
    }
  });
  holder.addEventListener("focusout", (event) => {
    if (list && !holder.contains(event.relatedTarget)) close(false);
  });
  return holder;
}
