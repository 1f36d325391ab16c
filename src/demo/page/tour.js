// A card with a few things to try. It goes away for good when it is told to.

import { typeForMe } from "./composer.js";
import { byId, el, fill } from "./dom.js";

const KEY = "goodturn-demo-tour";
const card = byId("tour");

/** Shows the card, unless it was put away. */
export function showTour(store) {
  if (localStorage.getItem(KEY) === "away") return;
  const goTo = (place, then) => async () => {
    await store.go(place);
    then?.();
  };
  const general = store.world.places.find((place) => place.kind === "channel").id;
  const weekly = store.world.places.find((place) => place.name === "across-teams")?.id ?? general;
  const anHourLater = async () => {
    await store.act({ act: "clock", by: "hour" });
    await store.go(weekly);
  };
  const step = (label, how, what) => el("li", null, what, " ", el("button", { type: "button", onclick: how }, label));
  const away = () => {
    localStorage.setItem(KEY, "away");
    card.hidden = true;
    byId("line").focus();
  };
  fill(
    card,
    el("h2", null, "Try this"),
    el("ol", null,
      step("Show the weekly post", anHourLater, "The demo begins on a Thursday at nine. At ten, the channel across-teams hears what is new between the teams."),
      step("Type it for me", goTo(general, () => typeForMe("/goodturn join")), ["Join as Ana: type ", el("code", null, "/goodturn join"), " and press Enter."]),
      step("Move the clock", () => store.act({ act: "clock", by: "tuesday" }), "Let time pass until Tuesday at ten, when notes come."),
      step("Read it", goTo("app"), "Your first note is among Goodturn's messages. Press a button on it."),
      step("Begin it for me", goTo(general, () => typeForMe("/gave ")), ["Record help you gave: type ", el("code", null, "/gave @"), ", pick somebody, say what it was."]),
      step("Look at Home", goTo("home"), "See what is kept, for your eyes only. Then be somebody else, in the corner above, and look for yourself: they see none of it.")),
    el("button", { type: "button", class: "quiet away", onclick: away }, "Put this away"),
  );
  card.hidden = false;
}
