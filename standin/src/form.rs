//! Form encoding, both ways.
//! Slack's deliveries are forms and so are most calls to it; what is written here must read back the same.

/// Writes pairs as `application/x-www-form-urlencoded`.
pub(crate) fn encode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        push_encoded(&mut out, name);
        out.push('=');
        push_encoded(&mut out, value);
    }
    out
}

fn push_encoded(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push_str(&hex::encode_upper([byte]));
            }
        }
    }
}

/// Reads a form or a query; broken escapes and bytes that are no UTF-8 are kept as well as they can be.
pub(crate) fn decode(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'+' => out.push(b' '),
            b'%' => match escaped(bytes, at) {
                Some(value) => {
                    out.push(value);
                    at += 2;
                }
                None => out.push(b'%'),
            },
            other => out.push(other),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn escaped(bytes: &[u8], at: usize) -> Option<u8> {
    let pair = bytes.get(at..at + 2)?;
    hex::decode(pair).ok()?.first().copied()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn what_is_written_reads_back() {
        let written = encode([("text", "<@U1> a&b=c+d ü 100%"), ("empty", "")]);
        let read = decode(&written);
        assert_eq!(read[0], ("text".to_owned(), "<@U1> a&b=c+d ü 100%".to_owned()));
        assert_eq!(read[1], ("empty".to_owned(), String::new()));
        assert_eq!(decode("a=%zz%4"), vec![("a".to_owned(), "%zz%4".to_owned())]);
    }
}
