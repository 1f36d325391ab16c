//! Handles a delivery and hands over its answer in time, whatever the transport.
//!
//! The handling is a task of its own that nothing cuts short: when the time is up, or Slack hangs up, it goes on, and its answer leaves by
//! the response url. What it has to do after the acknowledgement is part of the task, so that shutting down waits for all of it.

use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tokio_util::task::TaskTracker;

use super::Inbound;
use crate::slack::live::Reply;
use crate::slack::router::Router;
use crate::telemetry;

/// An acknowledgement leaves after this long at most: Slack waits three seconds, and the way there takes some of them.
pub const ACK_WITHIN: Duration = Duration::from_millis(2_500);

/// Handles `inbound` and tells what goes into the acknowledgement.
pub(super) async fn acknowledge(router: &Router, live: &TaskTracker, kind: &'static str, inbound: Inbound) -> Reply {
    let since = Instant::now();
    metrics::counter!(telemetry::INBOUND_TOTAL, "kind" => kind).increment(1);
    let (answer, answered) = oneshot::channel();
    let form = match &inbound {
        Inbound::Submission(submission) => Some(submission.clone()),
        _ => None,
    };
    let own = router.clone();
    live.spawn(async move {
        let router = own;
        let late_url = match &inbound {
            Inbound::Command(command) => command.response_url.clone(),
            _ => None,
        };
        let handled = router.handle(inbound).await;
        if let Err(Reply::Ephemeral(late)) = answer.send(handled.reply) {
            router.answer_late(late_url.as_deref(), &late).await;
        }
        router.follow_up(handled.then).await;
    });
    let reply = match (tokio::time::timeout(ACK_WITHIN, answered).await, form) {
        (Ok(Ok(reply)), _) => reply,
        // Closing it would lose what was filled in, should it be refused in the end.
        (_, Some(form)) => router.slow_form(&form).await,
        _ => Reply::Empty,
    };
    metrics::histogram!(telemetry::ACK_SECONDS).record(since.elapsed());
    reply
}
