//! The doctor looks at the database: there, up to date, to be written to, with room, and sealed with the key that is set. Nothing is changed.

use std::path::Path;
use std::sync::Arc;

use jiff::SignedDuration;

use super::{Findings, parts};
use crate::app::App;
use crate::clock::SystemClock;
use crate::config::{Config, DatabaseUrl, Secret};
use crate::store::Store;
use crate::store::db::{Db, Standing};
use crate::vault::Vault;

/// Room on the disk below which an operator should know: some years of a large workspace.
const ROOM_MINDED_BYTES: u64 = 1024 * 1024 * 1024;

/// Room on the disk below which commands may soon be refused: a backup of a large workspace needs more.
const ROOM_MIN_BYTES: u64 = 100 * 1024 * 1024;

/// Bytes in a megabyte, as it is told.
const MEGABYTE: u64 = 1024 * 1024;

/// The app on the database as it is, if it can be used.
pub(super) async fn look(config: &Config, findings: &mut Findings) -> Option<App> {
    let url = match &config.database.url {
        DatabaseUrl::Sqlite(file) => {
            room(file, findings);
            if !file.exists() {
                findings.mind("database", "There is no database yet.", "`goodturn serve` makes it at its first start.");
                return None;
            }
            format!("sqlite://{}", file.display())
        }
        DatabaseUrl::Postgres(url) => url.expose().to_owned(),
    };
    let db = match Db::look(&url).await {
        Ok(db) => db,
        Err(error) => {
            findings.fails(
                "database",
                format!("The database can't be reached: {error}."),
                "Look at DATABASE_URL, and whether its server runs.",
            );
            return None;
        }
    };
    let usable = standing(&db, findings).await;
    let vault = key(config, findings)?;
    if !usable {
        return None;
    }
    let store = Store { writer: crate::store::writer::Writer::start(&db, &vault), db, vault };
    let clock = SystemClock::shifted(SignedDuration::from_secs(config.clock.offset_seconds));
    let app = App::new(store, Arc::new(clock), parts::system_rng()).with_team_sources(&parts::team_order(config));
    sealed(&app, findings).await;
    Some(app)
}

async fn standing(db: &Db, findings: &mut Findings) -> bool {
    match db.standing().await {
        Ok(Standing { pending: 0, newer: false, writable: true }) => {
            findings.good("database", "The database is there, up to date, and can be written to.");
            true
        }
        Ok(Standing { newer: true, .. }) => {
            findings.fails(
                "database",
                "The tables were made by a newer Goodturn.",
                "Run that version, or restore a backup made by this one.",
            );
            false
        }
        Ok(Standing { writable: false, .. }) => {
            findings.fails("database", "The database can't be written to.", "Let the user that runs Goodturn write to it.");
            true
        }
        Ok(Standing { pending, .. }) => {
            let says = format!("The tables are {pending} steps behind this program.");
            findings.mind("database", says, "`goodturn migrate` brings them up to date, as does `goodturn serve`; make a backup before.");
            false
        }
        Err(error) => {
            findings.fails("database", format!("The database can't be read: {error}."), "Restore the last backup if it stays so.");
            false
        }
    }
}

/// Room on the disk that holds a SQLite file.
fn room(file: &Path, findings: &mut Findings) {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let Ok(told) = rustix::fs::statvfs(folder) else {
        let todo = "Make the folder, and let the user that runs Goodturn write to it.";
        return findings.fails("disk", "The folder of the database can't be looked at.", todo);
    };
    let free = told.f_bavail.saturating_mul(told.f_frsize);
    let says = format!("{} MB are free on the disk of the database.", free / MEGABYTE);
    match free {
        free if free < ROOM_MIN_BYTES => findings.fails("disk", says, "Make room: commands are refused when it is full."),
        free if free < ROOM_MINDED_BYTES => findings.mind("disk", says, "Make room before it is full."),
        _ => findings.good("disk", says),
    }
}

/// The key; made nowhere.
fn key(config: &Config, findings: &mut Findings) -> Option<Arc<Vault>> {
    let set = config.keys.key.as_ref().map(Secret::expose);
    let vault = match (&config.database.url, set) {
        (_, Some(key)) => Vault::new(key, parts::system_rng()),
        (DatabaseUrl::Sqlite(file), None) if Vault::has_key_file(file) => {
            Vault::load_or_make(None, file, parts::system_rng()).map(|(vault, _)| vault)
        }
        _ => {
            findings.fails(
                "key",
                "There is no key for what is sealed in the database.",
                "Set GOODTURN_KEY, or put the key file back beside the database.",
            );
            return None;
        }
    };
    match vault {
        Ok(vault) => Some(Arc::new(vault)),
        Err(error) => {
            findings.fails(
                "key",
                format!("The key can't be used: {error}."),
                "Set GOODTURN_KEY to the key that the database was sealed with.",
            );
            None
        }
    }
}

async fn sealed(app: &App, findings: &mut Findings) {
    match app.workspaces_sealed().await {
        Ok((0, _)) => findings.mind("key", "The key is there; no workspace is installed yet that it could be tried on.", ""),
        Ok((_, 0)) => findings.good("key", "The key opens what is sealed in the database."),
        Ok((all, shut)) => {
            let todo = "Add the key that they were sealed with to GOODTURN_KEY, after a comma, or install the app there again.";
            findings.fails("key", format!("The key does not open the tokens of {shut} of {all} workspaces."), todo);
        }
        Err(error) => findings.fails("key", format!("The workspaces can't be read: {error}."), "Look at the log of `goodturn serve`."),
    }
}
