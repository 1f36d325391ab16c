// "Look inside": what the bot said to Slack, newest first, with what it sent. Tokens are no part of it.

import { byId, el, fill } from "./dom.js";

const drawer = byId("inside");
const toggle = byId("inside-toggle");

/** Makes the button in the header open and close the drawer. */
export function startInside(store) {
  toggle.addEventListener("click", () => {
    drawer.hidden = !drawer.hidden;
    toggle.setAttribute("aria-expanded", String(!drawer.hidden));
    showInside(store);
  });
}

/** Reads the calls anew, while the drawer is open. */
export async function showInside(store) {
  if (drawer.hidden) return;
  const { calls } = await (await fetch("/api/calls")).json();
  fill(
    drawer,
    el("h2", null, "What the bot says to Slack"),
    el("p", null, "Newest first. Everything here is a call of Slack's Web API, answered by a local stand-in that is as strict as Slack."),
    el("ol", null, calls.map((call) => el("li", null, one(call, store)))),
  );
}

function one(call, store) {
  const outcome = call.ok ? el("span", { class: "ok" }, "ok") : el("span", { class: "refused" }, call.error ?? "refused");
  const summary = el("summary", null, el("code", null, call.method), " ", outcome, " ", el("time", null, store.moment(call.at_ms)));
  const details = el("details", null, summary);
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(el("pre", null, JSON.stringify(call.arguments, null, 1)));
  });
  return details;
}
