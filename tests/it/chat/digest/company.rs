//! A company with a digest: teams of six and of three, a channel, and a way to put introductions and card lines into the tables.
//!
//! Those rows are written beside the bot, as the parts of the program that make them do it.

use goodturn::app::Actor;
use goodturn::app::set_up_digest::DigestWanted;
use goodturn::vault::Vault;
use libtest_mimic::Failed;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use crate::chat::world::{CHANNEL, Cast, WORKSPACE, World, id, workspace_id};
use crate::support::{Engine, TestDatabase};

/// Two teams of six and two of three.
pub const CAST: &[Cast] = &[
    Cast("Ana", Some("Research"), "Europe/Berlin"),
    Cast("Bo", Some("Research"), "Europe/Berlin"),
    Cast("Cy", Some("Research"), "Europe/Berlin"),
    Cast("Di", Some("Research"), "Europe/Berlin"),
    Cast("Ed", Some("Research"), "Europe/Berlin"),
    Cast("Flo", Some("Research"), "Europe/Berlin"),
    Cast("Gil", Some("Sales"), "Europe/Berlin"),
    Cast("Hal", Some("Sales"), "Europe/Berlin"),
    Cast("Ina", Some("Sales"), "Europe/Berlin"),
    Cast("Jan", Some("Sales"), "Europe/Berlin"),
    Cast("Kim", Some("Sales"), "Europe/Berlin"),
    Cast("Lou", Some("Sales"), "Europe/Berlin"),
    Cast("Max", Some("Legal"), "Europe/Berlin"),
    Cast("Nia", Some("Legal"), "Europe/Berlin"),
    Cast("Oz", Some("Legal"), "Europe/Berlin"),
    Cast("Pia", Some("Office"), "Europe/Berlin"),
    Cast("Quin", Some("Office"), "Europe/Berlin"),
    Cast("Rob", Some("Office"), "Europe/Berlin"),
];

/// The seed of the stage's keys (`World`).
const SEED: u64 = 11;

pub struct Company {
    pub world: World,
    url: String,
    engine: Engine,
}

impl Company {
    /// On Monday, 2 March 2026; the digest comes on Thursdays at ten in Berlin.
    pub async fn new(database: TestDatabase, locale: &str) -> Self {
        let (url, engine) = (database.url.clone(), database.engine);
        let world = World::of(database, CAST, locale).await;
        world.stage.slack.change_options(|options| options.scopes.push("files:write".to_owned()));
        let company = Self { world, url, engine };
        company.wants(1).await;
        company
    }

    /// Sets the digest up, with so many items at the least.
    pub async fn wants(&self, items_min: i64) {
        let wanted =
            DigestWanted { channel: Some(CHANNEL.into()), cron: "0 10 * * THU".to_owned(), zone: "Europe/Berlin".to_owned(), items_min };
        self.world.stage.app.set_up_digest(&workspace_id(), &wanted).await.expect("the digest is set up");
    }

    /// Sets the digest to another hour.
    pub async fn comes(&self, cron: &str) {
        let wanted = DigestWanted { channel: Some(CHANNEL.into()), cron: cron.to_owned(), zone: "Europe/Berlin".to_owned(), items_min: 1 };
        self.world.stage.app.set_up_digest(&workspace_id(), &wanted).await.expect("the digest is set up");
    }

    /// Runs one statement beside the bot.
    pub async fn tell(&self, sql: String) -> Result<(), Failed> {
        match self.engine {
            Engine::Sqlite => {
                sqlx::query(AssertSqlSafe(sql)).execute(&mut SqliteConnection::connect(&self.url).await?).await?;
            }
            Engine::Postgres => {
                sqlx::query(AssertSqlSafe(sql)).execute(&mut PgConnection::connect(&self.url).await?).await?;
            }
        }
        Ok(())
    }

    /// The one text that a query gives, if any.
    pub async fn text(&self, sql: &str) -> Result<Option<String>, Failed> {
        let sql = AssertSqlSafe(sql.to_owned());
        Ok(match self.engine {
            Engine::Sqlite => sqlx::query_scalar(sql).fetch_optional(&mut SqliteConnection::connect(&self.url).await?).await?,
            Engine::Postgres => sqlx::query_scalar(sql).fetch_optional(&mut PgConnection::connect(&self.url).await?).await?,
        })
    }

    async fn team(&self, name: &str) -> Result<String, Failed> {
        let found = self.text(&format!("SELECT id FROM team WHERE name = '{name}'")).await?;
        found.ok_or_else(|| format!("there is no team {name}").into())
    }

    /// An introduction that opens now: broker, the two with their teams, and whether all three agreed to be named.
    pub async fn introduces(&self, broker: &str, a: (&str, &str), b: (&str, &str), agreed: bool) -> Result<(), Failed> {
        let agreed = match (self.engine, agreed) {
            (Engine::Sqlite, true) => "1",
            (Engine::Sqlite, false) => "0",
            (Engine::Postgres, true) => "TRUE",
            (Engine::Postgres, false) => "FALSE",
        };
        let (yes, empty) = if self.engine == Engine::Sqlite { ("1", "X''") } else { ("TRUE", "'\\x'") };
        let now = self.world.stage.now().as_millisecond();
        let (a_team, b_team) = (self.team(a.1).await?, self.team(b.1).await?);
        self.tell(format!(
            "INSERT INTO introduction (workspace_id, id, broker_id, a_id, b_id, a_team, b_team, why_sealed, state, proposed_at, lapses_at, opened_at, \
             named_by_broker, named_by_a, named_by_b) \
             VALUES ('{WORKSPACE}', 'I{}{}', '{}', '{}', '{}', '{a_team}', '{b_team}', {empty}, 'opened', {now}, {now}, {now}, {yes}, {yes}, {agreed})",
            a.0,
            b.0,
            id(broker),
            id(a.0),
            id(b.0),
        ))
        .await
    }

    /// A struggle on a team's card that two of its members agreed to show; only one did, where `agreed` names nobody.
    pub async fn struggles(&self, team: &str, text: &str, asked: &str, agreed: Option<&str>) -> Result<(), Failed> {
        let rng = |salt: u64| StdRng::seed_from_u64(SEED.wrapping_mul(31).wrapping_add(salt));
        let vault = Vault::new(&Vault::generate_key(&mut rng(1)), rng(77))?;
        let sealed = vault.seal("card.text", text.as_bytes()).map_err(|error| error.to_string())?;
        let hex = hex::encode(sealed);
        let sealed = if self.engine == Engine::Sqlite { format!("X'{hex}'") } else { format!("'\\x{hex}'") };
        let agreed = agreed.map_or_else(|| "NULL".to_owned(), |who| format!("'{}'", id(who)));
        let (line, team_id) = (text.replace(|letter: char| !letter.is_ascii_alphanumeric(), ""), self.team(team).await?);
        self.tell(format!(
            "INSERT INTO card_line (workspace_id, team_id, id, kind, text_sealed, position, shown_asked_by, shown_agreed_by) \
             VALUES ('{WORKSPACE}', '{team_id}', '{line}', 'struggle', {sealed}, 1, '{}', {agreed})",
            id(asked)
        ))
        .await
    }

    /// Members of Research and Sales help each other: so many people in all, five or more.
    pub async fn get_in_touch(&self, people: usize) {
        for (a, b) in [("Ana", "Gil"), ("Bo", "Hal"), ("Cy", "Ina"), ("Di", "Jan")].into_iter().take(people.div_ceil(2)) {
            self.world.types(a, "/goodturn join").await;
            // No weekly notes beside the digest.
            self.world.types(a, "/goodturn rest").await;
            let named = if people % 2 == 1 && a == "Ana" { "Hal" } else { b };
            self.world.types(a, &format!("/gave @{named} looked at the figures")).await;
        }
    }

    /// What stands in the channel.
    pub fn channel(&self) -> Vec<Value> {
        self.world.stage.slack.conversation(CHANNEL)
    }

    /// The last post's blocks, as one text to search.
    pub fn last_post(&self) -> String {
        self.channel().last().map(|post| post["blocks"].to_string()).unwrap_or_default()
    }

    /// Makes somebody an admin, as Slack knows them.
    pub async fn admin(&self, who: &str) -> Actor {
        self.world.changes(who, |user| user["is_admin"] = true.into()).await;
        Actor { workspace: workspace_id(), person: id(who).as_str().into() }
    }
}
