// The left column: who one is, and where one can look.

import { byId, el, fill } from "./dom.js";
import { menuButton } from "./menu.js";

const HOME = "home";
const who = byId("who");
const list = byId("list");

/** The people switcher. */
export function showWho(store) {
  const me = store.person(store.world.me);
  const others = store.world.people.filter((person) => person.id !== me.id && store.hasNews(person));
  const dot = others.length > 0 ? el("span", { class: "dot", role: "img", "aria-label": "somebody has something new" }) : null;
  const button = el("button", { type: "button", class: "who", "data-key": "who" }, el("span", null, "You are: ", el("strong", null, me.name)), " ▾", dot);
  const items = () => store.world.people.map((person) => ({
    label: person.name, value: person.id, group: person.team, dot: store.hasNews(person),
    hint: person.id === me.id ? "that is you now" : person.locale.startsWith("de") ? "reads German" : "",
  }));
  fill(who, menuButton(button, items, (id) => store.become(id)));
}

/** Channels, group conversations, and the app with its two tabs. */
export function showPlaces(store) {
  const channels = store.world.places.filter((place) => place.kind === "channel");
  const groups = store.world.places.filter((place) => place.kind === "group");
  const app = store.world.places.find((place) => place.kind === "app");
  fill(
    list,
    section("Channels", channels.map((place) => entry(store, place.id, `# ${place.name}`, store.unread(place)))),
    groups.length > 0 ? section("Conversations", groups.map((place) => entry(store, place.id, store.title(place), store.unread(place)))) : null,
    section("Goodturn, the app", [
      entry(store, HOME, "Home", false),
      entry(store, "app", "Messages", Boolean(app && store.unread(app))),
    ]),
  );
}

function section(title, entries) {
  return el("section", null, el("h2", null, title), el("ul", null, entries));
}

function entry(store, id, label, unread) {
  const here = store.place === id;
  const dot = unread ? el("span", { class: "dot", role: "img", "aria-label": "unread" }) : null;
  const props = { type: "button", class: unread ? "unread" : "", "aria-current": here ? "page" : null, "data-key": `place-${id}`, onclick: () => store.go(id) };
  return el("li", null, el("button", props, label, dot));
}
