// The page: holds what the person sees, does what they do, and draws what changed.

import { showComposer, startComposer } from "./composer.js";
import { byId, toast } from "./dom.js";
import { showInside, startInside } from "./inside.js";
import { showModal } from "./modal.js";
import { showPlaces, showWho } from "./places.js";
import { refocus, showTalk } from "./talk.js";
import { showTour } from "./tour.js";

/** Whom one is at first. */
const FIRST = "U0000000001";

/** What Slack says when an app fails, in words. */
const PROBLEMS = {
  operation_timeout: "Slack would say: the app did not answer in time.",
  dispatch_failed: "Slack would say: the app could not be reached.",
  invalid_command_response: "Slack would say: the app's answer could not be shown.",
};

const places = byId("places");
const placesToggle = byId("places-toggle");

const store = {
  world: null,
  place: null,
  busy: false,
  /** The newest message seen, by person and place. */
  seen: new Map(),
  /** Takes the notice away that there is something to read. */
  read: null,

  person: (id) => store.world.people.find((person) => person.id === id) ?? (id === store.world.bot.id ? store.world.bot : undefined),
  lang: () => store.person(store.world.me).locale.slice(0, 2),
  names: () => ({
    user: (id) => store.person(id)?.name,
    channel: (id) => store.world.places.find((place) => place.id === id)?.name,
    group: (id) => store.world.groups.find((group) => group.id === id)?.handle,
    people: store.world.people,
    channels: store.world.places.filter((place) => place.kind === "channel"),
    zone: store.world.zone,
  }),

  /** The place that is looked at; the app's messages are there before it ever wrote. */
  current() {
    if (store.place === "home") return { id: "home", kind: "home", messages: [] };
    const found = store.world.places.find((place) => place.id === store.place || (store.place === "app" && place.kind === "app"));
    return found ?? { id: "app", kind: "app", messages: [] };
  },
  title(place) {
    if (place.kind === "channel") return `#${place.name}`;
    if (place.kind !== "group") return "Goodturn";
    return place.users.filter((id) => id !== store.world.me).map((id) => store.person(id)?.name ?? "somebody").join(", ") || "Group";
  },

  unread: (place) => place.kind !== "channel" && (place.messages.at(-1)?.ts ?? "") > (store.seen.get(seenKey(place)) ?? ""),
  hasNews: (person) => person.id !== store.world.me && (person.latest ?? "") > (store.seen.get(`${person.id} app`) ?? ""),

  async go(id) {
    store.place = id;
    if (id === "app") store.read?.();
    closePlaces();
    if (id === "home") await store.act({ act: "home" });
    else draw();
  },
  async become(id) {
    const again = store.place === "home" || store.place === "app" ? store.place : store.world.places.find((place) => place.kind === "channel").id;
    store.world = await look(id);
    store.place = again;
    history.replaceState(null, "", `#${id}`);
    await store.go(again);
    const who = places.querySelector("[data-key=who]");
    (who.checkVisibility() ? who : placesToggle).focus();
  },

  /** Uses a shortcut; each opens a form. */
  async shortcut(callback_id, message_ts) {
    if ((await store.act({ act: "shortcut", callback_id, message_ts })) && store.world.modals.length === 0) toast("Nothing opened.");
  },

  /** Does something, and shows what came of it. False when it could not be done. */
  async act(what, ts) {
    if (store.busy) return false;
    setBusy(true);
    try {
      const me = store.world.me;
      const response = await fetch("/api/act", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ as: me, ...what }) });
      const told = await response.json();
      if (!response.ok) {
        toast(told.error);
        return false;
      }
      store.world = told.world;
      draw(told.errors);
      if (ts) refocus(ts);
      if (told.problem) toast(PROBLEMS[told.problem] ?? `Slack would say: ${told.problem}`);
      announce(told.news);
      return true;
    } catch {
      toast("The demo does not answer any more. Is it still running?");
      return false;
    } finally {
      setBusy(false);
    }
  },

  day: (ts) => format({ weekday: "long", day: "numeric", month: "long" }, Number(ts) * 1000),
  time: (ts) => format({ hour: "2-digit", minute: "2-digit" }, Number(ts) * 1000),
  moment: (ms) => format({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }, ms),
};

/** What a person has seen of a place is kept under this name. */
const seenKey = (place) => `${store.world.me} ${place.kind === "app" ? "app" : place.id}`;

function format(how, ms) {
  return new Intl.DateTimeFormat("en-GB", { ...how, timeZone: store.world.zone }).format(new Date(ms));
}

/** Says who got a message from the app. */
function announce(news) {
  const me = store.world.me;
  if (news.includes(me) && store.place !== "app") store.read = toast("You have a new message from Goodturn.");
  const others = news.filter((id) => id !== me).map((id) => store.person(id).name.split(" ")[0]);
  if (others.length === 1) toast(`${others[0]} has a new message from Goodturn.`);
  if (others.length > 1) toast(`${others.slice(0, -1).join(", ")} and ${others.at(-1)} have new messages from Goodturn.`);
}

function setBusy(busy) {
  store.busy = busy;
  document.body.classList.toggle("busy", busy);
  document.body.setAttribute("aria-busy", String(busy));
}

async function look(id) {
  const response = await fetch(`/api/look?as=${encodeURIComponent(id)}`);
  if (!response.ok) return look(FIRST);
  return response.json();
}

function draw(errors) {
  const key = document.activeElement?.dataset?.key;
  const place = store.current();
  if (place.kind !== "home") store.seen.set(seenKey(place), place.messages.at(-1)?.ts ?? "");
  byId("now").textContent = format({ weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" }, store.world.now_ms);
  showWho(store);
  showPlaces(store);
  showTalk(store);
  showComposer();
  showModal(store.world.modals, { person: store.world.me, names: store.names(), act: store.act, errors });
  showInside(store);
  // Columns are drawn anew: the focus stays on what it was on.
  if (key && document.activeElement === document.body) document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

function closePlaces() {
  const inside = places.contains(document.activeElement);
  document.body.classList.remove("places-open");
  placesToggle.setAttribute("aria-expanded", "false");
  if (inside && !places.checkVisibility()) placesToggle.focus();
}

places.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && placesToggle.checkVisibility()) closePlaces();
});

placesToggle.addEventListener("click", () => {
  const open = document.body.classList.toggle("places-open");
  placesToggle.setAttribute("aria-expanded", String(open));
  if (open) places.querySelector("button").focus();
});

for (const button of document.querySelectorAll("#clock button")) {
  button.addEventListener("click", () => store.act({ act: "clock", by: button.dataset.by }));
}

document.addEventListener("visibilitychange", async () => {
  if (document.visibilityState !== "visible" || store.busy || !store.world) return;
  store.world = await look(store.world.me);
  draw();
});

store.world = await look(location.hash.slice(1) || FIRST);
// What was there before the page opened is nobody's news.
for (const person of store.world.people) store.seen.set(`${person.id} app`, person.latest ?? "");
store.place = store.world.places.find((place) => place.kind === "channel").id;
startComposer(store);
startInside(store);
showTour(store);
draw();
document.body.dataset.ready = "yes";
