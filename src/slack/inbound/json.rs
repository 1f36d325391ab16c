//! JSON as Slack may send it: what a strict reader refuses is mended where that is safe, and given up where it isn't.
//!
//! Text that was cut in the middle of an emoji holds half a surrogate pair; one such character must not cost a whole delivery.

use serde_json::Value;

/// What stands for a character that is only half there.
const REPLACEMENT: &str = "\\ufffd";

/// Characters of an escape: `\u` and four digits.
const ESCAPE_CHARS: usize = 6;

/// Reads JSON; none when it can't be mended.
pub(super) fn read(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().or_else(|| serde_json::from_str(&mended(text)).ok())
}

/// The same text with every half of a surrogate pair that stands alone replaced.
fn mended(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        mended.push_str(before);
        let taken = match (half(escape), escape.get(ESCAPE_CHARS..).and_then(half)) {
            (Some(Half::High), Some(Half::Low)) => 2 * ESCAPE_CHARS,
            (Some(_), _) => {
                mended.push_str(REPLACEMENT);
                rest = &escape[ESCAPE_CHARS..];
                continue;
            }
            // Some other escape: two characters at least, so that `\\` never lends its second half to what follows.
            (None, _) => escape.char_indices().nth(2).map_or(escape.len(), |(end, _)| end),
        };
        mended.push_str(&escape[..taken]);
        rest = &escape[taken..];
    }
    mended.push_str(rest);
    mended
}

/// One half of a surrogate pair.
enum Half {
    High,
    Low,
}

/// Which half the escape at the beginning of `text` is, if it is one.
fn half(text: &str) -> Option<Half> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    match u32::from_str_radix(digits, 16).ok()? {
        0xD800..=0xDBFF => Some(Half::High),
        0xDC00..=0xDFFF => Some(Half::Low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn half_a_character_costs_itself_and_nothing_else() {
        assert_eq!(read(r#"{"a":"x\ud83d"}"#), Some(json!({ "a": "x\u{fffd}" })));
        assert_eq!(read(r#"{"a":"\ude00\ud83d\ude00\ud83dé"}"#), Some(json!({ "a": "\u{fffd}😀\u{fffd}é" })));
        assert_eq!(read(r#"{"a":"\\ud83d \ud83d"}"#), Some(json!({ "a": "\\ud83d \u{fffd}" })));
        assert_eq!(read(r#"{"a":"\ud83d"#), None);
        assert_eq!(read("\\"), None);
        assert_eq!(read(r#"{"a":"\ud8é"}"#), None);
    }
}
