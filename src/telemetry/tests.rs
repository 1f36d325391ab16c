//! Tests of log lines and metrics: what gets through, what never does, and in which form.
//!
//! Subscribers and recorders are local to each test, so that tests can run side by side.

use std::io;
use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};

use metrics::{counter, gauge, histogram};
use rand::SeedableRng;
use rand::rngs::StdRng;
use tracing::subscriber::with_default;

use super::{ACK_SECONDS, Format, INBOUND_TOTAL, Metrics, OUTBOX_LATE, Reference, log_panic, subscriber};

/// Collects what is written.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Paper {
    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl io::Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What `f` logs under a filter.
fn logged(format: Format, filter: &str, f: impl FnOnce()) -> String {
    let paper = Paper::default();
    let writer = paper.clone();
    let subscriber = subscriber(format, filter, false, move || writer.clone()).expect("a good filter");
    with_default(subscriber, f);
    paper.text()
}

#[test]
fn ours_are_filtered_as_asked() {
    let both = || {
        tracing::debug!(target: "goodturn::store", "small step");
        tracing::info!(target: "goodturn", "big step");
    };
    let text = logged(Format::Text, "info", both);
    assert!(text.contains("big step") && !text.contains("small step"));
    let text = logged(Format::Text, "goodturn=debug", both);
    assert!(text.contains("big step") && text.contains("small step"));
}

#[test]
fn other_crates_may_warn_and_no_more_whatever_is_asked() {
    for filter in ["trace", "sqlx::query=trace,hyper=debug,slack_morphism::client=trace"] {
        let text = logged(Format::Text, filter, || {
            tracing::debug!(target: "sqlx::query", "SELECT note");
            tracing::debug!(target: "hyper::client", "wss://example.com/?ticket=1");
            tracing::info!(target: "goodturnish", "not ours");
            tracing::error!(target: "slack_morphism::client", "xoxb-1");
            tracing::warn!(target: "sqlx::query", "slow");
        });
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.contains("slow"), "{text}");
    }
}

#[test]
fn a_panic_tells_where_and_never_what() {
    let here = Location::caller();
    let text = logged(Format::Text, "info", || log_panic(Some(here)));
    assert!(text.contains("panicked") && text.contains(&format!("{}:{}", here.file(), here.line())), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(logged(Format::Text, "info", || log_panic(None)).contains("an unknown place"));
}

#[test]
fn spans_of_silenced_crates_do_not_colour_our_lines() {
    let text = logged(Format::Json, "trace", || {
        let span = tracing::error_span!(target: "slack_morphism", "call", token = "xoxb-1");
        let _inside = span.enter();
        tracing::info!(target: "goodturn", "sent");
    });
    assert!(text.contains("sent") && !text.contains("xoxb-1"), "{text}");
}

#[test]
fn json_lines_are_json_with_fields_at_the_top() {
    let text = logged(Format::Json, "info", || {
        tracing::warn!(target: "goodturn", reference = "ABCD1234", "could not send");
    });
    let line: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(line["reference"], "ABCD1234");
    assert_eq!(line["message"], "could not send");
    assert_eq!(line["level"], "WARN");
}

#[test]
fn a_bad_filter_has_its_sentence() {
    let error = subscriber(Format::Text, "goodturn=loud", false, io::sink).err().expect("bad");
    let sentence = error.to_string();
    assert!(sentence.starts_with("the log filter is not one: "));
    assert!(sentence.ends_with("like goodturn=debug,info"));
}

#[test]
fn references_are_short_random_and_easy_to_read_out() {
    let mut rng = StdRng::seed_from_u64(1);
    let first = Reference::new(&mut rng);
    assert_ne!(first, Reference::new(&mut rng));
    for _ in 0..100 {
        let text = Reference::new(&mut rng).to_string();
        assert_eq!(text.len(), Reference::CHARACTERS);
        let good = |c: char| c.is_ascii_digit() || (c.is_ascii_uppercase() && !"ILOU".contains(c));
        assert!(text.chars().all(good), "{text}");
    }
}

#[test]
fn metrics_are_rendered_with_help_and_buckets() {
    let metrics = Metrics::detached().expect("good bounds");
    metrics.within(|| {
        counter!(INBOUND_TOTAL, "kind" => "command").increment(2);
        gauge!(OUTBOX_LATE).set(3.0);
        histogram!(ACK_SECONDS).record(0.02);
    });
    metrics.upkeep();
    let text = metrics.render();
    for line in [
        "# HELP goodturn_inbound_total Deliveries from Slack, by kind",
        "# TYPE goodturn_inbound_total counter",
        "goodturn_inbound_total{kind=\"command\"} 2",
        "goodturn_outbox_late 3",
        "goodturn_ack_seconds_bucket{le=\"0.025\"} 1",
        "goodturn_ack_seconds_count 1",
    ] {
        assert!(text.lines().any(|l| l == line), "{line} in\n{text}");
    }
}

#[test]
fn detached_metrics_do_not_mix() {
    let (one, other) = (Metrics::detached().expect("good bounds"), Metrics::detached().expect("good bounds"));
    one.within(|| counter!(INBOUND_TOTAL, "kind" => "command").increment(1));
    assert!(one.render().contains("kind=\"command\""));
    assert!(!other.render().contains("kind=\"command\""));
}
