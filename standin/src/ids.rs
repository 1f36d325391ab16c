//! Ids and secrets made from the seed.
//! The same seed and name give the same id in every run, whatever happened before, so that simulations replay.

/// How many letters and digits follow the prefix of an id, as in Slack's own.
const ID_CHARS: u32 = 10;

/// A well-mixed number from a seed and a name (FNV-1a, then the finaliser of splitmix64).
pub(crate) fn mix(seed: u64, name: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for byte in name.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// An id as Slack writes them: a prefix letter, then capitals and digits.
pub(crate) fn id(prefix: &str, seed: u64, name: &str) -> String {
    let mut rest = mix(seed, name);
    let mut id = String::from(prefix);
    id.push('0');
    for _ in 1..ID_CHARS {
        let digit = u32::try_from(rest % 36).unwrap_or(0);
        id.push(char::from_digit(digit, 36).unwrap_or('0').to_ascii_uppercase());
        rest /= 36;
    }
    id
}

/// Lower-case hex of the wanted length, for secrets and handles.
pub(crate) fn hex_text(seed: u64, name: &str, chars: usize) -> String {
    let mut text = String::new();
    let mut round = 0;
    while text.len() < chars {
        text.push_str(&hex::encode(mix(seed, &format!("{name}/{round}")).to_be_bytes()));
        round += 1;
    }
    text.truncate(chars);
    text
}

/// Hex digits grouped as in the ids that Slack gives to envelopes and clients to messages.
pub(crate) fn uuid(hex: &str) -> String {
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

#[cfg(test)]
mod tests {
    use super::{hex_text, id};

    #[test]
    fn same_seed_same_id() {
        assert_eq!(id("D", 1, "U1"), id("D", 1, "U1"));
        assert_ne!(id("D", 1, "U1"), id("D", 1, "U2"));
        assert_ne!(id("D", 1, "U1"), id("D", 2, "U1"));
        assert_eq!(id("D", 1, "U1").len(), 11);
        assert_eq!(hex_text(1, "secret", 32).len(), 32);
    }
}
