//! What a workspace has after a year besides entries and reminders: what was learnt week by week, cards, holidays, people who are away or at rest,
//! refusals and snoozes, asks that were answered and introductions. All of it is read when a week is planned.

use goodturn::domain::card::{Draft, LINES_MAX, Read};
use goodturn::domain::day::{Day, Millis, Week};
use goodturn::domain::ids::{PersonId, TeamId, WorkspaceId};
use goodturn::domain::plan::features::{CONSTANT, OWN, RULE};
use goodturn::domain::plan::judgement::Judgement;
use goodturn::domain::plan::learn::{Row, probability};
use goodturn::domain::quiet::Quiet;
use goodturn::store::cards::{self, Edit};
use goodturn::store::db::{Db, sql};
use goodturn::store::lessons::{self, Lesson};
use goodturn::store::{Store, holidays, members, preferences};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::people::{People, WORKSPACE};

/// Weeks of which the outcomes are known.
const LEARNT_WEEKS: i64 = 52;

/// Weeks whose lessons wait for their outcomes: seen two to six weeks before the week that is planned.
const OPEN_WEEKS: std::ops::RangeInclusive<i64> = 2..=6;

/// Lessons of a week.
const LESSONS: u32 = 1_000;

/// Lessons that one statement writes.
const LESSONS_AT_ONCE: usize = 500;

/// Teams that have a card besides those that people are in by the import: teams that members named, former ones.
const TEAMS_BESIDE: usize = 360;

/// Of so many teams one wants quiet at times.
const QUIET_EVERY: usize = 5;

/// Of so many members one is at rest.
const RESTS_EVERY: u32 = 33;

/// Of so many members one put somebody off until after the week.
const SNOOZES_EVERY: u32 = 12;

/// Years of holidays that an admin put in, and how many days a year.
const HOLIDAYS: (i64, i64) = (3, 12);

/// What lines of cards are about.
const SUBJECTS: [&str; 24] = [
    "forecasts",
    "contracts",
    "onboarding",
    "invoices",
    "dashboards",
    "interviews",
    "translations",
    "audits",
    "deployments",
    "pricing",
    "research",
    "training",
    "logistics",
    "warranty",
    "security",
    "analytics",
    "design",
    "negotiation",
    "compliance",
    "planning",
    "support",
    "newsletters",
    "prototypes",
    "measurements",
];

/// Whoever the reminders of the last quarter named is remembered with the week in which it was last.
const NAMED: &str = "INSERT INTO preference (workspace_id, owner_id, person_id, nudged_week, named_times) \
    SELECT workspace_id, member_id, contact_id, MAX(week), 1 FROM nudge WHERE state = 'sent' GROUP BY workspace_id, member_id, contact_id \
    ON CONFLICT (workspace_id, owner_id, person_id) DO UPDATE SET nudged_week = excluded.nudged_week, named_times = 1";

/// Help received that ended an ask, in one of eight entries.
const ASKS: &str = "INSERT INTO ask (workspace_id, id, asker_id, askee_id, askee_team, note_sealed, note_print, asked_on, recorded_at, state, act_id) \
    SELECT workspace_id, 'Q' || id, owner_id, giver_id, giver_team, note_sealed, note_print, happened_on - 3, recorded_at, 'answered', id \
    FROM act WHERE owner_id = receiver_id AND CAST(SUBSTR(owner_id, 2) AS INTEGER) % 8 = 0";

/// Conversations that were opened: one for each fortieth member, between two whom they keep warm.
const INTRODUCTIONS: &str = "INSERT INTO introduction (workspace_id, id, broker_id, a_id, b_id, why_sealed, state, proposed_at, lapses_at, opened_at) \
    SELECT one.workspace_id, 'I' || one.owner_id, one.owner_id, MIN(one.person_id), MAX(one.person_id), \
    (SELECT note_sealed FROM act LIMIT 1), 'opened', 1, 2, MAX(one.added_at) FROM tended AS one \
    WHERE CAST(SUBSTR(one.owner_id, 2) AS INTEGER) % 40 = 0 GROUP BY one.workspace_id, one.owner_id HAVING COUNT(*) > 1";

/// Puts all of it there, as it is when `next` is about to be planned.
pub async fn fill(store: &Store, people: &People, teams: &[TeamId], now: Millis, next: Week) -> anyhow::Result<()> {
    let (workspace, db) = (WorkspaceId::from(WORKSPACE), &store.db);
    for text in [NAMED, ASKS, INTRODUCTIONS] {
        db.execute(sql(text)).await?;
    }
    for number in 0..people.count() {
        let owner = PersonId::from(people.in_turn(number));
        if number % RESTS_EVERY == 1 {
            members::rest(db, &workspace, &owner, Some(now.plus(20 * Millis::DAY)), now).await?;
        }
        if let Some(&other) = contacts(people, number).get(3).filter(|_| number % SNOOZES_EVERY == 0) {
            let mut tx = db.begin().await?;
            preferences::snooze(&mut tx, &workspace, &owner, &people.in_turn(other).into(), next.plus(1)).await?;
            tx.commit().await?;
        }
    }
    let day = |at: i64| Day(next.monday().0 - 365 * (HOLIDAYS.0 - 1) + at * 365 / HOLIDAYS.1);
    let days: Vec<(Day, String)> = (0..HOLIDAYS.0 * HOLIDAYS.1).map(|at| (day(at), format!("Holiday {at}"))).collect();
    holidays::add(db, &workspace, &days).await?;
    let beside = (0..TEAMS_BESIDE).map(|number| TeamId::new(format!("load-team-beside-{number}")));
    for (number, team) in teams.iter().cloned().chain(beside).enumerate() {
        card(store, &workspace, (number, &team), people, now).await?;
    }
    learnt(db, &workspace, people, next).await
}

fn contacts(people: &People, number: u32) -> &[u32] {
    people.company().map_or(&[], |company| company.contacts(number))
}

/// A card as full as it can be.
async fn card(
    store: &Store,
    workspace: &WorkspaceId,
    (number, team): (usize, &TeamId),
    people: &People,
    now: Millis,
) -> anyhow::Result<()> {
    let line = |what: &str, line: usize| format!("{what} {} and what comes after", SUBJECTS[(number * 7 + line * 5) % SUBJECTS.len()]);
    let quiet = if number.is_multiple_of(QUIET_EVERY) { vec![Quiet::MonthEnds(3), Quiet::Weekly(4)] } else { Vec::new() };
    let read = Read {
        struggles: (0..LINES_MAX).map(|at| line("making sense of", at)).collect(),
        offers: (LINES_MAX..2 * LINES_MAX).map(|at| line("years of", at)).collect(),
        quiet,
    };
    let text = "time to think a thing through before it is built".to_owned();
    let draft = Draft { protects: text.clone(), front_door: text, ..Draft::default() };
    let by = PersonId::from(people.in_turn(u32::try_from(number)?));
    let ids: Vec<String> = (0..2 * LINES_MAX).map(|at| format!("load-line-{number}-{at}")).collect();
    let first = ids.first().cloned().unwrap_or_default();
    cards::write(store, workspace, Edit { team, by: &by, at: now, draft: &draft, read: &read, before: None, ids }).await?;
    // Two of them want it in the digest.
    for more in 0..2 {
        cards::show(&store.db, workspace, team, &first, &people.in_turn(u32::try_from(number)? + more).into()).await?;
    }
    Ok(())
}

/// A year of lessons, those of the last weeks still open, and what was learnt from them.
async fn learnt(db: &Db, workspace: &WorkspaceId, people: &People, next: Week) -> anyhow::Result<()> {
    let mut rng = StdRng::seed_from_u64(5);
    let mut all: Vec<Row<OWN>> = Vec::new();
    let last = OPEN_WEEKS.end() + 1;
    for ago in (last..last + LEARNT_WEEKS).rev() {
        let of_week: Vec<Row<OWN>> = (0..LESSONS).map(|_| seen(&mut rng)).collect();
        for (chunk, some) in (0_i64..).zip(of_week.chunks(LESSONS_AT_ONCE)) {
            let row = |(place, row): (i64, &Row<OWN>)| {
                let number = chunk * i64::try_from(LESSONS_AT_ONCE).unwrap_or(0) + place;
                vec![WORKSPACE.into(), next.plus(-ago).0.into(), number.into(), bytes(row).into(), i64::from(row.came).into()]
            };
            let rows = (0_i64..).zip(some).map(row);
            db.execute(sql("INSERT INTO lesson_learnt (workspace_id, week, number, seen, came) VALUES ").rows(rows)).await?;
        }
        all.extend(of_week);
    }
    for ago in OPEN_WEEKS {
        let week = next.plus(-ago);
        let open = (0..LESSONS).filter_map(|number| {
            let owner = (number * 10 + u32::try_from(ago).unwrap_or(0)) % people.count();
            let contact = contacts(people, owner).get(usize::try_from(ago).unwrap_or(0)).map(|&other| people.in_turn(other).into())?;
            Some(Lesson { week, owner: people.in_turn(owner).into(), contact, seen: bytes(&seen(&mut rng)) })
        });
        lessons::keep(db, workspace, &open.collect::<Vec<_>>()).await?;
    }
    // What the week before had learnt is where this one begins.
    let before = Judgement::learnt(&all[..all.len() - usize::try_from(LESSONS)?], None);
    lessons::set_judgement(db, workspace, next.plus(-1), before.bytes()).await?;
    Ok(())
}

fn bytes(row: &Row<OWN>) -> Vec<u8> {
    row.seen.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// A tie as it might be seen, with the outcome that the rule of young workspaces makes likely.
fn seen(rng: &mut StdRng) -> Row<OWN> {
    let busy: f32 = rng.random_range(0.0..2.5);
    let mut seen: [f32; OWN] = std::array::from_fn(|_| (busy * rng.random::<f32>() * 2.0).ln_1p());
    seen[CONSTANT] = 1.0;
    seen[RULE] = busy * rng.random_range(0.5..1.0);
    Row { seen, came: rng.random_bool(probability(-3.26 + 1.354 * f64::from(seen[RULE]))) }
}
