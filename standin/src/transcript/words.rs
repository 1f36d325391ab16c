//! Slack's markup as words: mentions become names, dates their fallback, buttons stand in brackets.
//! What people read on the screen, so no ids and no escapes may be left.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{standin::Standin, state::Kind, workspace::text};

/// Knows the names, so that the lock is taken once.
pub(super) struct Reader<'a> {
    standin: &'a Standin,
    app: String,
    /// First names that only one person has.
    short: BTreeMap<String, String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(standin: &'a Standin) -> Self {
        let state = standin.state();
        let app = state.people.real_name(&state.credentials.bot_user_id);
        let mut bearers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for user in state.people.all() {
            let id = text(user, "id");
            let name = state.people.real_name(id);
            let first = name.split(' ').next().unwrap_or_default().to_owned();
            bearers.entry(first).or_default().push(id.to_owned());
        }
        drop(state);
        let short = bearers.into_iter().filter_map(|(first, ids)| match <[String; 1]>::try_from(ids) {
            Ok([id]) => Some((id, first)),
            Err(_) => None,
        });
        Self { standin, app, short: short.collect() }
    }

    pub(super) fn app(&self) -> &str {
        &self.app
    }

    /// A person who does or sees something: by first name where that is clear.
    pub(super) fn person(&self, user: &str) -> String {
        self.short.get(user).cloned().unwrap_or_else(|| self.standin.real_name(user))
    }

    /// Where a message stands: `to Ana`, `to Ana and Sam`, `in #general`.
    pub(super) fn place(&self, channel: &str) -> String {
        let kind = self.standin.state().conversations.get(channel).map(|one| one.kind.clone());
        match kind {
            Some(Kind::Direct { user }) => format!("to {}", self.person(&user)),
            Some(Kind::Group { users }) => {
                let names: Vec<String> = users.iter().map(|user| self.person(user)).collect();
                match names.split_last() {
                    Some((last, rest)) if !rest.is_empty() => {
                        format!("to {} and {last}", rest.join(", "))
                    }
                    _ => format!("to {}", names.join(", ")),
                }
            }
            Some(Kind::Channel { info }) => format!("in #{}", text(&info, "name")),
            None => format!("in {channel}"),
        }
    }

    /// Markup as people read it.
    pub(super) fn words(&self, markup: &str) -> String {
        let mut out = String::new();
        let mut rest = markup;
        while let Some(start) = rest.find('<') {
            out.push_str(&rest[..start]);
            let Some(length) = rest[start..].find('>') else {
                break;
            };
            out.push_str(&self.linked(&rest[start + 1..start + length]));
            rest = &rest[start + length + 1..];
        }
        out.push_str(rest);
        let lines: Vec<String> = out.lines().map(|line| without(&without(line, '*'), '_')).collect();
        lines.join("\n").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    }

    /// What stands between `<` and `>`.
    fn linked(&self, inside: &str) -> String {
        let (target, label) = inside.split_once('|').map_or((inside, None), |(target, label)| (target, Some(label)));
        if let Some(user) = target.strip_prefix('@') {
            return format!("@{}", self.standin.real_name(user));
        }
        if let Some(channel) = target.strip_prefix('#') {
            let state = self.standin.state();
            let name = state.conversations.get(channel).map(crate::state::Conversation::name);
            return format!("#{}", name.as_deref().or(label).unwrap_or(channel));
        }
        if let Some(special) = target.strip_prefix('!') {
            // Dates and groups: what is shown where they can't be resolved.
            return label.map_or_else(|| format!("@{special}"), str::to_owned);
        }
        label.unwrap_or(target).to_owned()
    }

    /// The lines of blocks.
    pub(super) fn blocks(&self, blocks: &Value) -> Vec<String> {
        let mut lines = Vec::new();
        for block in blocks.as_array().into_iter().flatten() {
            match text(block, "type") {
                "context" => {
                    let parts: Vec<String> = list(block, "elements").map(|element| self.element(element)).collect();
                    lines.extend(parts.join(" ").lines().map(|line| format!("  {line}")));
                }
                "actions" => {
                    let buttons: Vec<String> = list(block, "elements").map(|element| self.element(element)).collect();
                    lines.push(buttons.join(" "));
                }
                "image" => lines.push(self.element(block)),
                "input" => {
                    let standing = block.get("element").map_or_else(String::new, |element| self.standing(element));
                    lines.push(format!("{}: {standing}", self.object(block.get("label"))));
                }
                _ => self.section(block, &mut lines),
            }
        }
        lines
    }

    fn section(&self, block: &Value, lines: &mut Vec<String>) {
        let before = lines.len();
        let words = self.object(block.get("text"));
        lines.extend(words.lines().map(str::to_owned));
        for field in list(block, "fields") {
            lines.extend(self.object(Some(field)).lines().map(str::to_owned));
        }
        let Some(accessory) = block.get("accessory").map(|element| self.element(element)) else {
            return;
        };
        let single = lines.len() == before + 1;
        match lines.last_mut() {
            // Beside a single line, as on the screen; below several.
            Some(last) if single => {
                last.push(' ');
                last.push_str(&accessory);
            }
            _ => lines.push(accessory),
        }
    }

    fn object(&self, words: Option<&Value>) -> String {
        match words {
            Some(Value::String(words)) => self.words(words),
            Some(object) if text(object, "type") == "plain_text" => text(object, "text").to_owned(),
            Some(object) => self.words(text(object, "text")),
            None => String::new(),
        }
    }

    fn element(&self, element: &Value) -> String {
        match text(element, "type") {
            "plain_text" | "mrkdwn" => self.object(Some(element)),
            "image" => format!("(picture: {})", text(element, "alt_text")),
            "overflow" => {
                let options: Vec<String> = list(element, "options").map(|option| self.object(option.get("text"))).collect();
                format!("[… {}]", options.join(" | "))
            }
            _ => {
                let label = self.object(element.get("text").or_else(|| element.get("placeholder")));
                if label.is_empty() { format!("[{}]", text(element, "action_id")) } else { format!("[{label}]") }
            }
        }
    }
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// Takes away the marks of bold or italic words, and leaves other stars and underscores.
fn without(line: &str, mark: char) -> String {
    let chars: Vec<char> = line.chars().collect();
    let word = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|letter| letter.is_alphanumeric());
    let space = |at: usize| chars.get(at).is_none_or(|letter| letter.is_whitespace());
    let mut gone = vec![false; chars.len()];
    let mut open = None;
    for (at, letter) in chars.iter().enumerate() {
        if *letter != mark {
            continue;
        }
        match open {
            None if !word(at.checked_sub(1)) && !space(at + 1) => open = Some(at),
            Some(start) if !word(Some(at + 1)) && at > start + 1 && !space(at - 1) => {
                gone[start] = true;
                gone[at] = true;
                open = None;
            }
            _ => {}
        }
    }
    chars.iter().zip(gone).filter(|(_, gone)| !gone).map(|(letter, _)| *letter).collect()
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn marks_go_and_other_stars_stay() {
        assert_eq!(without("*Ana* gave *two things*", '*'), "Ana gave two things");
        assert_eq!(without("2*3 * 4", '*'), "2*3 * 4");
        assert_eq!(without("snake_case_name _so_", '_'), "snake_case_name so");
    }
}
