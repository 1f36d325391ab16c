//! Fills a database with a large company that has used Goodturn for a year: everybody is a member, with entries, lists, refusals, the reminders of
//! the last quarter, and what comes with them (`habits`). By the store's own writer, so that ties are what live entries make of them.

use goodturn::domain::day::{Day, Millis, Week};
use goodturn::domain::entry::Act;
use goodturn::domain::ids::{MessageId, PersonId, TeamId, WorkspaceId, mint};
use goodturn::domain::note::Note;
use goodturn::domain::nudge::{Nudge, NudgeState, Reason, SmallAct};
use goodturn::domain::slot::SlotTime;
use goodturn::store::{Store, contacts, members, nudges, preferences, tended, workspaces};
use jiff::tz::TimeZone;
use rand::SeedableRng;
use rand::rngs::StdRng;
use tokio::task::JoinSet;

use super::company::{Company, Dealing};
use super::fill::{self, AT_ONCE};
use super::habits;
use super::people::{People, WORKSPACE};

/// Weeks of the last quarter in which a member had a reminder, counted back.
const REMINDED_WEEKS: [i64; 8] = [1, 2, 4, 6, 7, 9, 11, 13];

/// Nudges that one statement writes: well under the places it may have.
const NUDGES_AT_ONCE: usize = 500;

/// Of so many members one keeps two colleagues warm, and said whom they deal with.
const TENDS_EVERY: u32 = 3;

/// Of so many members one refused a colleague.
const REFUSES_EVERY: u32 = 10;

/// How often whom they keep warm is to be named, in weeks.
const CADENCE_WEEKS: i64 = 6;

/// The bot's own id.
const BOT: &str = "U0BOT";

/// Fills the empty database, so that `planned` is the last week that is planned at `now`. Tells how many acts there are.
pub async fn fill(url: &str, people: &People, now: Millis, planned: Week) -> anyhow::Result<usize> {
    let store = fill::open(url).await?;
    let workspace = WorkspaceId::from(WORKSPACE);
    let teams = fill::meet(&store, people, now.plus(-400 * Millis::DAY)).await?;
    workspaces::install(&store, &workspace, &BOT.into(), "xoxb-load", "UTC", now.plus(-400 * Millis::DAY)).await?;
    // In step with Slack, and not to be again while this is measured.
    workspaces::synced(&store.db, &workspace, None, now.plus(2 * Millis::DAY), now).await?;
    let acts = live(&store, people, &teams, now).await?;
    for number in 0..people.count() {
        let slot = SlotTime { weekday: i8::try_from(number % 5)?, hour: 10 };
        let at = now.plus(-365 * Millis::DAY);
        members::join(&store.db, &workspace, &PersonId::from(people.in_turn(number)), slot, 2, at).await?;
    }
    lists(&store, people, now, planned).await?;
    reminded(&store, people, &teams, planned).await?;
    habits::fill(&store, people, &teams, now, planned.plus(1)).await?;
    store.db.close().await;
    Ok(acts)
}

fn company(people: &People) -> anyhow::Result<&Company> {
    people.company().ok_or_else(|| anyhow::anyhow!("only a company has a year"))
}

/// Everybody's entries of a year.
async fn live(store: &Store, people: &People, teams: &[TeamId], now: Millis) -> anyhow::Result<usize> {
    let (workspace, company) = (WorkspaceId::from(WORKSPACE), company(people)?);
    let mut rng = StdRng::seed_from_u64(1);
    let mut writing = JoinSet::new();
    let mut all = 0;
    for person in 0..people.count() {
        let year = company.year(person);
        let acts: Vec<Act> = year.iter().map(|one| act(people, person, *one, now, &mut rng, teams)).collect();
        all += acts.len();
        if writing.len() >= AT_ONCE {
            writing.join_next().await.transpose()?.transpose()?;
        }
        let (writer, changes) = (store.writer.clone(), fill::changes(&workspace, people.in_turn(person), now, acts));
        writing.spawn(async move { writer.commit(changes).await });
    }
    while let Some(written) = writing.join_next().await {
        written??;
    }
    Ok(all)
}

fn act(people: &People, person: u32, one: Dealing, now: Millis, rng: &mut StdRng, teams: &[TeamId]) -> Act {
    let at = now.plus(one.day * Millis::DAY);
    let (owner, other) = (PersonId::from(people.in_turn(person)), PersonId::from(people.in_turn(one.with)));
    let team = |number: u32| usize::try_from(people.team_of(number)).ok().and_then(|place| teams.get(place)).cloned();
    let (own, theirs) = (team(person), team(one.with));
    let (giver, receiver) = if one.gave { (owner.clone(), other) } else { (other, owner.clone()) };
    let (giver_team, receiver_team) = if one.gave { (own, theirs) } else { (theirs, own) };
    let note = Note::new("helped with the numbers of spring, the part about last year");
    let (happened_on, recorded_at) = (Day(at.day_in(&TimeZone::UTC).0), at);
    Act { id: mint(at, rng).into(), owner, giver, receiver, giver_team, receiver_team, note, happened_on, recorded_at }
}

/// Whom they keep warm, whom they refused, and that this week is planned.
async fn lists(store: &Store, people: &People, now: Millis, planned: Week) -> anyhow::Result<()> {
    let (workspace, company) = (WorkspaceId::from(WORKSPACE), company(people)?);
    let at = now.plus(-100 * Millis::DAY);
    let everybody: Vec<PersonId> = people.ids().map(PersonId::from).collect();
    for (number, owner) in (0_u32..).zip(&everybody) {
        let known: Vec<PersonId> = company.contacts(number).iter().map(|&other| people.in_turn(other).into()).collect();
        if number % TENDS_EVERY == 0 {
            contacts::add(&store.db, &workspace, owner, &known[..known.len().min(5)], at).await?;
        }
        let mut tx = store.db.begin().await?;
        for one in known.iter().take(2).filter(|_| number % TENDS_EVERY == 0) {
            tended::put(&mut tx, &workspace, owner, one, CADENCE_WEEKS, at).await?;
        }
        for one in known.iter().skip(2).take(1).filter(|_| number % REFUSES_EVERY == 0) {
            preferences::refuse(&mut tx, &workspace, owner, one, Some(at)).await?;
        }
        members::planned(&mut tx, &workspace, std::slice::from_ref(owner), planned).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The nudges of the last quarter: two that were sent and three that stood by, for each reminder.
async fn reminded(store: &Store, people: &People, teams: &[TeamId], planned: Week) -> anyhow::Result<()> {
    let (workspace, company) = (WorkspaceId::from(WORKSPACE), company(people)?);
    let mut rng = StdRng::seed_from_u64(4);
    for ago in REMINDED_WEEKS {
        let week = planned.plus(-ago);
        let mut all = Vec::new();
        for person in 0..people.count() {
            let contacts = company.contacts(person);
            for (rank, &other) in (0_i64..5).zip(contacts.iter().cycle().skip(usize::try_from(ago)? * 5).take(contacts.len())) {
                let state = if rank < 2 { NudgeState::Sent } else { NudgeState::Withdrawn };
                let nudge = Nudge {
                    id: mint(Millis(week.monday().0 * Millis::DAY), &mut rng).into(),
                    member: people.in_turn(person).into(),
                    week,
                    rank,
                    state,
                    contact: people.in_turn(other).into(),
                    contact_team: usize::try_from(people.team_of(other)).ok().and_then(|place| teams.get(place)).cloned(),
                    reason: Reason::ALL[usize::try_from(i64::from(person) + ago + rank)? % Reason::ALL.len()],
                    reason_on: week.monday(),
                    small_act: SmallAct::PassOnNews,
                    take: 0,
                    lines: None,
                    score: 0.2,
                    answer: None,
                };
                all.push((nudge, MessageId::from(format!("load-message-{}-{person}", week.0))));
            }
        }
        for some in all.chunks(NUDGES_AT_ONCE) {
            let mut tx = store.db.begin().await?;
            nudges::insert(&mut tx, &workspace, some).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}
