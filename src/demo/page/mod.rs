//! The page of `goodturn demo`: a small messaging client of its own in the browser, over the local Slack, with the real bot behind it.
//!
//! Everything the page shows is what the local Slack would show that person; the page knows nothing of the bot.

mod act;
mod files;
mod guard;
mod show;

use std::sync::Arc;

use axum::routing::{get, post};
use axum::{Router, middleware};
use tokio::sync::Mutex;

use super::company;
use super::folder::Folder;
use super::stage::{Error, Joint, Plan, Stage, sqlite_in};
use crate::domain::away::AwayList;
use crate::text::Lang;

/// The seed of ids, keys and secrets: none of them guards anything, and the same ones each time make pictures that don't change.
const SEED: u64 = 1;

/// A stage with a company on it, to be looked at and played with.
#[derive(Debug, Clone)]
pub struct Page(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    stage: Stage,
    /// The language of everybody's Slack, where it is the same.
    lang: Option<Lang>,
    /// The local Slack's time stamp of the moment the page opened: answers that only one person saw before are gone, as after a reload.
    opened: String,
    /// One thing is done at a time, to its end.
    turn: Mutex<()>,
    _folder: Folder,
}

impl Page {
    /// Sets the stage and plays the company's past. With a language, everybody's Slack speaks it.
    ///
    /// # Errors
    /// When the stage can't be set, or the past not be played.
    pub async fn open(lang: Option<Lang>) -> Result<Self, Error> {
        let folder = Folder::new("demo")?;
        let plan = Plan {
            workspace: company::workspace(lang),
            start: company::past()?,
            seed: SEED,
            options: standin::Options { seed: SEED, ..standin::Options::default() },
            database_url: sqlite_in(folder.path()),
            joint: Joint::Sockets,
            away: AwayList::default(),
        };
        let stage = Stage::set(plan).await?;
        company::play_past(&stage).await?;
        let opened = format!("{}.000000", stage.now().as_second());
        Ok(Self(Arc::new(Inner { stage, lang, opened, turn: Mutex::new(()), _folder: folder })))
    }

    /// What a browser asks for.
    pub fn routes(&self) -> Router {
        Router::new()
            .route("/", get(files::index))
            .route("/page/{name}", get(files::part))
            .route("/api/look", get(show::look))
            .route("/api/calls", get(show::calls))
            .route("/api/files/{id}", get(show::picture))
            .route("/api/act", post(act::act))
            .layer(middleware::from_fn(guard::guard))
            .with_state(self.clone())
    }
}
