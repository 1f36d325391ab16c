//! Handles a delivery and hands over its answer in time, whatever the transport.
//!
//! The handling is a task of its own that nothing cuts short: when the time is up, or Slack hangs up, it goes on, and its answer leaves by
//! the response url. What it has to do after the acknowledgement is part of the task, so that shutting down waits for all of it.

use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tokio_util::task::TaskTracker;

use super::{Inbound, Submission};
use crate::slack::live::Reply;
use crate::slack::router::Router;
use crate::telemetry;

/// An acknowledgement leaves after this long at most: Slack waits three seconds, and the way there takes some of them.
pub const ACK_WITHIN: Duration = Duration::from_millis(2_500);

/// What an answer that comes too late for its acknowledgement falls back on.
enum Slow {
    /// A form: closing it would lose what was filled in, should it be refused in the end.
    Form(Box<Submission>),
    /// An event: whether it can be taken is not known yet, and acknowledged it would never come again.
    Event,
    /// All else is acknowledged, and its answer leaves by its response url.
    Other,
}

/// Handles `inbound` and tells what goes into the acknowledgement.
pub(super) async fn acknowledge(router: &Router, live: &TaskTracker, kind: &'static str, inbound: Inbound) -> Reply {
    let since = Instant::now();
    metrics::counter!(telemetry::INBOUND_TOTAL, "kind" => kind).increment(1);
    let Some(room) = router.room() else {
        not_taken("room");
        return router.busy(&inbound);
    };
    let (answer, answered) = oneshot::channel();
    let slow = match &inbound {
        Inbound::Submission(submission) => Slow::Form(Box::new(submission.clone())),
        Inbound::Event(_) => Slow::Event,
        _ => Slow::Other,
    };
    let own = router.clone();
    live.spawn(async move {
        let (_room, router) = (room, own);
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
    let reply = match (in_time(answered, tokio::time::sleep(ACK_WITHIN)).await, slow) {
        (Some(reply), _) => {
            if reply == Reply::NotTaken {
                not_taken("failed");
            }
            reply
        }
        (_, Slow::Form(form)) => router.slow_form(&form).await,
        (_, Slow::Event) => {
            not_taken("slow");
            Reply::NotTaken
        }
        (_, Slow::Other) => Reply::Empty,
    };
    tracing::trace!(kind, within = ?since.elapsed(), "a delivery has its acknowledgement");
    metrics::histogram!(telemetry::ACK_SECONDS).record(since.elapsed());
    reply
}

/// What is answered before the time is up. What comes in the moment in which it is up counts, too: its sender believes that it arrived, and
/// sends it by no other way.
async fn in_time(mut answered: oneshot::Receiver<Reply>, time_up: impl Future<Output = ()>) -> Option<Reply> {
    tokio::select! {
        biased;
        reply = &mut answered => return reply.ok(),
        () = time_up => {}
    }
    answered.close();
    answered.try_recv().ok()
}

fn not_taken(cause: &'static str) {
    metrics::counter!(telemetry::INBOUND_NOT_TAKEN_TOTAL, "cause" => cause).increment(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_answer_in_the_last_moment_arrives_or_its_sender_hears_that_it_did_not() {
        let (answer, answered) = oneshot::channel();
        assert_eq!(in_time(answered, async { answer.send(Reply::NotTaken).expect("somebody listens") }).await, Some(Reply::NotTaken));
        let (answer, answered) = oneshot::channel();
        assert_eq!(in_time(answered, async {}).await, None);
        assert_eq!(answer.send(Reply::Empty), Err(Reply::Empty), "it goes another way");
        // A handler that is gone says nothing, and nobody waits for it.
        let (answer, answered) = oneshot::channel();
        drop(answer);
        assert_eq!(in_time(answered, std::future::pending()).await, None);
    }
}
