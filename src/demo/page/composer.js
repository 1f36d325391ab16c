// Where one types: messages and commands, with suggestions for both commands and names.

import { byId, el, fill } from "./dom.js";
import { menuButton } from "./menu.js";

const COMMANDS = [
  ["/gave", "@who what it was", "Record help that you gave"],
  ["/asked", "@who what for", "Note something that you asked for"],
  ["/goodturn join", "", "A short note, at most once a week"],
  ["/goodturn help", "", "What there is"],
  ["/goodturn rest", "2 weeks", "A rest from the notes"],
  ["/goodturn back", "", "End the rest"],
  ["/goodturn hide me", "", "Nobody is reminded of you"],
  ["/goodturn leave", "", "No more notes"],
];

/** Rows of suggestions. */
const SHOWN_MAX = 8;

const form = byId("composer");
const line = byId("line");
const list = byId("completions");
const label = byId("composer-label");

/** Names that were picked from the list, with what Slack sends for them. */
let picked = new Map();
let offers = [];
let chosen = -1;
let store = null;

/** Starts listening. */
export function startComposer(given) {
  store = given;
  line.addEventListener("input", () => {
    grow();
    suggest();
  });
  line.addEventListener("keydown", onKey);
  const shortcuts = el("button", { type: "button", class: "quiet", "aria-label": "Shortcuts", title: "Shortcuts" }, "+");
  const items = () => store.world.shortcuts.map(([value, label]) => ({ label, value }));
  byId("shortcuts").append(menuButton(shortcuts, items, (callback_id) => store.shortcut(callback_id, null)));
  line.addEventListener("blur", () => hide());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
}

/** Shows the field where one can type, and hides it elsewhere. */
export function showComposer() {
  const place = store.current();
  const can = place.kind === "channel" || place.kind === "group";
  form.hidden = !can;
  label.textContent = `Message in ${store.title(place)}; type / for commands, @ for people`;
  line.placeholder = `Message ${store.title(place)}, or / for commands`;
}

/** Puts words into the field, to be sent as they are or changed first. */
export function typeForMe(text) {
  line.value = text;
  grow();
  line.focus();
}

function grow() {
  line.style.height = "auto";
  line.style.height = `${Math.min(line.scrollHeight, 160)}px`;
}

/** What is being typed at the caret: a command at the very start, or a name after an `@`. */
function wanted() {
  const before = line.value.slice(0, line.selectionStart);
  if (/^\/[\w ]*$/.test(before)) {
    const found = COMMANDS.filter(([name]) => name.startsWith(before) && name !== before.trimEnd());
    return { from: 0, offers: found.map(([name, after, hint]) => ({ text: `${name} `, label: name, after, hint })) };
  }
  const at = before.match(/(^|[\s(])@([\p{L}\p{N} .'-]{0,40})$/u);
  if (!at) return { from: 0, offers: [] };
  const typed = at[2].toLowerCase();
  const from = before.length - at[2].length - 1;
  const people = store.world.people
    .filter((person) => person.name.toLowerCase().split(" ").some((part) => part.startsWith(typed)) || person.name.toLowerCase().startsWith(typed))
    .map((person) => ({ text: `@${person.name} `, label: person.name, hint: person.team, id: `<@${person.id}>` }));
  const groups = store.world.groups
    .filter((group) => group.handle.startsWith(typed))
    .map((group) => ({ text: `@${group.handle} `, label: `@${group.handle}`, hint: "a group", id: `<!subteam^${group.id}>` }));
  return { from, offers: [...people, ...groups].slice(0, SHOWN_MAX) };
}

function suggest() {
  offers = wanted().offers;
  chosen = offers.length > 0 ? 0 : -1;
  draw();
}

function draw() {
  list.hidden = offers.length === 0;
  line.setAttribute("aria-expanded", String(offers.length > 0));
  fill(list, offers.map((offer, place) =>
    el("li", { role: "option", id: `offer-${place}`, "aria-selected": String(place === chosen), onpointerdown: (event) => {
      event.preventDefault();
      take(place);
    } }, el("span", null, offer.label, offer.after ? el("i", null, ` ${offer.after}`) : null), el("small", null, offer.hint))));
  if (chosen >= 0) {
    line.setAttribute("aria-activedescendant", `offer-${chosen}`);
    byId(`offer-${chosen}`).scrollIntoView({ block: "nearest" });
  } else line.removeAttribute("aria-activedescendant");
}

function hide() {
  offers = [];
  chosen = -1;
  draw();
}

function take(place) {
  const offer = offers[place];
  const { from } = wanted();
  const rest = line.value.slice(line.selectionStart);
  line.value = line.value.slice(0, from) + offer.text + rest;
  const caret = from + offer.text.length;
  line.setSelectionRange(caret, caret);
  if (offer.id) picked.set(offer.text.trim(), offer.id);
  hide();
  grow();
}

function onKey(event) {
  if (event.isComposing) return;
  if (offers.length > 0) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      chosen = (chosen + step + offers.length) % offers.length;
      return draw();
    }
    if (event.key === "Escape") {
      event.preventDefault();
      return hide();
    }
    if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && !isWhole())) {
      event.preventDefault();
      return take(chosen);
    }
  }
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send();
  }
}

/** Whether what stands there is a whole command already, which Enter sends. */
const isWhole = () => line.value.startsWith("/") && ["/gave", "/asked", "/goodturn", ...COMMANDS.map(([name]) => name)].includes(line.value.trim());

/** The words as Slack sends them: three characters escaped, picked names as mentions. */
function asSent(text) {
  let sent = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const longestFirst = [...picked].sort(([one], [other]) => other.length - one.length);
  for (const [shown, id] of longestFirst) sent = sent.replaceAll(shown, id);
  return sent;
}

async function send() {
  const text = line.value.trim();
  if (!text || store.busy) return;
  hide();
  const channel = store.place;
  const command = text.match(/^\/\S+/)?.[0];
  const sent = command
    ? { act: "slash", channel, command, text: asSent(text.slice(command.length).trim()) }
    : { act: "say", channel, text: asSent(text) };
  if (await store.act(sent)) {
    line.value = "";
    picked = new Map();
    grow();
  }
}
