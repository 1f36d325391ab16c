//! How SQLite finds rows in a fresh file: by an index, and not by reading the whole workspace, which a small file would never show.
//!
//! Every statement in the store's source is explained; those that are meant to read everything are named here.

use std::path::Path;

use goodturn::store::db::Db;
use libtest_mimic::Failed;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::support::TestDatabase;

/// Tables that grow with people and years.
const LARGE: &[&str] = &[
    "act",
    "ask",
    "home",
    "lesson",
    "lesson_learnt",
    "mention",
    "nudge",
    "outbox",
    "person",
    "person_team",
    "preference",
    "seen",
    "tie",
    "touch",
];

/// Statements that read a whole workspace on purpose, by their file and the words they have in common, with why.
const WHOLE: &[(&str, &str, &str)] = &[
    ("asks.rs", "FROM ask JOIN act", "a week is planned"),
    ("asks.rs", "waiting_since FROM ask", "the beginning of several statements; each goes on with its own condition"),
    ("digest_parts.rs", "SELECT DISTINCT owner_id, other_id", "a picture is drawn anew, every few weeks"),
    ("digest_parts.rs", "SELECT p.id, p.team_id, p.deactivated_at", "a digest is put together"),
    ("digest_parts.rs", "GROUP BY locale", "a digest is put together"),
    ("lessons.rs", "SELECT seen, came FROM lesson_learnt", "a week is planned"),
    ("nudges.rs", "answer FROM nudge WHERE workspace_id = $1", "the beginning of several statements; each goes on with its own condition"),
    ("outbox_counts.rs", "SELECT state, COUNT(*) AS n FROM outbox GROUP BY state", "all of the past is counted, when somebody asks"),
    ("people.rs", "slack_updated FROM person", "the beginning of several statements; each goes on with its own condition"),
    ("people.rs", "SELECT id FROM person WHERE workspace_id = $1", "everybody's ids, for a source of teams"),
    ("preferences.rs", "named_times FROM preference AS p WHERE workspace_id = $1", "a week is planned"),
    ("retention.rs", "happened_on < $1", "what is old is looked for a few times a day, outside of any transaction"),
    ("retention.rs", "a.asked_on < $1", "what is old is looked for a few times a day, outside of any transaction"),
    ("retention.rs", "refused_at IS NULL", "what is old is looked for a few times a day"),
    ("team_sources.rs", "FROM person", "a source of teams goes through everybody, a page at a time"),
    ("teams.rs", "UPDATE team SET name", "a team got another name, once in a while"),
    ("ties.rs", "SELECT workspace_id, owner_id FROM tie UNION", "all ties are made again"),
];

/// What may stand where a statement's list of values begins, so that the whole can be explained.
const ENDS: &[&str] = &["", "(1, 2)", "(1, 2)) AS keys)", " (1, 2))", "(1, 2, 3)) AS keys)"];

/// Statements that must be found at least, so that this can't pass by finding none.
const STATEMENTS_MIN: usize = 200;

pub async fn rows_are_found_by_an_index(database: TestDatabase) -> Result<(), Failed> {
    Db::open(&database.url).await?.migrate().await?;
    let mut connection = SqliteConnection::connect(&database.url).await?;
    let mut explained = 0;
    let mut found = Vec::new();
    let mut used = vec![false; WHOLE.len()];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let mut paths = Vec::new();
    for folder in [folder.clone(), folder.join("forget")] {
        paths.extend(std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())));
    }
    for path in paths {
        let path = path?;
        if path.is_dir() {
            continue;
        }
        let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        for statement in statements(&std::fs::read_to_string(&path)?) {
            let Some(plan) = plan_of(&mut connection, &statement).await else { continue };
            explained += 1;
            for step in plan.iter().filter(|step| reads_a_workspace(step, &statement)) {
                let known = WHOLE.iter().position(|(in_file, words, _)| *in_file == file && statement.contains(words));
                match known {
                    Some(place) => used[place] = true,
                    None => found.push(format!("{file}: {step}\n    {statement}")),
                }
            }
        }
    }
    assert!(explained >= STATEMENTS_MIN, "only {explained} statements were found and explained");
    assert!(found.is_empty(), "these read a whole workspace; give them an index, or say here why they do:\n{}", found.join("\n"));
    let unused: Vec<_> = WHOLE.iter().zip(used).filter(|(_, used)| !used).map(|(whole, _)| whole).collect();
    assert!(unused.is_empty(), "these no longer do, take them out: {unused:?}");
    Ok(())
}

/// Whether a step of a plan goes through a large table by nothing but its workspace, or not even that.
fn reads_a_workspace(step: &str, statement: &str) -> bool {
    let Some((how, rest)) = step.split_once(' ').filter(|(how, _)| matches!(*how, "SCAN" | "SEARCH")) else { return false };
    let name = rest.split(' ').next().unwrap_or_default();
    let named = statement.split(&format!(" AS {name}")).next().filter(|before| before.len() < statement.len());
    let table = named.and_then(|before| before.rsplit(' ').next()).unwrap_or(name);
    let by = rest.rsplit_once('(').map_or("", |(_, by)| by.trim_end_matches(')'));
    let only_the_workspace = matches!(by, "workspace_id=?" | "workspace_id=? AND id<?" | "workspace_id=? AND id>?");
    LARGE.contains(&table) && (how == "SCAN" || only_the_workspace)
}

/// How SQLite would carry a statement out; none for half a statement and for the other engine's.
async fn plan_of(connection: &mut SqliteConnection, statement: &str) -> Option<Vec<String>> {
    for end in ENDS {
        let explain = format!("EXPLAIN QUERY PLAN {statement}{end}");
        if let Ok(rows) = sqlx::query_as::<_, (i64, i64, i64, String)>(AssertSqlSafe(explain)).fetch_all(&mut *connection).await {
            return Some(rows.into_iter().map(|(.., step)| step).collect());
        }
    }
    None
}

/// The string literals of a source that begin like a statement, with the lines of each put together.
fn statements(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(begin) = rest.find('"') {
        let (mut text, mut escaped, mut end) = (String::new(), false, rest.len());
        for (place, c) in rest[begin + 1..].char_indices() {
            match (escaped, c) {
                (false, '"') => {
                    end = begin + 1 + place + 1;
                    break;
                }
                (false, '\\') => escaped = true,
                (true, '\n') | (_, ' ') if text.ends_with(' ') => escaped = false,
                (_, c) => {
                    text.push(if c == '\n' { ' ' } else { c });
                    escaped = false;
                }
            }
        }
        rest = &rest[end..];
        if ["SELECT ", "UPDATE ", "DELETE "].iter().any(|verb| text.starts_with(verb)) {
            found.push(text.trim_end().to_owned());
        }
    }
    found
}
