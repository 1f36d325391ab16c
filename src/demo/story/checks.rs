//! How the story must have ended: looked up in what people see in Slack, not in what the bot believes.

use serde_json::Value;
use standin::Entry;

use super::cast::{CHANNEL, Cast, Role};
use super::script;
use crate::demo::stage::{Error, Stage};

/// Checks everything; each check that holds adds its sentence.
pub(super) fn all(stage: &Stage, cast: &Cast, checked: &mut Vec<String>) -> Result<(), Error> {
    let mut holds = |sentence: String, holds: bool| {
        if holds {
            checked.push(sentence);
            Ok(())
        } else {
            Err(Error::from(format!("This should hold and does not: {sentence}")))
        }
    };
    let all = |role: &Role| stage.slack.dm_of(&role.id).map(|dm| stage.slack.conversation(&dm)).unwrap_or_default();
    // Notes that name somebody or an ask; first steps name nobody, and questions about an introduction are none.
    let is_note = |message: &Value| !is_first_step(message) && !is_question(message);
    let dm = |role: &Role| all(role).into_iter().filter(is_note).collect::<Vec<Value>>();
    let members = cast.members();
    holds(
        "Whoever joined got a first step, so that the first note was not empty".to_owned(),
        members.iter().all(|role| all(role).iter().any(is_first_step)),
    )?;
    let giver = dm(&cast.giver);
    holds("The giver got one reminder of colleagues in all, in the week after four quiet ones".to_owned(), giver.len() == 1)?;
    let names_both = shows(&giver, &cast.helped.id) && shows(&giver, &cast.also_helped.id);
    holds("It named both colleagues of other departments".to_owned(), names_both)?;
    holds("Its buttons are gone where they were pressed".to_owned(), !shows(&giver, "nudge:in-touch"))?;
    let asker = dm(&cast.asker);
    holds(
        "The asker was asked how it went, once".to_owned(),
        asker.iter().filter(|message| shows_one(message, script::ask_note(cast))).count() == 1,
    )?;
    let late = dm(&cast.late_joiner);
    holds("The late joiner was reminded of the giver".to_owned(), late.len() == 1 && shows(&late, &cast.giver.id))?;
    holds("The one at rest was reminded of nobody".to_owned(), dm(&cast.rester).is_empty())?;
    let guests = cast.everybody().into_iter().filter(|role| !cast.members().iter().any(|member| member.id == role.id));
    holds("Nobody who has not joined was written to".to_owned(), guests.into_iter().all(|role| all(role).is_empty()))?;
    holds("Everybody who typed saw an answer".to_owned(), answered(stage))?;
    introduction(stage, cast, &mut holds)?;
    let home = stage.slack.home(&cast.giver.id).unwrap_or_default().to_string();
    holds("The giver's Home lists what was given, once".to_owned(), home.matches(&cast.helped.mention()).count() == 1)?;
    let first_lines = members.iter().all(|role| all(role).iter().all(safe_on_a_lock_screen));
    holds("No notification names anybody".to_owned(), first_lines)
}

/// The introduction opened a conversation, and the channel heard of it.
fn introduction(stage: &Stage, cast: &Cast, holds: &mut impl FnMut(String, bool) -> Result<(), Error>) -> Result<(), Error> {
    let asked = [&cast.asker, &cast.late_joiner].map(|role| {
        let dm = stage.slack.dm_of(&role.id).map(|dm| stage.slack.conversation(&dm)).unwrap_or_default();
        dm.iter().filter(|message| is_question(message)).count()
    });
    holds("Each of the two was asked once whether they would like to meet".to_owned(), asked == [1, 1])?;
    let written = script::group(stage).map(|(group, _)| stage.slack.conversation(&group)).unwrap_or_default();
    holds("A conversation of the three was opened, with one message in it".to_owned(), written.len() == 1)?;
    let posts = stage.slack.conversation(CHANNEL);
    let names_all = |post: &Value| cast.introduced().iter().all(|role| shows_one(post, &role.mention()));
    holds("The channel was told once, with the names of the three who agreed".to_owned(), posts.len() == 1 && posts.iter().all(names_all))
}

/// Whether a message asks, or asked, about an introduction.
fn is_question(message: &Value) -> bool {
    let text = message.get("text").and_then(Value::as_str).unwrap_or_default();
    ["A question from Goodturn", "Eine Frage von Goodturn"].iter().any(|words| text.contains(words))
}

/// Whether a message is a first step, or was one before it was answered.
fn is_first_step(message: &Value) -> bool {
    let text = message.pointer("/blocks/0/text/text").and_then(Value::as_str).unwrap_or_default();
    ["A small first step", "Ein kleiner erster Schritt"].iter().any(|words| text.contains(words))
}

fn shows(messages: &[Value], what: &str) -> bool {
    messages.iter().any(|message| shows_one(message, what))
}

fn shows_one(message: &Value, what: &str) -> bool {
    message.to_string().contains(what)
}

/// Top-level text and first block hold no mention.
fn safe_on_a_lock_screen(message: &Value) -> bool {
    let first = message.pointer("/blocks/0").map(Value::to_string).unwrap_or_default();
    let text = message.get("text").and_then(Value::as_str).unwrap_or_default();
    !text.contains("<@") && !first.contains("<@")
}

/// After each command that was typed comes an answer for the one who typed it, before anything else is typed.
fn answered(stage: &Stage) -> bool {
    let mut waiting: Option<String> = None;
    let mut typed = 0;
    for entry in stage.slack.log() {
        match entry {
            Entry::Typed { user, .. } => {
                if waiting.replace(user).is_some() {
                    return false;
                }
                typed += 1;
            }
            Entry::Answered { user, .. } if waiting.as_ref() == Some(&user) => waiting = None,
            _ => {}
        }
    }
    typed > 0 && waiting.is_none()
}
