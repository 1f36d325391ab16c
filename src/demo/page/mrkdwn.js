// Slack's markup and rich text as elements. Every word of a person stays text, and links lead only to http, https and mail.

import { el } from "./dom.js";

/** The emoji that this page knows by name; others stay as they were typed. */
const EMOJI = {
  wave: "👋", tada: "🎉", handshake: "🤝", seedling: "🌱", heart: "❤️", sparkles: "✨", eyes: "👀", "+1": "👍", thumbsup: "👍", pray: "🙏",
  smile: "😄", slightly_smiling_face: "🙂", calendar: "📅", palm_tree: "🌴", coffee: "☕", bulb: "💡", memo: "📝", speech_balloon: "💬",
  herb: "🌿", sunflower: "🌻", white_check_mark: "✅", warning: "⚠️", hourglass: "⌛", door: "🚪", bridge_at_night: "🌉", raised_hands: "🙌",
};

const MARKS = { "*": "strong", _: "em", "~": "s" };
const isWord = (character) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
const unescaped = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Words with markup, as nodes. */
export function mrkdwn(text, names) {
  const nodes = [];
  text.split("```").forEach((part, place) => {
    if (place % 2 === 1) nodes.push(el("pre", null, unescaped(part.replace(/^\n/, ""))));
    else if (part) nodes.push(...lines(part, names));
  });
  return nodes;
}

function lines(text, names) {
  const nodes = [];
  let quote = null;
  for (const line of text.split("\n")) {
    const quoted = line.match(/^(?:>|&gt;) ?(.*)$/);
    if (quoted) {
      if (quote) quote.append(el("br"));
      else nodes.push((quote = el("blockquote")));
      quote.append(...inline(quoted[1], names));
    } else {
      const follows = nodes.length > 0 && !quote;
      quote = null;
      if (follows) nodes.push(el("br"));
      nodes.push(...inline(line, names));
    }
  }
  return nodes;
}

function inline(text, names) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(document.createTextNode(unescaped(plain)));
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = marked(text, at, names);
    if (found) {
      flush();
      nodes.push(found.node);
      at = found.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

/** What stands at this place, if it is more than a character. */
function marked(text, at, names) {
  const first = text[at];
  if (first === "<") {
    const end = text.indexOf(">", at);
    return end > at + 1 ? { node: entity(text.slice(at + 1, end), names), end: end + 1 } : null;
  }
  if (first === "`") {
    const end = text.indexOf("`", at + 1);
    return end > at + 1 ? { node: el("code", null, unescaped(text.slice(at + 1, end))), end: end + 1 } : null;
  }
  if (first === ":") {
    const name = text.slice(at).match(/^:([a-z0-9_+-]+):/)?.[1];
    return name && Object.hasOwn(EMOJI, name) ? { node: emoji(name), end: at + name.length + 2 } : null;
  }
  if (!Object.hasOwn(MARKS, first) || isWord(text[at - 1]) || !text[at + 1]?.trim()) return null;
  for (let end = text.indexOf(first, at + 2); end > 0; end = text.indexOf(first, end + 1)) {
    if (text[end - 1].trim() && !isWord(text[end + 1])) return { node: el(MARKS[first], null, inline(text.slice(at + 1, end), names)), end: end + 1 };
  }
  return null;
}

function emoji(name) {
  return el("span", { role: "img", "aria-label": name.replaceAll("_", " ") }, EMOJI[name] ?? `:${name}:`);
}

/** What stands between `<` and `>`. */
function entity(inner, names) {
  const bar = inner.indexOf("|");
  const [target, label] = bar < 0 ? [inner, ""] : [inner.slice(0, bar), unescaped(inner.slice(bar + 1))];
  if (target.startsWith("@")) return mention(`@${names.user(target.slice(1)) ?? label}`);
  if (target.startsWith("#")) return mention(`#${names.channel(target.slice(1)) ?? label}`);
  if (target.startsWith("!subteam^")) return mention(`@${names.group(target.slice(9)) ?? label}`);
  if (target.startsWith("!date^")) return date(target.split("^"), label, names.zone);
  if (target.startsWith("!")) return mention(`@${target.slice(1)}`);
  return link(unescaped(target), label);
}

const mention = (text) => el("span", { class: "mention" }, text);

function link(target, label) {
  const safe = /^(https?:|mailto:)/i.test(target);
  return safe ? el("a", { href: target, target: "_blank", rel: "noopener noreferrer" }, label || target) : document.createTextNode(label || target);
}

const DATES = {
  date_num: { dateStyle: "short" },
  date: { dateStyle: "long" },
  date_short: { dateStyle: "medium" },
  date_long: { dateStyle: "full" },
  date_pretty: { dateStyle: "long" },
  date_short_pretty: { dateStyle: "medium" },
  date_long_pretty: { dateStyle: "full" },
  time: { timeStyle: "short" },
  time_secs: { timeStyle: "medium" },
};

function date([, seconds, pattern], fallback, timeZone) {
  const instant = new Date(Number(seconds) * 1000);
  if (Number.isNaN(instant.valueOf()) || !pattern) return document.createTextNode(fallback);
  const text = pattern.replace(/\{(\w+)\}/g, (all, name) =>
    Object.hasOwn(DATES, name) ? new Intl.DateTimeFormat("en-GB", { ...DATES[name], timeZone }).format(instant) : all,
  );
  return el("time", { datetime: instant.toISOString() }, text);
}

/** A text object, plain or with markup, as nodes. */
export function words(text, names) {
  if (!text) return [];
  return text.type === "mrkdwn" ? mrkdwn(text.text, names) : plain(text.text);
}

/** Plain words; emoji names become emoji there too. */
export function plain(text) {
  const nodes = [];
  text.split("\n").forEach((line, place) => {
    if (place > 0) nodes.push(el("br"));
    for (const part of line.split(/(:[a-z0-9_+-]+:)/)) {
      const name = part.slice(1, -1);
      if (part) nodes.push(part.startsWith(":") && Object.hasOwn(EMOJI, name) ? emoji(name) : document.createTextNode(part));
    }
  });
  return nodes;
}

/** A rich text block. */
export function richText(block, names) {
  return el("div", { class: "rich" }, (block.elements ?? []).map((part) => richPart(part, names)));
}

function richPart(part, names) {
  const inside = () => (part.elements ?? []).map((piece) => richPiece(piece, names));
  switch (part.type) {
    case "rich_text_list":
      return el(part.style === "ordered" ? "ol" : "ul", null, (part.elements ?? []).map((item) => el("li", null, richPart(item, names))));
    case "rich_text_quote":
      return el("blockquote", null, inside());
    case "rich_text_preformatted":
      return el("pre", null, inside());
    default:
      return el("p", null, inside());
  }
}

function richPiece(piece, names) {
  const node = {
    text: () => el("span", null, piece.text.split("\n").flatMap((line, place) => (place ? [el("br"), line] : [line]))),
    link: () => link(piece.url, piece.text),
    emoji: () => emoji(piece.name),
    user: () => mention(`@${names.user(piece.user_id) ?? "somebody"}`),
    channel: () => mention(`#${names.channel(piece.channel_id) ?? "channel"}`),
    usergroup: () => mention(`@${names.group(piece.usergroup_id) ?? "group"}`),
    broadcast: () => mention(`@${piece.range}`),
    date: () => date(["", piece.timestamp, piece.format], piece.fallback ?? "", names.zone),
  }[piece.type]?.();
  const style = piece.style ?? {};
  let styled = node ?? document.createTextNode(piece.text ?? "");
  if (style.code) styled = el("code", null, styled);
  if (style.strike) styled = el("s", null, styled);
  if (style.italic) styled = el("em", null, styled);
  if (style.bold) styled = el("strong", null, styled);
  return styled;
}
