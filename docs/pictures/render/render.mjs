// Renders each kind of surface that people saw in the conversations of the tests, with an independent renderer of Block Kit in a headless
// Chromium, and writes docs/pictures/README.md with the words of each, to be read aloud. `docs/pictures/make` runs it.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createElement as h } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import puppeteer from "puppeteer-core";
import slackBlocksToJsx from "slack-blocks-to-jsx";

const { Message } = slackBlocksToJsx;
const here = import.meta.dirname;
const pictures = path.dirname(here);
const collected = path.resolve(here, "../../../target/pictures");

/** A picture may be this large, and all of them together this large. */
const BYTES_MAX = 60_000;
const ALL_BYTES_MAX = 4_000_000;

/** Colours of a picture: text on white needs no more. */
const COLOURS = "32";

/** Where the people of the tests live. */
const ZONE = "Europe/Berlin";

/** How pngquant says that it could not make a picture smaller, as when it did so before. */
const NOT_SMALLER = 98;

const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) => fs.existsSync(file));
if (!chromium) throw new Error("There is no Chromium here: apt-get install chromium fonts-liberation fonts-noto-color-emoji pngquant");

/** All texts and labels of blocks, in the order in which they are read; what a closed menu holds only where it is asked for. */
function texts(node, opened = true) {
  if (Array.isArray(node)) return node.flatMap((part) => texts(part, opened));
  if (!node || typeof node !== "object") return [];
  if (node.type === "divider") return ["---"];
  if ((node.type === "mrkdwn" || node.type === "plain_text") && typeof node.text === "string") return [node.text];
  if (node.type === "image") return [node.title?.text, `(picture: ${node.alt_text})`].filter(Boolean);
  if (node.type === "button") return [`[${node.text.text}]`];
  if (node.type === "input") return [node.label.text, ...texts(node.element, opened), ...(node.hint ? [node.hint.text] : [])];
  const closed = ["text", "fields", "accessory", "elements", "placeholder", "label"];
  const parts = opened ? [...closed, "initial_option", "options", "option_groups"] : closed;
  return parts.flatMap((part) => texts(node[part], opened));
}

/** Words as people read them: names for mentions, no escapes. */
function readable(text, names) {
  return text
    .replace(/<@(\w+)(\|[^>]*)?>/g, (_, id) => `@${names[id] ?? id}`)
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, "$1")
    .replace(/<!subteam\^\w+(\|([^>]*))?>/g, (_, __, label) => label ?? "@group")
    .replace(/<#\w+(\|[^>]*)?>/g, "#general")
    .replace(/<([^|>]+)\|([^>]+)>/g, "$2")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** No space, and no character that is seen: behind a `<` that somebody typed, it keeps the renderer from reading a mention or a link there. */
const JOINER = "\u2060";

/** What a menu has chosen, in words. */
function chosen(node, names) {
  const people = [node.initial_user, ...(node.initial_users ?? [])].filter(Boolean).map((id) => `@${names[id] ?? id}`);
  const options = [node.initial_option, ...(node.initial_options ?? [])].filter(Boolean).map((option) => option.text.text);
  const channel = node.initial_channel || node.initial_conversation ? ["#general"] : [];
  return [...people, ...options, ...channel].join(", ");
}

/**
 * Blocks as this renderer needs them. Slack writes names for mentions in code, too, and the renderer leaves them as they are. Where words
 * are escaped or plain, Slack shows what somebody typed, and the renderer reads it as markup. Slack shows what a menu has chosen, and the
 * renderer its placeholder.
 */
function prepared(node, names) {
  if (Array.isArray(node)) return node.map((part) => prepared(part, names));
  if (!node || typeof node !== "object") return node;
  const parts = Object.entries(node).map(([key, value]) => [key, prepared(value, names)]);
  const made = Object.fromEntries(parts);
  if (node.type === "mrkdwn") {
    const people = (code) => code.replace(/<@(\w+)(\|[^>]*)?>/g, (_, id) => `@${names[id] ?? id}`);
    const groups = (code) => code.replace(/<!subteam\^\w+(\|([^>]*))?>/g, (_, __, label) => label ?? "@group");
    const named = node.text.replace(/```[^]*?```/g, (code) => groups(people(code)));
    made.text = named.replaceAll("&lt;", `&lt;${JOINER}`);
  }
  if (node.type === "plain_text") made.text = node.text.replaceAll("<", `<${JOINER}`);
  if (typeof node.type === "string" && node.type.endsWith("_select") && chosen(node, names)) {
    made.placeholder = { type: "plain_text", text: `${JOINER}${chosen(node, names)}` };
    for (const key of ["initial_users", "initial_options"]) delete made[key];
  }
  return made;
}

/** Surfaces are of one kind when they have the same blocks, the same buttons and the same first words. */
function kindOf(surface) {
  const shape = [...new Set(JSON.stringify(surface.blocks).match(/"(?:action_id|type)":"[^"]*"/g) ?? [])].sort().join();
  const first = texts(surface.blocks)[0] ?? "";
  const label = (surface.text || first).replace(/<[^>]*>|[\d.,:]+/g, "").slice(0, 60);
  return [surface.kind, label, shape].join("|");
}

const found = new Map();
for (const file of fs.readdirSync(collected).filter((name) => name.endsWith(".json")).sort()) {
  const { names, surfaces } = JSON.parse(fs.readFileSync(path.join(collected, file), "utf8"));
  const conversation = path.basename(file, ".json");
  let number = 0;
  for (const surface of surfaces) {
    const kind = kindOf(surface);
    if (found.has(kind)) continue;
    number += 1;
    found.set(kind, { ...surface, names, name: `${conversation}-${surface.kind}-${number}` });
  }
}
const surfaces = [...found.values()];
if (surfaces.length === 0) throw new Error("No surfaces were collected; docs/pictures/make does so first.");

function markup(surface) {
  const person = (id) => h("span", { className: "mention" }, `@${surface.names[id] ?? id}`);
  const hooks = { user: (user) => person(user.id ?? user), channel: () => h("span", { className: "mention" }, "#general") };
  const users = Object.entries(surface.names).map(([id, name]) => ({ id, name }));
  const shown = { blocks: prepared(surface.blocks, surface.names), name: "Goodturn", logo: "", time: new Date(surface.at_ms), hooks, data: { users }, theme: "light", withoutWrapper: true };
  const body = renderToStaticMarkup(h(Message, shown));
  const time = new Date(surface.at_ms).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
  const escape = (words) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const head = {
    answer: `<p class="only">Only visible to you</p><p class="head"><b>Goodturn</b> <small>APP</small> ${time}</p>`,
    message: `<p class="head"><b>Goodturn</b> <small>APP</small> ${time}</p>`,
    home: "",
    form: `<p class="title">${escape(surface.text ?? "")}</p>`,
  }[surface.kind];
  const foot = surface.kind === "form"
    ? `<p class="foot"><span>${escape(surface.view.close?.text ?? "Cancel")}</span>${surface.view.submit ? `<span class="go">${escape(surface.view.submit.text)}</span>` : ""}</p>`
    : "";
  const face = surface.kind === "answer" || surface.kind === "message" ? '<i class="face">G</i>' : "";
  return `<article class="${surface.kind}" id="${surface.name}">${face}<div>${head}${body}${foot}</div></article>`;
}

const STYLE = `
  body { margin: 0; background: #fff; font: 15px/1.46 Lato, "Liberation Sans", sans-serif; color: #1d1c1d; }
  article { display: flex; gap: 10px; width: 620px; padding: 14px 18px; }
  article > div { flex: 1; min-width: 0; }
  .answer { background: #fbf8ee; }
  .home, .form { width: 560px; }
  .form { border: 1px solid #ddd; }
  .face { flex: none; width: 36px; height: 36px; border-radius: 8px; background: #0f6b5c; color: #fff; display: grid; place-items: center; font: bold 17px sans-serif; }
  .only { margin: 0; font-size: 12px; color: #616061; }
  .head { margin: 0 0 2px; font-size: 12px; color: #616061; }
  .head b { font-size: 15px; color: #1d1c1d; }
  .head small { font-size: 10px; background: #eee; border-radius: 3px; padding: 1px 3px; }
  .title { margin: 0 0 8px; font-size: 20px; font-weight: 700; }
  .foot { margin: 12px 0 0; text-align: right; }
  .foot span { display: inline-block; margin-left: 8px; padding: 5px 12px; border: 1px solid #bbb; border-radius: 5px; font-weight: 700; }
  .foot .go { background: #0f6b5c; color: #fff; border-color: #0f6b5c; }
  .mention { background: #e8f5fa; color: #1264a3; border-radius: 3px; padding: 0 2px; }
`;

/** In the page: what is chosen is as dark as what was typed, and the forms beside it take no choice away. */
function filledIn(joiner) {
  for (const one of document.querySelectorAll(".form *")) {
    if (one.children.length === 0 && one.textContent.startsWith(joiner)) one.style.color = "#1d1c1d";
  }
  const choices = [...document.querySelectorAll("input[type=radio]")];
  for (const one of choices) one.name = `${one.closest("article").id} ${one.name}`;
  for (const one of choices) one.checked = one.defaultChecked;
}

/** What can be compared: letters and digits alone. */
const bare = (words) => words.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

const kit = fs.readFileSync(path.join(here, "node_modules/slack-blocks-to-jsx/dist/style.css"), "utf8");
const page = `<!doctype html><meta charset="utf-8"><style>${kit}</style><style>${STYLE}</style>${surfaces.map(markup).join("\n")}`;
const browser = await puppeteer.launch({ executablePath: chromium, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
let all = 0;
try {
  const tab = await browser.newPage();
  await tab.setViewport({ width: 700, height: 900 });
  await tab.setContent(page, { waitUntil: "load" });
  await tab.evaluate(filledIn, JOINER);
  for (const old of fs.readdirSync(pictures).filter((name) => name.endsWith(".png") && name !== "demo.png")) fs.rmSync(path.join(pictures, old));
  for (const surface of surfaces) {
    const element = await tab.$(`[id="${surface.name}"]`);
    const seen = bare(await element.evaluate((node) => node.innerText));
    const left = texts(surface.blocks, false).map((text) => readable(text, surface.names)).filter((text) => text !== "---" && !text.startsWith("(picture"));
    // Everything but what closed menus hold has to be in the picture.
    const lost = left.filter((text) => !seen.includes(bare(text)) && surface.kind !== "form");
    if (lost.length > 0) throw new Error(`${surface.name} does not show: ${lost.join(" / ")}; it shows: ${seen}`);
    const file = path.join(pictures, `${surface.name}.png`);
    await element.screenshot({ path: file });
    all += small(file);
  }
} finally {
  await browser.close();
}
all += small(path.join(pictures, "demo.png"));
if (all > ALL_BYTES_MAX) throw new Error(`The pictures have ${all} bytes together, the limit is ${ALL_BYTES_MAX}.`);

/** Makes a picture small, and says how small. */
function small(file) {
  try {
    execFileSync("pngquant", ["--force", "--skip-if-larger", "--strip", "--speed", "1", "--output", file, COLOURS, file], { stdio: "ignore" });
  } catch (error) {
    if (error.status !== NOT_SMALLER) throw error;
  }
  const bytes = fs.statSync(file).size;
  if (bytes > BYTES_MAX) throw new Error(`${file} has ${bytes} bytes, the limit is ${BYTES_MAX}.`);
  return bytes;
}

const quoted = (surface) => texts(surface.blocks).flatMap((text) => readable(text, surface.names).split("\n")).map((line) => `> ${line.replace(/^>\s*(.*)$/, "“$1”").replaceAll("<", "&lt;")}  `).join("\n");
const entry = (surface) => `### ${surface.name}\n\n![${surface.kind} of Goodturn; its words stand below](${surface.name}.png)\n\n${quoted(surface)}\n`;
const intro = fs.readFileSync(path.join(here, "intro.md"), "utf8");
fs.writeFileSync(path.join(pictures, "README.md"), `${intro}\n${surfaces.map(entry).join("\n")}`);
console.log(`${surfaces.length} surfaces, ${all} bytes`);
