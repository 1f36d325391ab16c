//! What else goes over a socket while sockets are lost: a press, a form and an event in each round, of people of their own.
//! A command is typed again and finds what was kept; these have other ways to be lost, or to act twice.

use std::time::Duration;

use goodturn::app::Actor;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use standin::{Delivered, SandboxError};

use super::{TRIES, stands_again};
use crate::chat::world::{Tested, WORKSPACE, World, id, workspace_id};

/// How long a form or a button may take to come up on a busy machine.
const SHOWN_WITHIN: Duration = Duration::from_secs(10);

/// When the first of them changes, in seconds.
const CHANGED_AT: i64 = 1_772_500_000;

/// Three people, each about to do one thing.
pub(super) struct Others {
    /// Takes the second of two acts back.
    presser: String,
    button: (String, String),
    /// Sends a form.
    filler: String,
    form: String,
    /// Changes.
    changer: String,
    status: String,
    round: u32,
}

fn person(name: &str) -> Value {
    json!({ "id": name, "team_id": WORKSPACE, "name": name, "profile": {} })
}

/// Waits for what comes after an acknowledgement.
async fn shown<T>(look: impl Fn() -> Option<T>) -> Result<T, Failed> {
    let looking = async {
        loop {
            match look() {
                Some(found) => return found,
                None => tokio::time::sleep(Duration::from_millis(5)).await,
            }
        }
    };
    tokio::time::timeout(SHOWN_WITHIN, looking).await.map_err(|_| "nothing is shown".into())
}

/// Does something, and again as long as Slack shows an error; what is not there any more was done.
async fn until_it_works(world: &World, act: impl AsyncFn() -> Result<Delivered, SandboxError>) -> Tested {
    for _ in 0..TRIES {
        match act().await {
            Ok(Delivered { error: None, .. }) | Err(SandboxError::NoSuchButton { .. } | SandboxError::NoSuchView(_)) => return Ok(()),
            Ok(_) => drop(stands_again(world).await),
            Err(error) => return Err(error.to_string().into()),
        }
    }
    Err(format!("nothing was acknowledged in {TRIES} tries").into())
}

impl Others {
    /// Everything up to the last step, before anything is lost.
    pub(super) async fn ready(world: &World, round: u32) -> Result<Self, Failed> {
        let slack = &world.stage.slack;
        let [presser, filler, changer] = ["8", "9", "6"].map(|kind| format!("U{kind}{round:07}"));
        for name in [&presser, &filler, &changer] {
            slack.replace_user(person(name));
        }
        for words in ["stays", "goes"] {
            until_it_works(world, async || slack.slash(&presser, "/gave", &format!("<@{}> {words}", id("Sam")), None).await).await?;
        }
        let button =
            shown(|| slack.ephemerals(&presser).iter().find(|message| message.to_string().contains("goes")).and_then(undo)).await?;
        until_it_works(world, async || slack.slash(&filler, "/gave", "", None).await).await?;
        let form = shown(|| slack.modals(&filler).pop()?["id"].as_str().map(str::to_owned)).await?;
        Ok(Self { presser, button, filler, form, changer, status: format!("in round {round}"), round })
    }

    /// The last step, while sockets are lost.
    pub(super) async fn act(&self, world: &World) -> Tested {
        let slack = &world.stage.slack;
        let (message, value) = &self.button;
        let values = json!({
            "who": {"who": {"type": "multi_users_select", "selected_users": [id("Sam")]}},
            "what": {"what": {"type": "plain_text_input", "value": "the slides"}},
        });
        let mut changed = person(&self.changer);
        changed["profile"]["status_text"] = json!(self.status);
        changed["updated"] = json!(CHANGED_AT + i64::from(self.round));
        let change = json!({ "type": "user_change", "user": changed });
        let (pressed, sent, told) = tokio::join!(
            until_it_works(world, async || slack.click(&self.presser, message, "undo", Some(value)).await),
            until_it_works(world, async || slack.submit(&self.filler, &self.form, &values).await),
            until_it_works(world, async || slack.event(change.clone()).await),
        );
        pressed.map_err(|error| format!("the press: {error:?}"))?;
        sent.map_err(|error| format!("the form: {error:?}"))?;
        told.map_err(|error| format!("the event: {error:?}"))?;
        Ok(())
    }

    /// What was acknowledged is there, and nothing twice.
    pub(super) async fn acted_once(&self, world: &World) -> Tested {
        assert_eq!(notes(world, &self.presser).await?, ["stays"], "one of two acts is taken back, in round {}", self.round);
        assert_eq!(notes(world, &self.filler).await?, ["the slides"], "a form keeps one act, in round {}", self.round);
        let known = world.stage.app.person(&workspace_id(), &self.changer.as_str().into()).await?;
        let status = known.map(|person| person.status_text);
        assert_eq!(status.as_ref(), Some(&self.status), "an event that was acknowledged is lost");
        Ok(())
    }
}

/// Where a message is, and what the button stands for that takes its act back.
fn undo(message: &Value) -> Option<(String, String)> {
    let blocks = message["blocks"].as_array()?.iter();
    let mut elements = blocks.filter_map(|block| block["elements"].as_array()).flatten();
    let value = elements.find(|element| element["action_id"] == "undo")?["value"].as_str()?;
    Some((message["ts"].as_str()?.to_owned(), value.to_owned()))
}

async fn notes(world: &World, who: &str) -> Result<Vec<String>, Failed> {
    let by = Actor { workspace: workspace_id(), person: who.into() };
    Ok(world.stage.app.read_home(&by).await?.entries.iter().map(|entry| entry.note.as_str().to_owned()).collect())
}
