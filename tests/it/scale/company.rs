//! A company for plans of many people: made by the store itself and not by conversations, which would take minutes.
//! Whom people know is the same each time, and spread so that the members of a small company never compete for anybody.

use std::sync::Arc;

use goodturn::app::App;
use goodturn::clock::SimClock;
use goodturn::domain::day::{Day, Millis, Week};
use goodturn::domain::entry::Act;
use goodturn::domain::ids::{PersonId, TeamId, WorkspaceId};
use goodturn::domain::note::Note;
use goodturn::domain::nudge::{Nudge, NudgeState, Reason, SmallAct};
use goodturn::domain::slot::SlotTime;
use goodturn::store::commit::Changes;
use goodturn::store::{Store, contacts, members, nudges, own_teams, preferences, tended};
use goodturn::vault::Vault;
use jiff::civil::date;
use jiff::tz::TimeZone;
use libtest_mimic::Failed;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::json;

use crate::crash::rows::Rows;
use crate::support::TestDatabase;

/// Colleagues that each member deals with.
const KNOWN: usize = 6;

/// People of one team.
const TEAM_SIZE: usize = 9;

/// The week that is planned: it begins on the second of March 2026, a Monday.
pub const WEEK: Week = Week(2931);

pub struct Company {
    pub app: App,
    pub store: Store,
    pub people: usize,
    pub rows: Rows,
    members: usize,
    clock: Arc<SimClock>,
}

pub fn workspace() -> WorkspaceId {
    "T0000000001".into()
}

pub fn id(number: usize) -> PersonId {
    PersonId::new(format!("U{number:06}"))
}

fn team(number: usize) -> TeamId {
    TeamId::new(format!("team-{}", number / TEAM_SIZE))
}

impl Company {
    /// So many people of whom so many are members who deal with others; on a Sunday noon.
    pub async fn of(database: &TestDatabase, people: usize, members: usize) -> Result<Self, Failed> {
        let vault = Arc::new(Vault::new(&Vault::generate_key(&mut StdRng::seed_from_u64(1)), StdRng::seed_from_u64(2))?);
        let store = Store::open(&database.url, vault).await?;
        let now = date(2026, 3, 1).at(12, 0, 0, 0).to_zoned(TimeZone::UTC)?.timestamp();
        let clock = Arc::new(SimClock::at(now));
        let app = App::new(store.clone(), Arc::<SimClock>::clone(&clock), StdRng::seed_from_u64(3));
        app.install(&workspace(), &"UBOT".into(), "xoxb-test").await?;
        let rows = Rows::of(database).await?;
        let company = Self { app, store, people, rows, members, clock };
        company.meets_everybody().await?;
        for number in 0..members {
            let slot = SlotTime { weekday: i8::try_from(number % 5)?, hour: 10 };
            members::join(&company.store.db, &workspace(), &id(number), slot, 2, company.now().plus(-300 * Millis::DAY)).await?;
        }
        let writing: Vec<_> = (0..members).map(|number| company.changes(number, company.year(number))).collect();
        for some in writing.chunks(16) {
            let all = some.iter().map(|changes| company.store.writer.commit(changes.clone()));
            for written in futures_util::future::join_all(all).await {
                written?;
            }
        }
        Ok(company)
    }

    async fn meets_everybody(&self) -> Result<(), Failed> {
        let zones = ["Europe/Berlin", "America/New_York", "Asia/Singapore"];
        let user = |number: usize| {
            let name = format!("person{number}");
            let profile = json!({"display_name": name, "status_emoji": if number % 31 == 30 { ":palm_tree:" } else { "" }});
            json!({"id": id(number).as_str(), "name": name, "tz": zones[number % 3], "profile": profile})
        };
        let page = (0..self.people).map(|number| goodturn::slack::people::person(&user(number), &workspace(), self.now()));
        let page = page.collect::<Option<Vec<_>>>().ok_or("people")?;
        self.app.sync_page(&workspace(), &page, None, self.app.now()).await?;
        // One person in thirteen is in no team that a source knows.
        let known = (0..self.people).filter(|number| number % 13 != 12 || *number < self.members);
        let rows: Vec<String> = known.map(|number| format!("{},{}", id(number).as_str(), team(number).as_str())).collect();
        self.app.import_teams(&workspace(), &format!("user,team\n{}\n", rows.join("\n"))).await?;
        Ok(())
    }

    pub fn now(&self) -> Millis {
        self.app.now()
    }

    pub fn passes(&self, ms: i64) {
        self.clock.move_to(self.now().plus(ms).timestamp());
    }

    /// Whom a member deals with. In a company of many members everybody is known by six, in one of few members by two at most.
    fn knows(&self, number: usize) -> Vec<usize> {
        if self.members == self.people {
            return (0..KNOWN).map(|place| (number + 11 + 37 * place) % self.people).collect();
        }
        let others = self.people - self.members;
        (0..KNOWN).map(|place| self.members + (number * KNOWN + place) % others).collect()
    }

    /// A member's entries: with most the last one lies months back, with some weeks.
    fn year(&self, number: usize) -> Vec<Act> {
        let mut all = Vec::new();
        for (place, other) in self.knows(number).into_iter().enumerate().skip(usize::from(number.is_multiple_of(7))) {
            let ago = i64::try_from(3 + (number * 5 + place * 17) % 280).unwrap_or(3);
            all.push(self.act(number, other, (place, ago), true));
            if place % 3 == 0 {
                all.push(self.act(number, other, (place + KNOWN, ago + 9), false));
            }
            if place % 2 == 0 {
                all.push(self.act(number, other, (place + 2 * KNOWN, ago + 30), true));
            }
        }
        all.sort_by_key(|act| act.happened_on);
        all
    }

    fn act(&self, owner: usize, other: usize, (number, days_ago): (usize, i64), gave: bool) -> Act {
        let at = self.now().plus(-days_ago * Millis::DAY);
        let (giver, receiver) = if gave { (owner, other) } else { (other, owner) };
        Act {
            id: format!("A{owner:06}-{number:03}").into(),
            owner: id(owner),
            giver: id(giver),
            receiver: id(receiver),
            giver_team: Some(team(giver)),
            receiver_team: Some(team(receiver)),
            note: Note::new("read through the draft"),
            happened_on: at.day_in(&TimeZone::UTC),
            recorded_at: at,
        }
    }

    fn changes(&self, owner: usize, acts: Vec<Act>) -> Changes {
        Changes {
            workspace: workspace(),
            owner: id(owner),
            at: self.now(),
            trigger: None,
            once: false,
            offered_join: false,
            acts,
            asks: Vec::new(),
            touches: Vec::new(),
        }
    }

    /// One more entry, as a command makes it: with somebody whom its owner did not know.
    pub async fn records(&self, number: usize) -> Result<(), Failed> {
        let owner = number % self.people;
        let act = self.act(owner, (owner + 5) % self.people, (100 + number, 0), true);
        self.store.writer.commit(self.changes(owner, vec![act])).await?;
        Ok(())
    }

    /// Everything that members can say about others, so that a plan looks at all of it.
    pub async fn says_all_there_is(&mut self) -> Result<(), Failed> {
        let (db, at) = (self.store.db.clone(), self.now().plus(-60 * Millis::DAY));
        for number in 0..self.members {
            let (owner, known) = (id(number), self.knows(number));
            let (first, last) = (id(known[0]), id(known[KNOWN - 1]));
            contacts::add(&db, &workspace(), &owner, &[first.clone(), last.clone()], at).await?;
            let mut tx = db.begin().await?;
            match number % 5 {
                0 => tended::put(&mut tx, &workspace(), &owner, &last, 6, at).await?,
                1 => preferences::refuse(&mut tx, &workspace(), &owner, &id(known[1]), Some(at)).await?,
                2 => preferences::snooze(&mut tx, &workspace(), &owner, &id(known[2]), WEEK.plus(1)).await?,
                _ => {}
            }
            let sent = (0_i64..).zip(&known[..3]).map(|(rank, &other)| sent(number, other, rank));
            nudges::insert(&mut tx, &workspace(), &sent.collect::<Vec<_>>()).await?;
            tx.commit().await?;
            for &other in known.iter().filter(|other| *other % 13 == 12) {
                own_teams::say(&db, &workspace(), &owner, &id(other), &team(other + 2 * TEAM_SIZE)).await?;
            }
        }
        // Some of those who are named are members, too, and at rest; two teams are known to be one's boundary.
        for number in self.members..self.members + 12 {
            members::join(&db, &workspace(), &id(number), SlotTime::DEFAULT, 2, at).await?;
            let until = self.now().plus(9 * Millis::DAY);
            members::rest(&db, &workspace(), &id(number), Some(until).filter(|_| number % 2 == 0), at).await?;
        }
        self.rows
            .change("UPDATE member SET boundary_team = (SELECT MAX(a.receiver_team) FROM act AS a WHERE a.owner_id = person_id)")
            .await?;
        self.rows.change(ASKS).await?;
        self.rows.change(INTRODUCTIONS).await?;
        Ok(())
    }
}

/// Help received that ended an ask, for one owner in four.
const ASKS: &str = "INSERT INTO ask (workspace_id, id, asker_id, askee_id, askee_team, note_sealed, note_print, asked_on, recorded_at, state, act_id) \
    SELECT workspace_id, 'Q' || id, owner_id, giver_id, giver_team, note_sealed, note_print, happened_on - 3, recorded_at, 'answered', id \
    FROM act WHERE owner_id = receiver_id AND CAST(SUBSTR(owner_id, 2) AS INTEGER) % 4 = 0";

/// Introductions that opened: between the person of each third member's oldest entry and somebody else's, by the member.
const INTRODUCTIONS: &str = "INSERT INTO introduction (workspace_id, id, broker_id, a_id, b_id, why_sealed, state, proposed_at, lapses_at, opened_at) \
    SELECT one.workspace_id, 'I' || one.id, one.owner_id, one.receiver_id, two.receiver_id, one.note_sealed, 'opened', 1, 2, one.recorded_at \
    FROM act AS one JOIN act AS two ON two.workspace_id = one.workspace_id AND two.owner_id = one.owner_id AND two.receiver_id > one.receiver_id \
    WHERE one.id LIKE '%-001' AND two.id LIKE '%-002' AND CAST(SUBSTR(one.owner_id, 2) AS INTEGER) % 3 = 0";

/// A nudge of some weeks ago.
fn sent(owner: usize, other: usize, rank: i64) -> (Nudge, goodturn::domain::ids::MessageId) {
    let week = WEEK.plus(-3 - rank);
    let nudge = Nudge {
        id: format!("N{owner:06}-{rank}").into(),
        member: id(owner),
        week,
        rank,
        state: NudgeState::Sent,
        contact: id(other),
        contact_team: Some(team(other)),
        reason: [Reason::YouHelped, Reason::LongAgo, Reason::EachOther][owner % 3],
        reason_on: Day(week.monday().0 - 30),
        small_act: SmallAct::PassOnNews,
        take: 0,
        lines: None,
        score: 0.2,
        answer: None,
    };
    (nudge, format!("M{owner:06}-{rank}").into())
}
