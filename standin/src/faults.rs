//! Faults on demand: how a call or a delivery can go wrong besides being refused.
//! Each hits the next of its kind, as often as asked, in the order they were asked for.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Seconds in `Retry-After` when the fault names none.
const RETRY_AFTER_S: u64 = 1;

/// Seconds until a late effect when the fault names none: longer than clients wait, shorter than a lease.
const LATE_EFFECT_S: u64 = 90;

/// Milliseconds that a delivery is late when the fault names none: later than people wait.
const LATE_DELIVERY_MS: u64 = 4000;

/// What faults of deliveries are called by.
const DELIVERY: &str = "delivery";

/// Calls of one method that go wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// A method, `response_url`, or `*` for every call; `delivery`, or `delivery/commands`, `delivery/interactions`, `delivery/events`.
    pub method: String,
    /// What happens.
    pub kind: FaultKind,
    /// How many calls it hits.
    #[serde(default = "once")]
    pub count: u32,
}

fn once() -> u32 {
    1
}

/// What happens to a call. Written as text: `http_429`, `http_429:30`, `late_effect:90`, `error:fatal_error`.
///
/// Deliveries know `timeout_before` (it never arrives), `timeout_after` (its acknowledgement is lost), `reset`, and the last three.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Refused with 429; no effect.
    Http429 {
        /// Seconds in `Retry-After`.
        retry_after_s: u64,
    },
    /// Refused with 500; no effect.
    Http500,
    /// The same with 502, by something on the way that has no answer.
    Http502,
    /// The same with 503, by something on the way that is overloaded.
    Http503,
    /// No effect, and the answer hangs.
    TimeoutBefore,
    /// The effect happens, the answer never comes.
    TimeoutAfter,
    /// The answer hangs, and the effect happens later in injected time.
    LateEffect {
        /// How much later, in seconds.
        after_s: u64,
    },
    /// The connection drops; no effect.
    Reset,
    /// Refused with this error code; no effect.
    Error(String),
    /// Answered as if all were well, but nobody ever sees it.
    Undelivered,
    /// Delivered twice at once; the second acknowledgement goes nowhere.
    Duplicate,
    /// Delivered late. Whoever waits gives up in time all the same.
    LateDelivery {
        /// How late, in milliseconds of the wall.
        by_ms: u64,
    },
    /// Delivered after the next delivery.
    Reordered,
}

impl Fault {
    /// Whether this kind can happen to what it is to hit; or a sentence that says why not.
    ///
    /// # Errors
    /// When calls can't go wrong so, or deliveries can't.
    pub fn check(&self) -> Result<(), String> {
        use FaultKind as Kind;
        let of_both = matches!(self.kind, Kind::TimeoutBefore | Kind::TimeoutAfter | Kind::Reset);
        let of_deliveries = matches!(self.kind, Kind::Duplicate | Kind::LateDelivery { .. } | Kind::Reordered);
        let delivery = self.method == DELIVERY || self.method.starts_with("delivery/");
        if of_both || delivery == of_deliveries {
            return Ok(());
        }
        let what = if delivery { "deliveries" } else { "calls" };
        Err(format!("`{}` does not happen to {what}; `{}` was to be hit by it", self.kind, self.method))
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Http429 { retry_after_s } => write!(f, "http_429:{retry_after_s}"),
            Self::Http500 => f.write_str("http_500"),
            Self::Http502 => f.write_str("http_502"),
            Self::Http503 => f.write_str("http_503"),
            Self::TimeoutBefore => f.write_str("timeout_before"),
            Self::TimeoutAfter => f.write_str("timeout_after"),
            Self::LateEffect { after_s } => write!(f, "late_effect:{after_s}"),
            Self::Reset => f.write_str("reset"),
            Self::Error(code) => write!(f, "error:{code}"),
            Self::Undelivered => f.write_str("undelivered"),
            Self::Duplicate => f.write_str("duplicate"),
            Self::LateDelivery { by_ms } => write!(f, "late_delivery:{by_ms}"),
            Self::Reordered => f.write_str("reordered"),
        }
    }
}

impl FromStr for FaultKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, detail) = text.split_once(':').map_or((text, None), |(name, detail)| (name, Some(detail)));
        let number = |default: u64| match detail {
            None => Ok(default),
            Some(detail) => detail.parse().map_err(|_| format!("`{detail}` in `{text}` is not a number")),
        };
        match (name, detail) {
            ("http_429", _) => Ok(Self::Http429 { retry_after_s: number(RETRY_AFTER_S)? }),
            ("late_effect", _) => Ok(Self::LateEffect { after_s: number(LATE_EFFECT_S)? }),
            ("late_delivery", _) => Ok(Self::LateDelivery { by_ms: number(LATE_DELIVERY_MS)? }),
            ("duplicate", None) => Ok(Self::Duplicate),
            ("reordered", None) => Ok(Self::Reordered),
            ("http_500", None) => Ok(Self::Http500),
            ("http_502", None) => Ok(Self::Http502),
            ("http_503", None) => Ok(Self::Http503),
            ("timeout_before", None) => Ok(Self::TimeoutBefore),
            ("timeout_after", None) => Ok(Self::TimeoutAfter),
            ("reset", None) => Ok(Self::Reset),
            ("undelivered", None) => Ok(Self::Undelivered),
            ("error", Some(code)) if !code.is_empty() => Ok(Self::Error(code.to_owned())),
            _ => Err(format!(
                "`{text}` is no fault; there are http_429, http_429:SECONDS, http_500, http_502, http_503, timeout_before, timeout_after, \
                 late_effect:SECONDS, reset, error:CODE, undelivered, duplicate, late_delivery:MILLISECONDS and reordered"
            )),
        }
    }
}

impl Serialize for FaultKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FaultKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Faults that still wait for their calls.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        if fault.count > 0 {
            self.0.push(fault);
        }
    }

    /// The fault that hits this call, used up once.
    pub(crate) fn take(&mut self, method: &str) -> Option<FaultKind> {
        self.take_where(|fault| fault.method == method || fault.method == "*")
    }

    /// The fault that hits this delivery, used up once. `kind` is `commands`, `interactions` or `events`.
    pub(crate) fn take_delivery(&mut self, kind: &str) -> Option<FaultKind> {
        self.take_where(|fault| fault.method == DELIVERY || fault.method.strip_prefix("delivery/") == Some(kind))
    }

    fn take_where(&mut self, hits: impl Fn(&Fault) -> bool) -> Option<FaultKind> {
        let at = self.0.iter().position(hits)?;
        let fault = self.0.get_mut(at)?;
        fault.count -= 1;
        let kind = fault.kind.clone();
        if fault.count == 0 {
            self.0.remove(at);
        }
        Some(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, FaultKind, Faults};

    #[test]
    fn text_reads_back() {
        let calls = [
            "http_429:7",
            "http_500",
            "http_502",
            "http_503",
            "timeout_before",
            "timeout_after",
            "late_effect:90",
            "reset",
            "error:fatal_error",
        ];
        for text in calls.into_iter().chain(["undelivered", "duplicate", "late_delivery:50", "reordered"]) {
            assert_eq!(text.parse::<FaultKind>().map(|kind| kind.to_string()), Ok(text.to_owned()));
        }
        assert!("error:".parse::<FaultKind>().is_err());
        assert!("late_effect:soon".parse::<FaultKind>().is_err());
    }

    #[test]
    fn used_up_in_order() {
        let mut faults = Faults::default();
        faults.add(Fault { method: "a".to_owned(), kind: FaultKind::Http500, count: 1 });
        faults.add(Fault { method: "*".to_owned(), kind: FaultKind::Reset, count: 1 });
        assert_eq!(faults.take("a"), Some(FaultKind::Http500));
        assert_eq!(faults.take("a"), Some(FaultKind::Reset));
        assert_eq!(faults.take("a"), None);
    }
}
