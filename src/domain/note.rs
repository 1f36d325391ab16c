//! A note: what a member typed about an act or an ask, kept in Slack's escaped form.
//!
//! In that form `<` only ever opens a mention or a link (a typed one arrives as `&lt;`), so mentions can be found again later, and the note
//! can be shown in Slack's mrkdwn as it stands. Broadcasts (`<!channel>`) are defused when a note is made.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ids::PersonId;

/// Characters of a note that are kept, as they were typed: what Slack's own command line takes. An escape counts as the one that it stands for.
pub const NOTE_CHARS_MAX: usize = 4_000;

/// Characters of a note shown back in an answer: enough to recognise it, short enough for a phone.
pub const NOTE_CHARS_SHOWN: usize = 280;

/// What a member typed about an entry. Never logged: `Debug` hides the text.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Note(String);

impl std::fmt::Debug for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Note({} characters)", self.0.chars().count())
    }
}

impl Note {
    /// A note from text in Slack's escaped form. Zero characters are dropped (no database stores them), white space is folded, broadcasts
    /// and group mentions become plain words, and what goes beyond [`NOTE_CHARS_MAX`] is cut.
    #[must_use]
    pub fn new(escaped: &str) -> Self {
        let folded = escaped.replace('\0', "").split_whitespace().collect::<Vec<_>>().join(" ");
        let defused = tokens(&folded).map(|token| token.defused()).collect::<String>();
        if typed_chars(&defused) <= NOTE_CHARS_MAX {
            return Self(defused);
        }
        Self(cut(&defused, NOTE_CHARS_MAX))
    }

    /// A note that was stored: taken as it is.
    #[must_use]
    pub const fn stored(text: String) -> Self {
        Self(text)
    }

    /// The note in Slack's escaped form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The note, cut to what an answer shows.
    #[must_use]
    pub fn shown(&self) -> String {
        cut(&self.0, NOTE_CHARS_SHOWN)
    }

    /// Its characters as they were typed: an escape counts as the one that it stands for.
    #[must_use]
    pub fn typed_chars(&self) -> usize {
        typed_chars(&self.0)
    }

    /// The note as plain words, for an input in which people go on typing: mentions by name, links by address, nothing escaped.
    #[must_use]
    pub fn editable(&self, names: &BTreeMap<PersonId, String>) -> String {
        tokens(&self.0).map(|token| token.editable(names)).collect()
    }

    /// The note that comes of editing [`Self::editable`]: unchanged words leave it as it was, and `@Name` is a mention again of whom it was.
    #[must_use]
    pub fn edited(&self, typed: &str, names: &BTreeMap<PersonId, String>) -> Self {
        let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        if folded(typed) == folded(&self.editable(names)) {
            return self.clone();
        }
        let mut mentioned: Vec<(String, PersonId)> =
            self.mentions().into_iter().filter_map(|id| Some((format!("@{}", escape(names.get(&id)?)), id))).collect();
        // The longer name first: "@Sam Two" is not "@Sam" and "Two".
        mentioned.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let mut text = escape(typed);
        for (name, id) in mentioned {
            text = with_mention(&text, &name, &id);
        }
        Self::new(&text)
    }

    /// A note from plain words, as people type them into a form.
    #[must_use]
    pub fn plain(typed: &str) -> Self {
        Self::new(&escape(typed))
    }

    /// The same note with every mention of a person replaced by these words (in Slack's escaped form).
    #[must_use]
    pub fn without(&self, person: &PersonId, words: &str) -> Self {
        let piece = |token: Token<'_>| match token {
            Token::Person(id) if id == person.as_str() => words.to_owned(),
            other => other.defused(),
        };
        Self(tokens(&self.0).map(piece).collect())
    }

    /// Everybody the note mentions, in order, each once.
    #[must_use]
    pub fn mentions(&self) -> Vec<PersonId> {
        let mut found: Vec<PersonId> = Vec::new();
        for token in tokens(&self.0) {
            if let Token::Person(id) = token {
                let id = PersonId::from(id);
                if !found.contains(&id) {
                    found.push(id);
                }
            }
        }
        found
    }
}

/// A piece of text in Slack's escaped form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// Plain text, still escaped.
    Text(&'a str),
    /// `<@U123>` or `<@U123|name>`: the id.
    Person(&'a str),
    /// `<!subteam^S123>` or `<!subteam^S123|@group>`: the group's id and name, where given.
    Group(&'a str, Option<&'a str>),
    /// Anything else between angle brackets, brackets included: links, channels, broadcasts.
    Other(&'a str),
}

impl Token<'_> {
    fn editable(&self, names: &BTreeMap<PersonId, String>) -> String {
        match self {
            Self::Text(text) => unescape(text),
            Self::Person(id) => format!("@{}", names.get(&PersonId::from(*id)).map_or(*id, String::as_str)),
            Self::Group(id, name) => format!("@{}", name.unwrap_or(id).trim_start_matches('@')),
            Self::Other(raw) => {
                let inner = raw.trim_start_matches('<').trim_end_matches('>');
                let (target, label) = inner.split_once('|').unwrap_or((inner, ""));
                match (target.strip_prefix('#'), label) {
                    (Some(channel), "") => format!("#{channel}"),
                    (Some(_), label) => format!("#{}", unescape(label)),
                    (None, "") => unescape(target),
                    (None, label) if target.ends_with(label) => unescape(target),
                    (None, label) => unescape(&format!("{label} ({target})")),
                }
            }
        }
    }

    fn defused(&self) -> String {
        match self {
            Self::Text(text) => (*text).to_owned(),
            Self::Person(id) => format!("<@{id}>"),
            Self::Group(_, name) => name.map_or_else(|| "@group".to_owned(), |name| format!("@{}", name.trim_start_matches('@'))),
            Self::Other(raw) => {
                let inner = raw.trim_start_matches('<').trim_end_matches('>');
                match inner.strip_prefix('!') {
                    Some(broadcast) => format!("@{}", broadcast.split(['|', '^']).next().unwrap_or_default()),
                    None => (*raw).to_owned(),
                }
            }
        }
    }
}

/// Plain words in Slack's escaped form.
fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Words in Slack's escaped form as they were typed.
fn unescape(words: &str) -> String {
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The text with `name` as a mention, wherever it stands as a whole word.
fn with_mention(text: &str, name: &str, id: &PersonId) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(name) {
        let after = &rest[start + name.len()..];
        out.push_str(&rest[..start]);
        if after.chars().next().is_some_and(char::is_alphanumeric) {
            out.push_str(name);
        } else {
            out.extend(["<@", id.as_str(), ">"]);
        }
        rest = after;
    }
    out + rest
}

/// Takes text in Slack's escaped form apart. A `<` that is never closed is plain text.
pub fn tokens(escaped: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = escaped;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (token, after) = match rest.find('<') {
            Some(0) => rest.find('>').map_or((Token::Text(rest), ""), |end| (bracketed(&rest[..=end]), &rest[end + 1..])),
            Some(start) => (Token::Text(&rest[..start]), &rest[start..]),
            None => (Token::Text(rest), ""),
        };
        rest = after;
        Some(token)
    })
}

fn bracketed(raw: &str) -> Token<'_> {
    let inner = &raw[1..raw.len() - 1];
    let (head, label) = inner.split_once('|').map_or((inner, None), |(head, label)| (head, Some(label)));
    let is_id = |id: &str| !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric());
    if let Some(id) = head.strip_prefix('@').filter(|id| is_id(id)) {
        Token::Person(id)
    } else if let Some(id) = head.strip_prefix("!subteam^").filter(|id| is_id(id)) {
        Token::Group(id, label)
    } else {
        Token::Other(raw)
    }
}

fn cut(text: &str, chars: usize) -> String {
    if text.chars().count() <= chars {
        return text.to_owned();
    }
    let (kept, _) = split_safely(text, chars.saturating_sub(1));
    format!("{}…", kept.trim_end())
}

/// The escapes that Slack uses.
const ESCAPES: [&str; 3] = ["&amp;", "&lt;", "&gt;"];

/// Characters as they were typed.
fn typed_chars(escaped: &str) -> usize {
    let more: usize = ESCAPES.iter().map(|escape| escaped.matches(escape).count() * (escape.len() - 1)).sum();
    escaped.chars().count() - more
}

/// Splits text in Slack's escaped form after at most `chars` characters: never inside a mention or a link, where half a bracket would swallow
/// what follows it, and never inside an escape. Put together, both parts are the whole text. The first one is empty only where the text
/// begins with a bracket that is longer than `chars`.
#[must_use]
pub fn split_safely(text: &str, chars: usize) -> (&str, &str) {
    let Some((end, _)) = text.char_indices().nth(chars) else { return (text, "") };
    let head = &text[..end];
    let end = match (head.rfind('<'), head.rfind('&')) {
        (Some(open), _) if !head[open..].contains('>') => open,
        (_, Some(and)) if ESCAPES.iter().any(|escape| text[and..].starts_with(escape) && and + escape.len() > end) => and,
        _ => end,
    };
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_found_once_each_in_order() {
        let note = Note::new("with <@U2|bo> and <@U1>, then <@U2> again; 1 &lt; 2");
        assert_eq!(note.mentions(), vec![PersonId::from("U2"), PersonId::from("U1")]);
        assert_eq!(note.as_str(), "with <@U2> and <@U1>, then <@U2> again; 1 &lt; 2");
    }

    #[test]
    fn broadcasts_are_defused_and_links_stay() {
        let note = Note::new("<!channel> look <https://a.example/x|here> <!subteam^S9|@ops> <!here|here>\0");
        assert_eq!(note.as_str(), "@channel look <https://a.example/x|here> @ops @here");
    }

    #[test]
    fn long_notes_are_cut_outside_of_brackets() {
        let long = format!("{} <@U123456>", "x".repeat(NOTE_CHARS_MAX - 6));
        let note = Note::new(&long);
        assert!(note.as_str().chars().count() <= NOTE_CHARS_MAX);
        assert!(note.mentions().is_empty(), "the mention was cut off whole");
        assert!(note.as_str().ends_with('…'));
    }

    #[test]
    fn nothing_is_split_inside_of_escapes_and_brackets() {
        let text = "a &amp; b &lt; <@U1|sam> & <https://x.example/?a&amp;b|c> 1&gt;2";
        for chars in 0..text.len() {
            let (head, tail) = split_safely(text, chars);
            assert_eq!(format!("{head}{tail}"), text);
            assert!(head.chars().count() <= chars);
            assert_eq!(head.matches('<').count(), head.matches('>').count(), "{head}");
            assert!(
                !ESCAPES.iter().any(|escape| (1..escape.len()).any(|n| head.ends_with(&escape[..n]) && tail.starts_with(&escape[n..]))),
                "{head}"
            );
        }
        let whole = "&amp;".repeat(NOTE_CHARS_MAX);
        assert_eq!(Note::new(&whole).as_str(), whole, "as many as can be typed are kept");
        let note = Note::new(&"&amp;".repeat(NOTE_CHARS_MAX + 1));
        assert!(note.as_str().ends_with("&amp;…") && note.shown().ends_with("&amp;…"));
    }

    #[test]
    fn what_is_edited_is_words_and_comes_back_as_it_was() {
        let names = BTreeMap::from([(PersonId::from("U1"), "Sam".to_owned()), (PersonId::from("U2"), "Sam Two".to_owned())]);
        let note = Note::new("with <@U1> and <@U2>: R&amp;D, <https://x.example|the page> and <https://y.example>");
        let words = note.editable(&names);
        assert_eq!(words, "with @Sam and @Sam Two: R&D, the page (https://x.example) and https://y.example");
        assert_eq!(note.edited(&words, &names), note, "nothing changed, nothing lost");
        let edited = note.edited("with @Sam Two, @Sam, @Samuel & <!channel>", &names);
        assert_eq!(edited.as_str(), "with <@U2>, <@U1>, @Samuel &amp; &lt;!channel&gt;");
        assert_eq!(edited.mentions(), vec![PersonId::from("U2"), PersonId::from("U1")]);
    }

    #[test]
    fn an_open_bracket_is_text() {
        assert_eq!(tokens("a <b").collect::<Vec<_>>(), vec![Token::Text("a "), Token::Text("<b")]);
    }
}
