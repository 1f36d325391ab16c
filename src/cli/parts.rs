//! Joins the parts that several commands need: the key, the database and the app on it.

use std::sync::Arc;

use anyhow::Context;
use jiff::SignedDuration;
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::app::App;
use crate::clock::SystemClock;
use crate::config::{self, Config, DatabaseUrl};
use crate::domain::away::AwayList;
use crate::domain::team_source::TeamSource;
use crate::store::Store;
use crate::vault::Vault;

/// A generator seeded by the system.
pub(super) fn system_rng() -> StdRng {
    StdRng::from_seed(rand::random())
}

/// The app on the configured database, its tables up to date.
pub(super) async fn app(config: &Config) -> anyhow::Result<App> {
    let key = config.keys.key.as_ref().map(crate::config::Secret::expose);
    let (vault, url) = match &config.database.url {
        DatabaseUrl::Sqlite(file) => {
            let (vault, _) = Vault::load_or_make(key, file, system_rng())?;
            (vault, format!("sqlite://{}", file.display()))
        }
        DatabaseUrl::Postgres(url) => {
            let key = key.context("GOODTURN_KEY is not set: with PostgreSQL every replica needs the same key")?;
            (Vault::new(key, system_rng())?, url.expose().to_owned())
        }
    };
    let store = Store::open(&url, Arc::new(vault)).await?;
    let clock = SystemClock::shifted(SignedDuration::from_secs(config.clock.offset_seconds));
    let admins = config.admins.ids.iter().map(|id| id.as_str().into());
    Ok(App::new(store, Arc::new(clock), system_rng())
        .with_team_sources(&team_order(config))
        .with_admins(admins)
        .with_away(away_list(config)?)
        .with_retention(config.retention.months))
}

/// What says that somebody is away, with what the operator changes in the list.
pub(super) fn away_list(config: &Config) -> anyhow::Result<AwayList> {
    AwayList::changed(&config.away.added, &config.away.removed).context("GOODTURN_AWAY")
}

/// The operator's order of team sources, one user group one source.
pub(super) fn team_order(config: &Config) -> Vec<TeamSource> {
    let sources = config.teams.sources.iter().flat_map(|source| match source {
        config::TeamSource::Csv(path) => vec![TeamSource::Csv(path.display().to_string())],
        config::TeamSource::UserGroups(ids) => ids.iter().cloned().map(TeamSource::UserGroup).collect(),
        config::TeamSource::Field(id) => vec![TeamSource::Field(id.clone())],
        config::TeamSource::Word => vec![TeamSource::Word],
    });
    sources.collect()
}
