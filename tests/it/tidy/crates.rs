//! Who may name which crate: SQL in the store, Slack's client in `slack`, the time in the clock, nothing in the domain.
//! A crate that is named in one place can be changed in one place.

use super::{Check, Sample, files, names, names::is_in};

/// Crates, and the modules that may name them.
const PLACES: &[(&str, &[&str])] = &[
    ("sqlx", &["src/store"]),
    ("slack_morphism", &["src/slack"]),
    ("reqwest", &["src/slack/client", "src/demo", "src/cli"]),
    ("anyhow", &["src/cli", "src/main"]),
];

/// Calls that read the wall clock.
const NOW: [&str; 5] = ["Timestamp", "SystemTime", "Zoned", "Utc", "Local"];

/// The clock itself, and the one place of protocol time: the age of a signature.
const NOW_IN: [&str; 2] = ["src/clock", "src/slack/inbound/signature"];

/// What `domain` never does: wait, or touch the world.
const IMPURE: &[&[&str]] =
    &[&["async"], &[".await"], &["tokio"], &["std", "fs"], &["std", "net"], &["std", "env"], &["std", "process"], &["std", "thread"]];

/// The files that may name an engine.
const ENGINES_IN: &str = "src/store/db";

/// Each crate has its place.
pub const NAMED: Check = Check {
    name: "crates_have_their_place",
    over: || files::below("src", "rs"),
    find: |sources| {
        names::each(sources, |source, name| {
            let first = name.segments.first().filter(|_| !name.test)?;
            let (crate_name, places) = PLACES.iter().find(|(crate_name, _)| crate_name == first)?;
            let allowed = places.iter().any(|place| is_in(&source.path, place));
            (!allowed).then(|| format!("only {} may name `{crate_name}`", places.join(", ")))
        })
    },
    samples: || {
        vec![
            Sample::one("src/app/undo.rs", "use sqlx::Row;\n", &["src/app/undo.rs:1"]),
            Sample::one("src/app/undo.rs", "#[derive(sqlx::FromRow)]\nstruct Row;\n", &["src/app/undo.rs:1"]),
            Sample::one("src/app/undo.rs", "fn a() -> anyhow::Result<()> {}\n", &["src/app/undo.rs:1"]),
            Sample::one("src/worker/a.rs", "fn a() {\n    b!(slack_morphism::hello())\n}\n", &["src/worker/a.rs:2"]),
            Sample::one("src/slack/action/a.rs", "use reqwest::Client;\n", &["src/slack/action/a.rs:1"]),
            Sample::one("src/slack/client/http.rs", "use reqwest::Client;\nuse slack_morphism::prelude::*;\n", &[]),
            Sample::one("src/app/a.rs", "#[cfg(test)]\nmod tests {\n    use reqwest::Client;\n}\n", &[]),
            Sample::one("src/main.rs", "use anyhow::Context;\n", &[]),
        ]
    },
};

/// The domain is pure.
pub const PURE: Check = Check {
    name: "the_domain_is_pure",
    over: || files::below("src/domain", "rs"),
    find: |sources| {
        names::each(sources, |_, name| {
            let found = IMPURE.iter().find(|parts| name.starts_with(parts))?;
            Some(format!("`{}` has no place in `domain`", found.join("::")))
        })
    },
    samples: || {
        vec![
            Sample::one("src/domain/a.rs", "async fn a() {}\n", &["src/domain/a.rs:1"]),
            Sample::one("src/domain/a.rs", "use std::{\n    fmt,\n    fs,\n};\n", &["src/domain/a.rs:3"]),
            Sample::one("src/domain/a.rs", "fn a() {\n    b(async {});\n}\n", &["src/domain/a.rs:2"]),
            Sample::one("src/domain/a.rs", "fn a(b: tokio::sync::Notify) {}\n", &["src/domain/a.rs:1"]),
            Sample::one("src/domain/a.rs", "//! No async here.\nuse std::fmt;\n", &[]),
        ]
    },
};

/// Only the clock reads the time.
pub const TIME: Check = Check {
    name: "only_the_clock_reads_the_time",
    over: || files::below("src", "rs"),
    find: |sources| {
        names::each(sources, |source, name| {
            let (last, parts) = name.segments.split_last()?;
            let reads = last == "now" && parts.last().is_some_and(|part| NOW.contains(&part.as_str()));
            let allowed = name.test || NOW_IN.iter().any(|place| is_in(&source.path, place));
            (reads && !allowed).then(|| format!("`{}`: the time is an argument, or comes from `Clock`", name.text()))
        })
    },
    samples: || {
        vec![
            Sample::one("src/app/a.rs", "fn a() {\n    jiff::Timestamp::now();\n}\n", &["src/app/a.rs:2"]),
            Sample::one("src/app/a.rs", "fn a() {\n    let b = SystemTime::now;\n}\n", &["src/app/a.rs:2"]),
            Sample::one("src/clock.rs", "fn a() {\n    Timestamp::now();\n}\n", &[]),
            Sample::one("src/app/a.rs", "fn a() {\n    clock.now();\n    tokio::time::Instant::now();\n}\n", &[]),
        ]
    },
};

/// Engines are named in one place.
pub const ENGINES: Check = Check {
    name: "engines_are_named_in_one_place",
    over: || files::below("src", "rs"),
    find: |sources| {
        names::each(sources, |source, name| {
            let of_sqlx = name.starts_with(&["sqlx"]) && name.segments.iter().any(|part| is_engine(part));
            let imported = is_in(&source.path, "src/store") && name.segments.iter().any(|part| is_engine_type(part));
            let allowed = source.path.starts_with(ENGINES_IN) || name.test;
            ((of_sqlx || imported) && !allowed).then(|| format!("`{}`: only {ENGINES_IN}* names an engine", name.text()))
        })
    },
    samples: || {
        vec![
            Sample::one("src/store/acts.rs", "use sqlx::SqlitePool;\n", &["src/store/acts.rs:1"]),
            Sample::one("src/store/acts.rs", "fn a() {\n    sqlx::postgres::PgRow::get();\n}\n", &["src/store/acts.rs:2"]),
            Sample::one("src/store/acts.rs", "fn a(pool: PgPool) {}\n", &["src/store/acts.rs:1"]),
            Sample::one("src/store/acts.rs", "use sqlx::Row;\nuse crate::store::db::Engine;\n", &[]),
            Sample::one("src/store/db.rs", "use sqlx::{PgPool, SqlitePool};\n", &[]),
            Sample::one("src/store/db_row.rs", "use sqlx::sqlite::SqliteRow;\n", &[]),
        ]
    },
};

fn is_engine(part: &str) -> bool {
    ["Sqlite", "Postgres", "sqlite", "postgres"].contains(&part) || is_engine_type(part)
}

/// `SqlitePool`, `PgRow`; not `Pgp` or `Page`.
fn is_engine_type(part: &str) -> bool {
    let rest = ["Sqlite", "Postgres", "Pg"].iter().find_map(|engine| part.strip_prefix(engine));
    rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
}
