//! Sends envelopes over Socket Mode at their scheduled times, on the bot's connections in turn, and hears the acknowledgements.
//! As over HTTP, latency counts from the scheduled time: what waits in a queue on either side counts.

use std::time::Duration;

use anyhow::Context;
use tokio::time::{Instant, sleep_until, timeout_at};
use tokio_tungstenite::tungstenite::Message;

use super::drive::{Load, Shot, note};
use super::far_end::{Ack, FarEnd};
use super::people::WORKSPACE;

/// Connections that the bot keeps.
const CONNECTIONS: usize = 2;

/// How long they may take to stand.
const STANDS_WITHIN: Duration = Duration::from_secs(10);

/// After the last envelope, how long acknowledgements are waited for: well over Slack's patience, so that late ones show as late.
const HEARD_WITHIN: Duration = Duration::from_secs(15);

/// Pause between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// Sends for so long; tells what became of each envelope. Of a hundred, `reads` only read.
pub async fn drive(load: &Load<'_>, far: &mut FarEnd, reads: u32, lasts: Duration) -> anyhow::Result<Vec<Shot>> {
    let standing = async {
        while far.standing() < CONNECTIONS {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::time::timeout(STANDS_WITHIN, standing).await.context("the bot opens no connections")?;
    let count = u32::try_from(lasts.as_millis() * u128::from(load.rate) / 1_000).unwrap_or(u32::MAX);
    let begin = Instant::now() + LOOK_EVERY;
    let due = |turn: u32| begin + Duration::from_secs(1) * turn / load.rate;
    let mut shots: Vec<Shot> = Vec::with_capacity(usize::try_from(count)?);
    let mut sent: Vec<Instant> = Vec::with_capacity(usize::try_from(count)?);
    let mut left = count;
    let mut turn = 0;
    while left > 0 {
        tokio::select! {
            biased;
            () = sleep_until(due(turn)), if turn < count => {
                let number = usize::try_from(turn)?;
                let act = turn % 100 >= reads;
                sent.push(Instant::now());
                anyhow::ensure!(far.send(number, envelope(load, turn, act)), "the bot has no connection any more");
                let result = Err("not acknowledged".to_owned());
                shots.push(Shot { number, due: due(turn), act, waited: Duration::MAX, took: Duration::MAX, result });
                turn += 1;
            }
            heard = timeout_at(due(count) + HEARD_WITHIN, far.acks.recv()) => {
                let Ok(Some(ack)) = heard else { break };
                let number: usize = ack.envelope.parse().context("an acknowledgement of something that was never sent")?;
                let shot = shots.get_mut(number).context("an acknowledgement of something that was not sent yet")?;
                anyhow::ensure!(shot.took == Duration::MAX, "an envelope was acknowledged twice");
                shot.waited = ack.at.duration_since(due(u32::try_from(number)?));
                shot.took = ack.at.duration_since(sent[number]);
                shot.result = said(&ack, shot.act);
                left -= 1;
            }
        }
    }
    Ok(shots)
}

/// Whether the answer is the right one.
fn said(ack: &Ack, act: bool) -> Result<(), String> {
    let text = ack.payload.to_string();
    let right = if act { text.contains("Kept, for your eyes only") } else { text.contains("\"blocks\"") && !text.contains("went wrong") };
    if right { Ok(()) } else { Err(text) }
}

fn envelope(load: &Load<'_>, turn: u32, act: bool) -> Message {
    let person = turn % load.people.count();
    let user = load.people.in_turn(turn);
    let (name, text) = if act {
        let helped = load.people.helped_by(person, turn / load.people.count());
        ("/gave", format!("<@{helped}> {}", note(usize::try_from(turn).unwrap_or_default())))
    } else {
        ("/goodturn", String::new())
    };
    let payload = serde_json::json!({
        "team_id": WORKSPACE, "team_domain": "example", "channel_id": "C0000000001", "channel_name": "general", "user_id": user,
        "user_name": "somebody", "command": name, "text": text, "is_enterprise_install": "false", "trigger_id": format!("{turn}.load"),
    });
    let frame = serde_json::json!({"envelope_id": turn.to_string(), "type": "slash_commands", "accepts_response_payload": true, "payload": payload});
    Message::text(frame.to_string())
}
