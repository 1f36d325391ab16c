//! Deliveries that go wrong on demand: twice, late, in another order, lost on the way there or back.
//! Whoever waits for the acknowledgement waits no longer than Slack does.

use std::{sync::Arc, time::Duration};

use tokio::time::{sleep, timeout};

use super::{Failure, Reply, Sent, attempt};
use crate::{faults::FaultKind, people::SandboxError, standin::Standin};

/// How long a delivery waits for another to overtake it.
const OVERTAKE_WAIT: Duration = Duration::from_secs(1);

type Outcome = Result<Result<Reply, Failure>, SandboxError>;

/// Delivers once, with the fault that is next for it. `retry` is the number and reason of a repeated event.
pub(crate) async fn deliver_once(standin: &Standin, sent: &Sent, retry: Option<(usize, &str)>) -> Outcome {
    let (fault, delivered, patience) = {
        let mut state = standin.state();
        (state.faults.take_delivery(sent.door.word()), Arc::clone(&state.delivered), state.options.ack_timeout)
    };
    let outcome = match fault {
        Some(FaultKind::TimeoutBefore) => Ok(Err(Failure::TimedOut)),
        Some(FaultKind::Reset) => Ok(Err(Failure::Unreachable)),
        Some(FaultKind::TimeoutAfter) => attempt(standin, sent, retry).await.map(|_| Err(Failure::TimedOut)),
        Some(FaultKind::Duplicate) => tokio::join!(attempt(standin, sent, retry), attempt(standin, sent, retry)).0,
        Some(FaultKind::LateDelivery { by_ms }) => late(standin, sent, retry, Duration::from_millis(by_ms), patience).await,
        Some(FaultKind::Reordered) => {
            // Made before anything else can be delivered, so that the next one is not missed.
            let overtaken = delivered.notified();
            let _ = timeout(OVERTAKE_WAIT, overtaken).await;
            attempt(standin, sent, retry).await
        }
        _ => attempt(standin, sent, retry).await,
    };
    delivered.notify_waiters();
    outcome
}

/// Delivers in a task of its own, which goes on when nobody waits any more.
async fn late(standin: &Standin, sent: &Sent, retry: Option<(usize, &str)>, by: Duration, patience: Duration) -> Outcome {
    let (standin, sent, retry) = (standin.clone(), sent.clone(), retry.map(|(number, reason)| (number, reason.to_owned())));
    let going = tokio::spawn(async move {
        sleep(by).await;
        attempt(&standin, &sent, retry.as_ref().map(|(number, reason)| (*number, reason.as_str()))).await
    });
    match timeout(patience, going).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => Ok(Err(Failure::Unreachable)),
        Err(_) => Ok(Err(Failure::TimedOut)),
    }
}
