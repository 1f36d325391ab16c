//! Section `[database]`: where the data is.
//!
//! The address decides the engine once, here; its password must not be shown by anything that prints settings.

use std::fmt;
use std::path::PathBuf;

use url::Url;

use super::layers::{Found, Layers};
use super::problem::{Problems, Source};
use super::secret::Secret;
use super::settings::DATABASE_URL;

/// What a good address looks like.
const LIKE: &str =
    "Give sqlite://FILE, such as sqlite://goodturn.db or sqlite:///var/lib/goodturn/goodturn.db, or postgres://USER:PASSWORD@HOST/NAME";

/// The settings of section `[database]`.
#[derive(Debug, Clone)]
pub struct Database {
    /// The address.
    pub url: DatabaseUrl,
}

/// An address of a database, by engine.
#[derive(Debug, Clone)]
pub enum DatabaseUrl {
    /// A `SQLite` file; a relative path is taken from the folder in which the program was started.
    Sqlite(PathBuf),
    /// A `PostgreSQL` server.
    Postgres(PostgresUrl),
}

/// An address of a `PostgreSQL` server; printing it hides the password and everything after a `?`.
#[derive(Clone)]
pub struct PostgresUrl {
    whole: Secret,
    shown: String,
}

impl PostgresUrl {
    /// The whole address, password included, for the one place that connects.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.whole.expose()
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl Database {
    /// Reads the section; `None` when the address can't be used, which was then said.
    pub fn from(layers: &Layers, problems: &mut Problems) -> Option<Self> {
        let found = layers.find(&DATABASE_URL)?;
        let parsed = DatabaseUrl::parse(&found.value).and_then(|url| not_by_flag(found, url));
        match parsed {
            Ok(url) => Some(Self { url }),
            Err(what) => {
                problems.refuse(found, what);
                None
            }
        }
    }
}

impl DatabaseUrl {
    /// Takes an address apart.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what to do, without any part of the address.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(file) = text.strip_prefix("sqlite://") {
            return sqlite_file(file).map(Self::Sqlite);
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return postgres_url(text).map(Self::Postgres);
        }
        let what = if text.starts_with("sqlite:") { "has no // after sqlite:" } else { "starts with neither sqlite:// nor postgres://" };
        Err(format!("{what}. {LIKE}"))
    }

    /// Whether it is a `PostgreSQL` server.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }
}

/// A path, taken as it is written: no escapes, no options.
fn sqlite_file(file: &str) -> Result<PathBuf, String> {
    let wrong = if file.is_empty() {
        "names no file"
    } else if file.contains(":memory:") {
        "would forget everything at the end"
    } else if file.ends_with('/') {
        "names a folder, not a file"
    } else if file.contains(['?', '#']) {
        "has a ? or # in it, and options are not possible"
    } else if file.starts_with('~') {
        "starts with ~, which only a shell understands"
    } else {
        return Ok(PathBuf::from(file));
    };
    Err(format!("{wrong}. {LIKE}"))
}

/// A server's address, and how it may be shown.
fn postgres_url(text: &str) -> Result<PostgresUrl, String> {
    let url = Url::parse(text)
        .map_err(|error| format!("is not an address: {error}. {LIKE}; in a password, write characters such as @ / # as %40 %2F %23"))?;
    if url.fragment().is_some() {
        return Err(format!("has a # in it. {LIKE}; in a password, write # as %23"));
    }
    let mut shown = url.clone();
    shown.set_query(None);
    // An address without a host can't have a password, and refuses to be given one.
    if url.password().is_some() && shown.set_password(Some("hidden")).is_err() {
        return Err(format!("has a password but no host. {LIKE}"));
    }
    Ok(PostgresUrl { whole: Secret::new(text), shown: shown.to_string().replacen(":hidden@", ":[hidden]@", 1) })
}

/// Flags can be read by others on the machine, so none may hold a password.
fn not_by_flag(found: &Found, url: DatabaseUrl) -> Result<DatabaseUrl, String> {
    let has_password = match &url {
        DatabaseUrl::Sqlite(_) => false,
        DatabaseUrl::Postgres(url) => url.to_string().contains("[hidden]") || url.expose().contains("password="),
    };
    if has_password && matches!(found.source, Source::Flag(_)) {
        return Err(
            "has a password, and others on the machine can read flags. Set the environment variable DATABASE_URL instead".to_owned()
        );
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::DatabaseUrl;

    fn sqlite(text: &str) -> String {
        match DatabaseUrl::parse(text) {
            Ok(DatabaseUrl::Sqlite(path)) => path.display().to_string(),
            other => panic!("not SQLite: {other:?}"),
        }
    }

    #[test]
    fn sqlite_takes_the_path_as_written() {
        assert_eq!(sqlite("sqlite://goodturn.db"), "goodturn.db");
        assert_eq!(sqlite("sqlite:///var/lib/a b%20.db"), "/var/lib/a b%20.db");
        assert!(Path::new(&sqlite("sqlite:///x.db")).is_absolute());
    }

    #[test]
    fn postgres_hides_password_and_options() {
        for (text, shown) in [
            ("postgres://goodturn:p%40ss@db/gt", "postgres://goodturn:[hidden]@db/gt"),
            ("postgresql://db:5433/gt?password=pass", "postgresql://db:5433/gt"),
            ("postgres:///gt?host=/run/postgresql", "postgres:///gt"),
        ] {
            let url = DatabaseUrl::parse(text).expect("good");
            assert_eq!(format!("{url:?}"), format!("Postgres({shown})"));
            let DatabaseUrl::Postgres(url) = url else { panic!("not PostgreSQL") };
            assert_eq!(url.to_string(), shown);
            assert_eq!(url.expose(), text);
        }
    }

    #[test]
    fn each_mistake_has_its_sentence() {
        for (text, start) in [
            ("goodturn.db", "starts with neither sqlite:// nor postgres://. Give sqlite://FILE"),
            ("mysql://root:pass@db/x", "starts with neither sqlite:// nor postgres://"),
            ("sqlite:goodturn.db", "has no // after sqlite:"),
            ("sqlite://", "names no file"),
            ("sqlite://:memory:", "would forget everything at the end"),
            ("sqlite:///var/lib/", "names a folder, not a file"),
            ("sqlite://a.db?mode=rwc", "has a ? or # in it, and options are not possible"),
            ("sqlite://~/a.db", "starts with ~, which only a shell understands"),
            ("postgres://u:pa/ss@db/x", "is not an address: "),
            ("postgres://u@db/x#y", "has a # in it"),
        ] {
            let sentence = DatabaseUrl::parse(text).expect_err(text);
            assert!(sentence.starts_with(start), "{text}: {sentence}");
            assert!(!sentence.contains("pa/ss") && !sentence.contains("root"));
        }
    }
}
