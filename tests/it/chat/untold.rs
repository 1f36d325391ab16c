//! What the one who runs the bot hears of somebody's silence: nothing of why, neither in the log at its finest nor in a metric.
//!
//! Whoever reads logs or watches metrics is often a colleague.

use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};

use goodturn::domain::delivery::State;
use goodturn::telemetry::Metrics;
use libtest_mimic::Trial;
use standin::FaultKind;
use tracing::Dispatch;

use super::world::{Tested, World};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("untold::who_hears_nothing_is_no_line_and_no_metric", silence),
        cx.both("untold::what_was_sent_is_counted", sent),
        cx.both("untold::what_the_machine_could_not_do_is_counted", machine),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Collects what is written.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl io::Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Does `what` while its log, at its finest, and its metrics are kept. Tells both.
pub async fn overheard(what: impl Future<Output = ()>) -> (String, String) {
    let (paper, metrics) = (Paper::default(), Metrics::detached().expect("good bounds"));
    let writer = paper.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false).with_writer(move || writer.clone());
    let log = Dispatch::new(subscriber.finish());
    let mut what = pin!(what);
    std::future::poll_fn(|cx| tracing::dispatcher::with_default(&log, || metrics.within(|| what.as_mut().poll(cx)))).await;
    let said = String::from_utf8_lossy(&paper.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned();
    let ours: Vec<&str> = said.lines().filter(|line| line.contains("goodturn")).collect();
    (ours.join("\n"), metrics.render())
}

/// A world in which Ana's reminder is due at ten.
async fn due(database: TestDatabase) -> World {
    let world = World::new(database).await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.joins_on("Ana", "2026-04-01 12:00").await;
    world.until("2026-04-07 09:50").await;
    world
}

async fn silence(database: TestDatabase) -> Tested {
    let world = due(database).await;
    let (said, metrics) = overheard(async {
        world.types("Ana", "/goodturn rest 2 weeks").await;
        world.until("2026-04-07 12:00").await;
    })
    .await;
    assert_eq!(world.count(State::Dropped).await, 1, "it was left unsaid");
    assert!(said.contains("a message was left unsaid"), "the line is there: {said}");
    for cause in ["at rest", "left\"", "cause=", "deactivated", "not this week"] {
        assert!(!said.contains(cause), "{cause} stands in the log:\n{said}");
    }
    assert!(!metrics.contains("goodturn_deliveries_total{"), "nobody's silence is counted:\n{metrics}");
    assert!(metrics.lines().any(|line| line == "goodturn_outbox_late 0"), "{metrics}");
    world.ends().await
}

async fn machine(database: TestDatabase) -> Tested {
    let world = due(database).await;
    world.fault("conversations.open", FaultKind::Http500, 1_000);
    let (_, metrics) = overheard(world.until("2026-04-07 10:05")).await;
    assert!(metrics.lines().any(|line| line == "goodturn_outbox_late 0"), "five minutes are no trouble:\n{metrics}");
    let (_, metrics) = overheard(world.until("2026-04-07 12:00")).await;
    assert!(metrics.lines().any(|line| line == "goodturn_outbox_late 1"), "even one that is stuck is told:\n{metrics}");
    let (_, metrics) = overheard(world.until("2026-04-08 12:00")).await;
    assert!(metrics.contains("goodturn_deliveries_total{outcome=\"failed\"} 1"), "its time has passed:\n{metrics}");
    assert!(metrics.lines().any(|line| line == "goodturn_outbox_late 0"), "{metrics}");
    world.ends().await
}

async fn sent(database: TestDatabase) -> Tested {
    let world = due(database).await;
    let (_, metrics) = overheard(world.until("2026-04-07 12:00")).await;
    assert!(metrics.contains("goodturn_deliveries_total{outcome=\"sent\"} 1"), "{metrics}");
    world.ends().await
}
