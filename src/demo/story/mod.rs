//! `goodturn demo --story`: some weeks in a small company, told from what its Slack saw.
//!
//! The bot is the real one and the two talk over sockets. At the end everybody's view is checked, so a story that ends well shows that what
//! was to reach people did reach them, once, and nothing else did.

mod cast;
mod checks;
mod script;

use serde_json::{Value, json};
use standin::transcript;

use super::folder::Folder;
use super::stage::{Error, Joint, Plan, Stage, sqlite_in};
use crate::domain::away::AwayList;
use crate::text::Lang;

/// How to tell the story.
#[derive(Debug, Clone)]
pub struct Options {
    /// Another seed gives other people and other dates.
    pub seed: u64,
    /// The language of everybody's Slack.
    pub lang: Lang,
    /// The database; none, and a SQLite file that goes away with the story.
    pub database_url: Option<String>,
    /// Lets nothing that the bot sends reach a person: the story must then fail.
    pub withhold: bool,
}

/// A story that was told.
#[derive(Debug, Clone)]
pub struct Told {
    /// What everybody saw, in order, as text.
    pub transcript: String,
    /// The same as data.
    pub entries: Value,
    /// What was checked, each as a sentence.
    pub checked: Vec<String>,
    /// What went wrong: the story failed.
    pub failure: Option<String>,
}

/// The company of the story with the first seed: for a stand-in that is told nothing else.
#[must_use]
pub fn company() -> standin::Workspace {
    cast::Cast::new(1, Lang::En).workspace()
}

/// Tells the story.
///
/// # Errors
/// When the stage can't be set. What goes wrong on the stage is [`Told::failure`].
pub async fn tell(options: &Options) -> Result<Told, Error> {
    let folder = Folder::new(&format!("story-{}", options.seed))?;
    let cast = cast::Cast::new(options.seed, options.lang);
    let plan = Plan {
        workspace: cast.workspace(),
        start: cast.start,
        seed: options.seed,
        options: standin::Options { seed: options.seed, ..standin::Options::default() },
        database_url: options.database_url.clone().unwrap_or_else(|| sqlite_in(folder.path())),
        joint: Joint::Sockets,
        away: AwayList::default(),
    };
    let stage = Stage::set(plan).await?;
    stage.slack.deliver_to_people(!options.withhold);
    let mut checked = Vec::new();
    let played = match script::play(&stage, &cast).await {
        Ok(()) => checks::all(&stage, &cast, &mut checked),
        Err(error) => Err(error),
    };
    let log = stage.slack.log();
    let transcript = transcript::render(&stage.slack, &log, transcript::Options::default());
    let failure = played.err().map(|error| error.to_string());
    stage.app.close().await;
    Ok(Told { transcript, entries: json!(log), checked, failure })
}
