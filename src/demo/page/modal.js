// The form on top, and questions before a press. Both are dialogs of the browser, so that focus stays inside and Escape closes.

import { blocks } from "./blocks.js";
import { byId, el, fill } from "./dom.js";
import { plain, words } from "./mrkdwn.js";

const dialog = byId("modal");
const question = byId("confirm");

/** What was typed so far, by view; a view that is changed in its place keeps it, as Slack does. */
const drafts = new Map();
let shown = null;

/** Asks before something is done. */
export function confirmed(confirm, names) {
  return new Promise((resolve) => {
    const answer = (yes) => {
      question.close();
      resolve(yes);
    };
    question.oncancel = () => resolve(false);
    fill(
      question,
      el("h2", { id: "confirm-title" }, plain(confirm.title.text)),
      el("div", { class: "words" }, words(confirm.text, names)),
      el("div", { class: "buttons" },
        el("button", { type: "button", onclick: () => answer(false) }, plain(confirm.deny.text)),
        el("button", { type: "button", class: confirm.style ?? "primary", onclick: () => answer(true) }, plain(confirm.confirm.text))),
    );
    question.showModal();
  });
}

/** Shows the top one of these views, or none. `doing` has `names`, `act(what)` and `errors` about fields. */
export function showModal(views, doing) {
  const view = views.at(-1);
  if (!view) {
    shown = null;
    drafts.clear();
    if (dialog.open) dialog.close();
    return;
  }
  const now = JSON.stringify([doing.person, views.length, { ...view, state: null }, doing.errors]);
  if (now === shown) return;
  const sameView = dialog.open && dialog.dataset.view === view.id;
  const focused = sameView ? document.activeElement?.dataset?.action : null;
  shown = now;
  dialog.dataset.view = view.id;
  const fields = build(view, doing);
  if (!dialog.open) dialog.showModal();
  const wrong = fields.find((field) => doing.errors?.[field.block.block_id]);
  const again = focused ? dialog.querySelector(`[data-action="${CSS.escape(focused)}"]`) : null;
  if (wrong) wrong.control.focus();
  else if (again) again.focus();
  else (fields.find((field) => field.element.focus_on_load) ?? fields[0])?.control.focus();
}

function build(view, doing) {
  const fields = [];
  const draft = () => {
    const values = {};
    for (const { block, element, control } of fields) (values[block.block_id] ??= {})[element.action_id] = control.read();
    drafts.set(view.id, values);
    return { values };
  };
  const close = () => doing.act({ act: "close", view_id: view.id });
  const submit = (event) => {
    event.preventDefault();
    const wrong = fields.filter((field) => !checked(field));
    if (wrong.length > 0) wrong[0].control.focus();
    else doing.act({ act: "submit", view_id: view.id, state: draft() });
  };
  const form = {
    add: (block, element, control, more) => fields.push({ block, element, control, ...more }),
    draft: (block, action) => drafts.get(view.id)?.[block]?.[action],
    errors: doing.errors,
  };
  const press = (block_id, action_id, value) =>
    doing.act({ act: "press", place: view.id, block_id, action_id, value: value ?? null, state: draft() });
  const body = blocks(view.blocks, { names: doing.names, form, press });
  const left = el("button", { type: "button", class: "close", onclick: close }, plain(view.close?.text ?? "Cancel"));
  const right = view.submit ? el("button", { type: "submit", class: "primary" }, plain(view.submit.text)) : null;
  fill(dialog, el("form", { novalidate: true, onsubmit: submit },
    el("h2", { id: "modal-title" }, plain(view.title.text)),
    el("div", { class: "modal-body" }, body),
    el("div", { class: "buttons" }, left, right)));
  dialog.oncancel = (event) => {
    event.preventDefault();
    close();
  };
  return fields;
}

/** Whether a field may be sent; says what is missing where it is. */
function checked({ control, optional, block }) {
  if (!control.say || block.type !== "input") return true;
  const missing = control.empty() ? !optional && "Please fill this in." : control.short?.();
  control.say(missing || null);
  return !missing;
}
