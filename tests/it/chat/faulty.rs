//! Deliveries that come twice, late, overtaken, or whose acknowledgement is lost: presses, forms and events, over both transports.
//! Whoever sees an error does it once more, as people do; what they meant happens once all the same, and the newest word counts.

use std::time::Duration;

use goodturn::app::Actor;
use goodturn::demo::stage::Joint;
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use standin::{Delivered, Fault, FaultKind, SandboxError};

use super::world::{COMPANY, Tested, World, id, user, workspace_id};
use crate::support::{Harness, TestDatabase};

/// Slack's patience here; it is three seconds in earnest.
const PATIENCE: Duration = Duration::from_millis(600);

/// Late by more than that.
const LATE_MS: u64 = 900;

/// Times that somebody tries before giving up.
const TRIES: usize = 4;

/// How long a form may take to come up on a busy machine.
const SHOWN_WITHIN: Duration = Duration::from_secs(10);

/// The end of the first of the two seconds in which somebody changes.
const CHANGED_AT: i64 = 1_772_500_000;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("faulty::deliveries_over_http_act_once", async |database| act_once(database, Joint::Sockets).await),
        cx.both("faulty::deliveries_over_socket_mode_act_once", async |database| act_once(database, Joint::SocketMode).await),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn act_once(database: TestDatabase, joint: Joint) -> Tested {
    let world = World::joined(database, COMPANY, "en-US", joint).await;
    world.stage.slack.change_options(|options| options.ack_timeout = PATIENCE);
    let faults = [FaultKind::Duplicate, FaultKind::LateDelivery { by_ms: LATE_MS }, FaultKind::Reordered, FaultKind::TimeoutAfter];
    for (round, kind) in faults.into_iter().enumerate() {
        // Each on its own, so that each meets the one fault.
        pressed(&world, round, &kind).await?;
        sent(&world, round, &kind).await?;
        changed(&world, round, &kind).await?;
        if matches!(kind, FaultKind::LateDelivery { .. }) {
            // What was late has come by then, after what was done in its place.
            tokio::time::sleep(Duration::from_millis(LATE_MS)).await;
        }
        world.stage.settle().await;
        assert_eq!(notes(&world, "Ana").await?, expected(round + 1), "{kind}");
        let mia = world.stage.app.person(&workspace_id(), &id("Mia").into()).await?.ok_or("Mia is known")?;
        assert_eq!(mia.status_text, format!("new {round}"), "{kind}: what came late or twice undid what is newer");
    }
    if joint == Joint::SocketMode {
        world.stage.hang_up().await;
    }
    Ok(())
}

/// What Ana keeps after so many rounds: in each, one act stays beside another that she takes back, and one comes from a form.
fn expected(rounds: usize) -> Vec<String> {
    let mut all: Vec<String> = (0..rounds).flat_map(|round| [format!("filled in {round}"), format!("stays {round}")]).collect();
    all.sort_unstable();
    all
}

async fn notes(world: &World, who: &str) -> Result<Vec<String>, Failed> {
    let by = Actor { workspace: workspace_id(), person: id(who).into() };
    let mut all: Vec<String> = world.stage.app.read_home(&by).await?.entries.iter().map(|entry| entry.note.as_str().to_owned()).collect();
    all.sort_unstable();
    Ok(all)
}

fn fault(world: &World, door: &str, kind: &FaultKind) -> Tested {
    let fault = Fault { method: format!("delivery/{door}"), kind: kind.clone(), count: 1 };
    fault.check()?;
    world.stage.slack.fault(fault);
    Ok(())
}

/// Does something while somebody else does something, and again as long as Slack shows an error; what is not there any more was done.
async fn until_it_works(world: &World, act: impl AsyncFn() -> Result<Delivered, SandboxError>) -> Tested {
    let bo = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        world.stage.slack.slash(&id("Bo"), "/goodturn", "help", None).await
    };
    let (mut first, other) = tokio::join!(act(), bo);
    other?;
    for _ in 1..TRIES {
        match &first {
            Ok(delivered) if delivered.error.is_some() => first = act().await,
            _ => break,
        }
    }
    match first {
        Ok(Delivered { error: None, .. }) | Err(SandboxError::NoSuchButton { .. } | SandboxError::NoSuchView(_)) => Ok(()),
        other => Err(format!("it never works: {other:?}").into()),
    }
}

/// Ana keeps two acts, and takes one back.
async fn pressed(world: &World, round: usize, kind: &FaultKind) -> Tested {
    world.types("Ana", &format!("/gave @Sam stays {round}")).await;
    world.types("Ana", &format!("/gave @Sam goes {round}")).await;
    let (ts, action, value) = world.button("Ana", "Undo", 0).ok_or("there is a button")?;
    fault(world, "interactions", kind)?;
    until_it_works(world, async || world.stage.slack.click(&id("Ana"), &ts, &action, Some(&value)).await).await
}

/// Ana fills in a form.
async fn sent(world: &World, round: usize, kind: &FaultKind) -> Tested {
    world.types("Ana", "/gave").await;
    let open = async {
        loop {
            match world.form("Ana") {
                Some(form) => return form["id"].as_str().unwrap_or_default().to_owned(),
                None => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
    };
    let form = tokio::time::timeout(SHOWN_WITHIN, open).await?;
    let values = json!({
        "who": {"who": {"type": "multi_users_select", "selected_users": [id("Lee")]}},
        "what": {"what": {"type": "plain_text_input", "value": format!("filled in {round}")}},
    });
    fault(world, "interactions", kind)?;
    until_it_works(world, async || world.stage.slack.submit(&id("Ana"), &form, &values).await).await
}

/// Mia changes twice in a row; the fault hits the first word of it.
async fn changed(world: &World, round: usize, kind: &FaultKind) -> Tested {
    let change = |status: &str, later: i64| -> Value {
        let mut mia = user("Mia", "Europe/Berlin", "en-US");
        mia["profile"]["status_text"] = json!(format!("{status} {round}"));
        mia["updated"] = json!(CHANGED_AT + i64::try_from(round).unwrap_or_default() * 10 + later);
        json!({ "type": "user_change", "user": mia })
    };
    fault(world, "events", kind)?;
    let second = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        world.stage.slack.event(change("new", 1)).await
    };
    let (first, second) = tokio::join!(world.stage.slack.event(change("old", 0)), second);
    assert_eq!((first?.error, second?.error), (None, None), "{kind}: Slack brings it until it is taken");
    Ok(())
}
