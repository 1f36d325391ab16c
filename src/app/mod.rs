//! What Goodturn does: one use case a file, each named by its verb: read, decide, write.
//!
//! Nobody but this module sees the store. A verb takes ids and words that were parsed already, and returns an answer of facts; it never
//! calls Slack and never finds words.

pub mod admin;
pub mod answer_nudge;
pub mod ask_consent;
mod asked_after;
mod before_ask;
pub mod change_settings;
pub mod close_ask;
pub mod compose_digest;
mod compose_export;
pub mod consent;
pub mod decide_digest;
pub mod deliver;
mod draw_acts;
pub mod edit_card;
pub mod edit_entry;
pub mod export;
pub mod find_message;
pub mod first_step;
pub mod forget;
pub mod greet;
pub mod held_digests;
pub mod held_introductions;
pub mod hide;
pub mod holidays;
pub mod import_teams;
pub mod install;
pub mod introduce;
pub mod invite;
pub mod join;
pub mod keep_twice;
mod kept;
mod learn;
pub mod mark_home;
pub mod meet_first;
pub mod name_introduced;
pub mod name_people;
mod nameless;
pub mod open_ask;
pub mod open_introduction;
pub mod overview;
mod plan_choose;
mod plan_extras;
mod plan_read;
mod plan_snapshot;
pub mod plan_week;
pub mod preview;
pub mod read_admin;
pub mod read_home;
pub mod read_reminder;
pub mod rebuild_ties;
pub mod recheck;
pub mod recheck_digest;
pub mod record_act;
pub mod rest;
pub mod retain;
pub mod run_digest;
pub mod say_team_of;
pub mod set_team;
pub mod set_up_digest;
pub mod settle;
pub mod suggest_introduction;
pub mod sync_page;
pub mod take_back;
pub mod team_sources;
pub mod team_sync;
pub mod tend;
pub mod they_helped;
pub mod turn_off;
pub mod undo_latest;

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::tz::TimeZone;
use rand::rngs::StdRng;

use crate::clock::Clock;
use crate::domain::away::AwayList;
use crate::domain::day::{Day, Millis};
use crate::domain::ids::{PersonId, WorkspaceId, mint};
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::retention::RETENTION_MONTHS;
use crate::domain::slot::zone_or;
use crate::domain::team_source::TeamSource;
use crate::store::{self, Store, people, workspaces};

/// Why a verb was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Something that a member is told, and can do something about.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// Something is wrong on our side.
    #[error(transparent)]
    Broken(#[from] store::Error),
}

impl Failure {
    /// Whether a row can't be read, now or later: trying again does not help.
    #[must_use]
    pub const fn is_unreadable(&self) -> bool {
        matches!(self, Self::Broken(store::Error::Vault(_) | store::Error::Corrupt(_)))
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The result of a verb.
pub type Result<T> = std::result::Result<T, Failure>;

/// Everything a verb needs: what is kept, what time it is, and where new ids come from. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    store: Store,
    clock: Arc<dyn Clock>,
    rng: Arc<Mutex<StdRng>>,
    admins: BTreeSet<PersonId>,
    team_sources: Arc<[TeamSource]>,
    retention_months: i64,
    away: Arc<AwayList>,
    /// Whether the log of the database is still to be cut after a deletion. A restart does so by itself.
    scrub_owed: Arc<AtomicBool>,
}

/// Who does something, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The person.
    pub person: PersonId,
}

/// An actor as known at the moment.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    /// What Slack told of them, if anything yet.
    pub person: Option<Person>,
    /// Whether joining was offered to them before.
    pub join_offered: bool,
    /// Their time zone.
    pub zone: TimeZone,
    /// Today, on their calendar.
    pub today: Day,
}

impl App {
    /// An app on this store and clock, with ids from `rng`.
    #[must_use]
    pub fn new(store: Store, clock: Arc<dyn Clock>, rng: StdRng) -> Self {
        let team_sources = Arc::new([TeamSource::Word]);
        Self {
            store,
            clock,
            rng: Arc::new(Mutex::new(rng)),
            admins: BTreeSet::new(),
            team_sources,
            retention_months: RETENTION_MONTHS,
            away: Arc::default(),
            scrub_owed: Arc::default(),
        }
    }

    /// The same app, with another list of what says that somebody is away.
    #[must_use]
    pub fn with_away(mut self, list: AwayList) -> Self {
        self.away = Arc::new(list);
        self
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Millis {
        self.clock.now().into()
    }

    /// The instant that leases go by: the database server's where there is one, so that replicas agree.
    pub(crate) async fn lease_now(&self) -> Result<Millis> {
        if !self.clock.is_real() {
            return Ok(self.now());
        }
        let offset = i64::try_from(self.clock.offset().as_millis()).unwrap_or(0);
        Ok(self.store.db.server_now().await?.map_or_else(|| self.now(), |server| Millis(server + offset)))
    }

    /// A new id of ours, as of now.
    pub(crate) fn mint(&self) -> String {
        let mut rng = self.rng.lock().unwrap_or_else(PoisonError::into_inner);
        mint(self.now(), &mut *rng)
    }

    /// What is known of an actor: two reads at most.
    pub(crate) async fn known(&self, actor: &Actor) -> Result<Known> {
        let found = people::by_ids(&self.store.db, &actor.workspace, std::slice::from_ref(&actor.person)).await?.pop();
        self.as_known(actor, found).await
    }

    /// An actor as known by the row that was found of them, if any.
    async fn as_known(&self, actor: &Actor, found: Option<people::Known>) -> Result<Known> {
        let join_offered = found.as_ref().is_some_and(|known| known.join_offered_at.is_some());
        let person = found.map(|known| known.person);
        let zone = match person.as_ref().and_then(|person| person.zone.clone()) {
            Some(zone) => zone_or(Some(&zone), &TimeZone::UTC),
            None => self.workspace_zone(&actor.workspace).await?,
        };
        let today = self.now().day_in(&zone);
        Ok(Known { person, join_offered, zone, today })
    }

    /// Today, on an actor's calendar.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn today(&self, actor: &Actor) -> Result<Day> {
        Ok(self.known(actor).await?.today)
    }

    /// The zone whose Monday begins the workspace's week.
    pub(crate) async fn workspace_zone(&self, workspace: &WorkspaceId) -> Result<TimeZone> {
        let found = workspaces::by_id(&self.store, workspace).await?;
        Ok(zone_or(found.map(|workspace| workspace.zone).as_deref(), &TimeZone::UTC))
    }

    /// Closes the database. What is still to be written is written first.
    pub async fn close(&self) {
        self.store.db.close().await;
    }
}
