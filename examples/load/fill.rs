//! Fills a database with people, teams and a year of acts, by the store's own writer.
//! An empty table is fast whatever the queries are; ties that exist are read, moved and written.

use std::sync::Arc;

use goodturn::clock::{Clock, SystemClock};
use goodturn::domain::day::{Day, Millis};
use goodturn::domain::entry::Act;
use goodturn::domain::ids::{PersonId, TeamId, WorkspaceId, mint};
use goodturn::domain::note::Note;
use goodturn::domain::person::{Kind, Person};
use goodturn::store::commit::Changes;
use goodturn::store::{Store, people as stored_people, team_sources, teams as stored_teams};
use goodturn::vault::Vault;
use jiff::tz::TimeZone;
use rand::SeedableRng;
use rand::rngs::StdRng;
use tokio::task::JoinSet;

use super::people::{People, WORKSPACE};
use super::process::KEY;

/// Days over which the acts are spread.
const DAYS: u32 = 364;

/// Owners whose acts are written at the same time: a hundred acts each, so that one statement stays within its places.
pub const AT_ONCE: usize = 4;

/// Where the teams come from: a file imported by hand.
const IMPORT: &str = "import";

/// Opens the store as the bot does.
pub async fn open(url: &str) -> anyhow::Result<Store> {
    let vault = Vault::new(KEY, StdRng::from_seed(rand::random()))?;
    Ok(Store::open(url, Arc::new(vault)).await?)
}

/// Fills the empty database.
pub async fn fill(url: &str, people: &People, acts: u32) -> anyhow::Result<()> {
    let store = open(url).await?;
    let workspace = WorkspaceId::from(WORKSPACE);
    let now = Millis::from(SystemClock::default().now());
    let teams = meet(&store, people, now).await?;
    let team_of = |number: u32| usize::try_from(people.team_of(number)).ok().and_then(|place| teams.get(place)).cloned();
    let mut rng = StdRng::seed_from_u64(1);
    let mut writing = JoinSet::new();
    for person in 0..people.count() {
        let count = acts / people.count() + u32::from(person < acts % people.count());
        let acts: Vec<Act> = (0..count).map(|number| act(people, person, number, count, now, &mut rng, &team_of)).collect();
        if writing.len() >= AT_ONCE {
            writing.join_next().await.transpose()?.transpose()?;
        }
        let (writer, changes) = (store.writer.clone(), changes(&workspace, people.in_turn(person), now, acts));
        writing.spawn(async move { writer.commit(changes).await });
    }
    while let Some(written) = writing.join_next().await {
        written??;
    }
    store.db.close().await;
    Ok(())
}

/// Puts everybody there, each in their team; gives the teams' ids.
pub async fn meet(store: &Store, people: &People, now: Millis) -> anyhow::Result<Vec<TeamId>> {
    let workspace = WorkspaceId::from(WORKSPACE);
    let listed: Vec<Person> = people.ids().map(person).collect();
    stored_people::save(store, &workspace, &listed, now).await?;
    let mut teams = Vec::new();
    for (number, name) in people.teams().iter().enumerate() {
        let id = TeamId::from(format!("load-team-{number}"));
        teams.push(stored_people::team_named(&store.db, &workspace, name, id, "csv").await?);
    }
    team_sources::arrange(&store.db, &workspace, &[IMPORT.to_owned()]).await?;
    let team_of = |number: u32| usize::try_from(people.team_of(number)).ok().and_then(|place| teams.get(place)).cloned();
    let told: Vec<(PersonId, Option<TeamId>)> =
        (0_u32..).zip(people.ids()).map(|(number, id)| (PersonId::from(id), team_of(number))).collect();
    stored_teams::say(store, &workspace, IMPORT, &told, now).await?;
    Ok(teams)
}

/// One of them; of every hundred three are away.
fn person(id: String) -> Person {
    let away = id.ends_with("17") || id.ends_with("42") || id.ends_with("88");
    Person {
        name: format!("Person {id}"),
        id: id.into(),
        zone: Some("Europe/Berlin".to_owned()),
        locale: Some("en-US".to_owned()),
        kind: Kind::Person,
        deactivated_at: None,
        status_emoji: if away { ":palm_tree:".to_owned() } else { String::new() },
        status_text: if away { String::new() } else { "In meetings until four".to_owned() },
        team: None,
        hidden_at: None,
        owner: false,
        slack_updated: 0,
    }
}

/// The act with this number among `count` of one person, from the oldest to the newest.
fn act(
    people: &People,
    person: u32,
    number: u32,
    count: u32,
    now: Millis,
    rng: &mut StdRng,
    team_of: &impl Fn(u32) -> Option<TeamId>,
) -> Act {
    let days_ago = i64::from(DAYS - DAYS * number / count);
    let at = now.plus(-days_ago * Millis::DAY);
    let receiver = people.helped_by(person, number);
    let receiver_number = receiver.trim_start_matches('U').parse().unwrap_or_default();
    let owner = PersonId::from(people.in_turn(person));
    Act {
        id: mint(at, rng).into(),
        giver: owner.clone(),
        owner,
        receiver: receiver.into(),
        giver_team: team_of(person),
        receiver_team: team_of(receiver_number),
        note: Note::new(&format!("helped with the numbers of spring, part {number}")),
        happened_on: Day(at.day_in(&TimeZone::UTC).0),
        recorded_at: at,
    }
}

/// What one owner's acts change.
pub fn changes(workspace: &WorkspaceId, owner: String, now: Millis, acts: Vec<Act>) -> Changes {
    Changes {
        workspace: workspace.clone(),
        owner: owner.into(),
        at: now,
        trigger: None,
        once: false,
        offered_join: false,
        acts,
        asks: Vec::new(),
        touches: Vec::new(),
    }
}
