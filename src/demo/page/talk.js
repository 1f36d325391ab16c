// The middle: a conversation, or the app's Home.

import { blocks } from "./blocks.js";
import { byId, el, fill } from "./dom.js";
import { menuButton } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";

const title = byId("title");
const stream = byId("stream");

/** Messages as they were last shown, so that what did not change stays, with its focus and its open menus. */
let kept = new Map();
let keptFor = "";

/** Shows the place where the person is. */
export function showTalk(store) {
  const place = store.current();
  const heading = el("h1", null, store.title(place));
  const about = place.topic ? el("p", null, place.topic) : null;
  const tabs = place.kind === "app" || place.kind === "home" ? tabsOf(store) : null;
  fill(title, heading, about, tabs);
  if (place.kind === "home") showHome(store);
  else showMessages(store, place);
}

function tabsOf(store) {
  const tab = (id, label) =>
    el("button", { type: "button", class: "tab", "data-key": `tab-${id}`, "aria-current": store.place === id ? "page" : null, onclick: () => store.go(id) }, label);
  return el("div", { class: "tabs" }, tab("home", "Home"), tab("app", "Messages"));
}

function showHome(store) {
  kept = new Map();
  const { home } = store.world;
  const now = JSON.stringify([store.world.me, home?.blocks]);
  if (stream.dataset.home === now) return;
  stream.dataset.home = now;
  const press = (block_id, action_id, value) => store.act({ act: "press", place: "home", block_id, action_id, value: value ?? null });
  const body = home ? blocks(home.blocks, { names: store.names(), press }) : el("p", { class: "empty" }, "Nothing here yet.");
  fill(stream, el("div", { class: "home", lang: store.lang() }, body));
  stream.scrollTop = 0;
}

function showMessages(store, place) {
  delete stream.dataset.home;
  const key = `${store.world.me} ${place.id}`;
  const fresh = keptFor !== key || !stream.querySelector(".messages");
  if (fresh) {
    kept = new Map();
    keptFor = key;
    fill(stream, el("ol", { class: "messages", role: "log", "aria-label": store.title(place), tabindex: "0" }));
  }
  const list = stream.querySelector(".messages");
  const next = new Map();
  let day = "";
  const nodes = [];
  for (const message of place.messages) {
    const today = store.day(message.ts);
    if (today !== day) nodes.push(el("li", { class: "day" }, el("span", null, today)));
    day = today;
    const json = JSON.stringify(message);
    const old = kept.get(message.ts);
    const node = old?.json === json ? old.node : messageNode(message, store);
    next.set(message.ts, { json, node });
    nodes.push(node);
  }
  if (nodes.length === 0) nodes.push(el("li", { class: "empty" }, place.kind === "app" ? "Goodturn has not written to you. It writes to members only." : "Nothing here yet."));
  const grew = place.messages.some((message) => !kept.has(message.ts));
  kept = next;
  fill(list, nodes);
  if (!fresh && !grew) return;
  // The newest message stands at the bottom; one that is taller than the window shows its beginning.
  stream.scrollTop = stream.scrollHeight;
  if (list.lastElementChild.offsetHeight > stream.clientHeight) list.lastElementChild.scrollIntoView({ block: "start" });
}

function messageNode(message, store) {
  const fromApp = message.user === store.world.bot.id || Boolean(message.bot_id);
  const name = fromApp ? store.world.bot.name : (store.person(message.user)?.name ?? "Somebody");
  const press = (block_id, action_id, value) => store.act({ act: "press", place: message.ts, block_id, action_id, value: value ?? null }, message.ts);
  const names = store.names();
  const body = message.blocks?.length ? blocks(message.blocks, { names, press }) : el("div", { class: "words" }, mrkdwn(message.text ?? "", names));
  const only = message.only_you ? el("p", { class: "only" }, "Only visible to you") : null;
  const head = el("p", { class: "head" },
    el("strong", null, name), fromApp ? el("small", { class: "app" }, "app") : null,
    el("time", null, store.time(message.ts)), message.edited ? el("small", null, "(changed)") : null);
  const shortcuts = message.only_you ? null : shortcutsOf(message, store);
  return el("li", { class: message.only_you ? "message ephemeral" : "message", "data-ts": message.ts, tabindex: "-1" },
    el("span", { class: fromApp ? "face app-face" : "face", "aria-hidden": "true" }, initials(name)),
    el("div", { class: "body" }, only, head, el("div", { class: "blocks", lang: fromApp ? store.lang() : null }, body)), shortcuts);
}

function shortcutsOf(message, store) {
  const button = el("button", { type: "button", class: "quiet more", "aria-label": "Shortcuts for this message" }, "⋯");
  const items = () => store.world.message_shortcuts.map(([value, label]) => ({ label, value }));
  return menuButton(button, items, (callback_id) => store.shortcut(callback_id, message.ts));
}

const initials = (name) => name.split(" ").map((part) => part[0]).join("").slice(0, 2);

/** Gives the focus back to a message whose pressed button is gone. */
export function refocus(ts) {
  if (document.activeElement && document.activeElement !== document.body) return;
  stream.querySelector(`[data-ts="${CSS.escape(ts)}"]`)?.focus();
}
