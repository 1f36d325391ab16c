//! Reads the log aloud: who typed what, what they saw, what they pressed.
//! Plain text for people; the entries themselves are data for programs.

mod date;
mod dialog;
mod words;

use serde_json::Value;

use crate::{log::Entry, standin::Standin};
use words::Reader;

/// How a transcript is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Minutes that the written times are ahead of UTC.
    pub utc_offset_minutes: i32,
}

/// Writes entries as plain text.
#[must_use]
pub fn render(standin: &Standin, entries: &[Entry], options: Options) -> String {
    let mut writer = Writer { reader: Reader::new(standin), options, out: String::new(), minute: None };
    for entry in entries {
        writer.heading(entry.at_ms());
        writer.entry(entry);
    }
    writer.out
}

struct Writer<'a> {
    reader: Reader<'a>,
    options: Options,
    out: String,
    minute: Option<i64>,
}

impl Writer<'_> {
    /// A line with the date and time, whenever the minute changes.
    fn heading(&mut self, at_ms: i64) {
        let minute = at_ms.div_euclid(60_000);
        if self.minute.replace(minute) == Some(minute) {
            return;
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(&date::heading(at_ms, self.options.utc_offset_minutes));
        self.out.push('\n');
    }

    fn entry(&mut self, entry: &Entry) {
        match self.done_by_person(entry) {
            Some(line) => self.line(line.trim_end()),
            None => self.shown_by_app(entry),
        }
    }

    /// The line of something a person did, or was told by Slack itself.
    fn done_by_person(&self, entry: &Entry) -> Option<String> {
        let (user, did) = match entry {
            Entry::Typed { user, command, text, .. } => (user, format!("types: {command} {}", self.reader.words(text))),
            Entry::Said { user, channel, text, .. } => (user, format!("{}: {}", self.reader.place(channel), self.reader.words(text))),
            Entry::Pressed { user, label, .. } => (user, format!("presses [{label}]")),
            Entry::Submitted { user, state, .. } => (user, format!("submits the dialog{}", self.reader.filled(state))),
            Entry::UsedShortcut { user, callback_id, .. } => (user, format!("uses the shortcut {callback_id}")),
            Entry::OpenedHome { user, .. } => (user, format!("opens {}'s Home", self.reader.app())),
            // A command that no app has: what Slack says is a sentence already.
            Entry::UserSawError { user, what, error, .. } if error.starts_with(what.as_str()) => (user, format!("sees: {error}")),
            Entry::UserSawError { user, what, error, .. } => (user, format!("sees: {what} failed with the error \"{error}\"")),
            _ => return None,
        };
        Some(format!("{} {did}", self.reader.person(user)))
    }

    fn shown_by_app(&mut self, entry: &Entry) {
        let app = self.reader.app().to_owned();
        match entry {
            Entry::Answered { user, text, blocks, replaces, .. } => {
                let changed = if *replaces { " (message changes to)" } else { "" };
                let start = format!("{app}, only to {}{changed}:", self.reader.person(user));
                self.message(&start, text, blocks.as_ref());
            }
            Entry::Posted { channel, text, blocks, .. } => {
                let start = format!("{app} {}:", self.reader.place(channel));
                self.message(&start, text, blocks.as_ref());
            }
            Entry::Updated { channel, text, blocks, .. } => {
                let start = format!("{app} {} (message changes to):", self.reader.place(channel));
                self.message(&start, text, blocks.as_ref());
            }
            Entry::Removed { channel, user, .. } => {
                let alone = user.as_ref().map(|user| format!("{app}, only to {}", self.reader.person(user)));
                let start = alone.unwrap_or_else(|| format!("{app} {}", self.reader.place(channel)));
                self.line(&format!("{start}: (message goes away)"));
            }
            Entry::HomeShown { user, blocks, .. } => {
                let start = format!("{app}'s Home for {}:", self.reader.person(user));
                self.message(&start, "", Some(blocks));
            }
            Entry::ModalShown { user, view, .. } => {
                let start = format!("{app} shows {} the dialog \"{}\":", self.reader.person(user), dialog::title(view));
                self.message(&start, "", view.get("blocks"));
            }
            Entry::ModalErrors { user, errors, .. } => {
                for (block, sentence) in errors.as_object().into_iter().flatten() {
                    let sentence = sentence.as_str().unwrap_or_default();
                    self.line(&format!("The dialog says to {}, at {block}: {sentence}", self.reader.person(user)));
                }
            }
            _ => {}
        }
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// One line when the message is one line, else its lines indented below.
    fn message(&mut self, start: &str, text: &str, blocks: Option<&Value>) {
        let mut lines = blocks.map(|blocks| self.reader.blocks(blocks)).unwrap_or_default();
        if lines.is_empty() {
            lines = self.reader.words(text).lines().map(str::to_owned).collect();
        }
        match lines.as_slice() {
            [] => self.line(start),
            [only] => self.line(&format!("{start} {}", only.trim_start())),
            many => {
                self.line(start);
                for line in many {
                    self.line(format!("  {line}").trim_end());
                }
            }
        }
    }
}
