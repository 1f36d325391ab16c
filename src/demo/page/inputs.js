// The fields of forms and menus. Each is made from its JSON and can be read as Slack's `state.values` has it.

import { boxes, radios } from "./choices.js";
import { el } from "./dom.js";
import { menuButton } from "./menu.js";

const TEXTS = { plain_text_input: "text", number_input: "text", email_text_input: "email", url_text_input: "url" };
const MOMENTS = {
  datepicker: ["date", "selected_date", "initial_date"],
  timepicker: ["time", "selected_time", "initial_time"],
};
const SINGLE = {
  static_select: ["selected_option", "initial_option"],
  users_select: ["selected_user", "initial_user"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  channels_select: ["selected_channel", "initial_channel"],
};
const SEVERAL = {
  multi_static_select: ["selected_options", "initial_options"],
  multi_users_select: ["selected_users", "initial_users"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  checkboxes: ["selected_options", "initial_options"],
};

/** Whether an element is a field that this page can show. */
export const isControl = ({ type }) => type in TEXTS || type in MOMENTS || type in SINGLE || type in SEVERAL || type === "radio_buttons";

/**
 * A field: `node`, `read()` for its state, `empty()`, `focus()`, `mark(errorId)`. `how` has `id` or `label`, `draft` (what was there before),
 * `press(value)` when a choice acts at once, `described`, `invalid`, `group`.
 */
export function control(element, ctx, how) {
  if (element.type in TEXTS) return textField(element, how);
  if (element.type in MOMENTS) return momentField(element, how);
  if (element.type in SEVERAL || element.type === "radio_buttons") return severalField(element, ctx, how);
  return how.press ? actingSelect(element, ctx, how) : nativeSelect(element, ctx, how);
}

/** Attributes that all fields share. */
function common(element, how) {
  return {
    id: how.id,
    "aria-label": how.label,
    "aria-describedby": how.described || null,
    "aria-invalid": how.invalid ? "true" : null,
    "data-action": element.action_id,
    autofocus: element.focus_on_load,
  };
}

function marking(node) {
  return (errorId) => {
    if (errorId) node.setAttribute("aria-invalid", "true");
    else node.removeAttribute("aria-invalid");
    const others = (node.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && !id.startsWith("error-"));
    node.setAttribute("aria-describedby", [...others, errorId].filter(Boolean).join(" "));
  };
}

function textField(element, how) {
  const props = { ...common(element, how), placeholder: element.placeholder?.text, maxlength: element.max_length, autocomplete: "off" };
  const node = element.multiline ? el("textarea", { ...props, rows: 4 }) : el("input", { ...props, type: TEXTS[element.type] });
  node.value = how.draft?.value ?? element.initial_value ?? "";
  if (how.press) node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !element.multiline) {
      event.preventDefault();
      how.press(node.value);
    }
  });
  return {
    node,
    read: () => ({ type: element.type, value: node.value === "" ? null : node.value }),
    empty: () => node.value.trim() === "",
    short: () => (element.min_length && node.value.length < element.min_length ? `At least ${element.min_length} characters, please.` : null),
    focus: () => node.focus(),
    mark: marking(node),
  };
}

function momentField(element, how) {
  const [type, field, initial] = MOMENTS[element.type];
  const input = el("input", { ...common(element, how), type });
  input.value = how.draft?.[field] ?? element[initial] ?? "";
  // Acts when asked to, and not with every digit that is typed.
  const set = how.press ? el("button", { type: "button", onclick: () => input.value && how.press(input.value) }, "Set") : null;
  return {
    node: set ? el("span", { class: "with-button" }, input, set) : input,
    read: () => ({ type: element.type, [field]: input.value || null }),
    empty: () => input.value === "",
    focus: () => input.focus(),
    mark: marking(input),
  };
}

/** What can be chosen: `{label, value, group, option}`. */
function choicesOf(element, ctx) {
  const kind = element.type.replace("multi_", "");
  if (kind === "users_select") return ctx.names.people.map((person) => ({ label: person.name, value: person.id }));
  if (kind === "conversations_select" || kind === "channels_select") return ctx.names.channels.map((one) => ({ label: `#${one.name}`, value: one.id }));
  const options = (element.options ?? []).map((option) => ({ option }));
  const grouped = (element.option_groups ?? []).flatMap((group) => group.options.map((option) => ({ option, group: group.label.text })));
  return [...options, ...grouped].map(({ option, group }) => ({
    label: option.text.text, value: option.value, hint: option.description?.text, group, option,
  }));
}

const valueOf = (chosen) => (typeof chosen === "object" && chosen ? chosen.value : (chosen ?? ""));

/** A chosen value as the state has it: the whole option, or an id. */
const asState = (choice) => choice?.option ?? choice?.value ?? null;

function nativeSelect(element, ctx, how) {
  const [field, initial] = SINGLE[element.type];
  const choices = choicesOf(element, ctx);
  const node = el("select", common(element, how), el("option", { value: "" }, element.placeholder?.text ?? "Choose"));
  const groups = new Map();
  for (const choice of choices) {
    const option = el("option", { value: choice.value }, choice.label);
    if (!choice.group) node.append(option);
    else {
      if (!groups.has(choice.group)) groups.set(choice.group, node.appendChild(el("optgroup", { label: choice.group })));
      groups.get(choice.group).append(option);
    }
  }
  node.value = valueOf(how.draft ? how.draft[field] : element[initial]);
  const chosen = () => choices.find((choice) => choice.value === node.value);
  return {
    node,
    read: () => ({ type: element.type, [field]: asState(chosen()) }),
    empty: () => node.value === "",
    focus: () => node.focus(),
    mark: marking(node),
  };
}

/** A menu whose choice acts at once: a button, so that arrow keys alone do nothing. */
function actingSelect(element, ctx, how) {
  const [field, initial] = SINGLE[element.type];
  const choices = choicesOf(element, ctx);
  let value = valueOf(how.draft ? how.draft[field] : element[initial]);
  const chosen = () => choices.find((choice) => choice.value === value);
  const shown = () => `${chosen()?.label ?? element.placeholder?.text ?? "Choose"} ▾`;
  const button = el("button", { ...common(element, { ...how, label: null }), type: "button", class: "select" }, shown());
  const pick = (picked) => {
    value = picked;
    button.textContent = shown();
    how.press(picked);
  };
  return {
    node: menuButton(button, () => choices, pick),
    read: () => ({ type: element.type, [field]: asState(chosen()) }),
    empty: () => value === "",
    focus: () => button.focus(),
    mark: marking(button),
  };
}

function severalField(element, ctx, how) {
  const one = element.type === "radio_buttons";
  const [field, initial] = one ? ["selected_option", "initial_option"] : SEVERAL[element.type];
  const before = how.draft ? how.draft[field] : element[initial];
  const picked = (Array.isArray(before) ? before : [before]).filter(Boolean).map(valueOf);
  const made = (one ? radios : boxes)(choicesOf(element, ctx), {
    ...how, action: element.action_id, picked, most: element.max_selected_items, label: how.label ?? how.group,
    changed: how.press ? () => how.press(one ? (made.values()[0] ?? null) : JSON.stringify(made.values())) : null,
  });
  const state = () => made.chosen().map(asState);
  return {
    ...made,
    grouped: true,
    read: () => ({ type: element.type, [field]: one ? (state()[0] ?? null) : state() }),
    empty: () => made.values().length === 0,
    mark: marking(made.node),
  };
}
