// Block Kit as elements: every block that the bot uses, from its JSON, in messages, on the Home and in modals.

import { el, freshId } from "./dom.js";
import { control, isControl } from "./inputs.js";
import { menuButton } from "./menu.js";
import { confirmed } from "./modal.js";
import { plain, richText, words, mrkdwn } from "./mrkdwn.js";

/**
 * Blocks as elements. `ctx` has `names`, `press(block_id, action_id, value)`, and in a modal `form` with `add(block, element, control)`,
 * `draft(block_id, action_id)` and `errors`.
 */
export function blocks(list, ctx) {
  return (list ?? []).map((block) => {
    const make = BLOCKS[block.type] ?? unknown;
    const node = make(block, ctx);
    node.classList.add("block", `block-${block.type}`);
    return node;
  });
}

const BLOCKS = {
  section: (block, ctx) => {
    const text = block.text ? el("div", { class: "words" }, words(block.text, ctx.names)) : null;
    const fields = block.fields ? el("div", { class: "fields" }, block.fields.map((field) => el("div", null, words(field, ctx.names)))) : null;
    const beside = block.accessory ? el("div", { class: "accessory" }, element(block, block.accessory, ctx)) : null;
    return el("div", null, el("div", { class: "main" }, text, fields), beside);
  },
  header: (block) => el("h3", null, plain(block.text.text)),
  divider: () => el("hr"),
  context: (block, ctx) =>
    el("div", null, block.elements.map((part) => (part.type === "image" ? picture(part, "small") : el("span", null, words(part, ctx.names))))),
  actions: (block, ctx) => el("div", { role: "group", "aria-label": "Actions" }, block.elements.map((one) => element(block, one, ctx))),
  image: (block) => el("figure", null, block.title ? el("figcaption", null, plain(block.title.text)) : null, picture(block, "large")),
  rich_text: (block, ctx) => richText(block, ctx.names),
  markdown: (block, ctx) => el("div", { class: "words" }, mrkdwn(block.text, ctx.names)),
  input: input,
};

/** A block that this page does not know says so, rather than being left out in silence. */
function unknown(block) {
  return el("p", { class: "unknown" }, `(a block of the kind ${block.type})`);
}

function picture(image, size) {
  const inside = image.slack_file?.id ?? (image.slack_file?.url ?? image.image_url ?? "").match(/\/files\/([^/]+)\//)?.[1];
  // Pictures of other addresses are not fetched: what they show stands in their words.
  if (!inside) return el("span", { class: "no-picture" }, image.alt_text);
  return el("img", { class: size, src: `/api/files/${inside}`, alt: image.alt_text });
}

function element(block, one, ctx) {
  const press = async (value) => {
    if (!one.confirm || (await confirmed(one.confirm, ctx.names))) ctx.press(block.block_id, one.action_id, value);
  };
  if (one.type === "button") return button(one, press);
  if (one.type === "image") return picture(one, "small");
  if (one.type === "overflow") {
    const dots = el("button", { type: "button", class: "quiet overflow", "aria-label": "More" }, "⋯");
    return menuButton(dots, () => one.options.map((option) => ({ label: option.text.text, value: option.value })), press);
  }
  if (!isControl(one)) return unknown(one);
  const label = one.placeholder?.text ?? "Choose";
  const made = control(one, ctx, { label, press, draft: ctx.form?.draft(block.block_id, one.action_id) });
  ctx.form?.add(block, one, made);
  return made.node;
}

function button(one, press) {
  const props = { class: one.style ?? "", "aria-label": one.accessibility_label, "data-action": one.action_id, onclick: () => press(one.value) };
  if (one.url && /^https?:/i.test(one.url)) return el("a", { ...props, role: "button", href: one.url, target: "_blank", rel: "noopener noreferrer" }, plain(one.text.text));
  return el("button", { ...props, type: "button" }, plain(one.text.text));
}

function input(block, ctx) {
  const [id, hintId, errorId] = [freshId("field"), freshId("hint"), freshId("error")];
  const draft = ctx.form?.draft(block.block_id, block.element.action_id);
  const press = block.dispatch_action ? (value) => ctx.press(block.block_id, block.element.action_id, value) : null;
  const problem = ctx.form?.errors?.[block.block_id];
  const described = [block.hint ? hintId : null, problem ? errorId : null].filter(Boolean).join(" ");
  const made = control(block.element, ctx, { id, press, draft, described, invalid: Boolean(problem), group: block.label.text });
  const error = el("p", { class: "error", id: errorId, hidden: !problem }, problem ?? "");
  made.say = (text) => {
    error.textContent = text ?? "";
    error.hidden = !text;
    made.mark(text ? errorId : null);
  };
  ctx.form?.add(block, block.element, made, { optional: block.optional });
  const label = el(made.grouped ? "p" : "label", made.grouped ? { class: "label", "aria-hidden": "true" } : { for: id }, plain(block.label.text), block.optional ? el("small", null, " (optional)") : null);
  const hint = block.hint ? el("p", { class: "hint", id: hintId }, plain(block.hint.text)) : null;
  return el("div", null, label, made.node, hint, error);
}
