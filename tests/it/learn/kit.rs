//! A small company whose weeks are planned, one Sunday after the other, with its entries written by the store itself.
//! Lessons may also be laid down by hand, each with a mark in what was seen, as they name nobody once they are learnt from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use goodturn::app::App;
use goodturn::app::plan_week::Planned;
use goodturn::clock::SimClock;
use goodturn::domain::day::{Day, Millis, Week};
use goodturn::domain::entry::Act;
use goodturn::domain::ids::{MessageId, PersonId, TeamId, WorkspaceId, mint};
use goodturn::domain::note::Note;
use goodturn::domain::plan::features::OWN;
use goodturn::domain::slot::SlotTime;
use goodturn::store::commit::Changes;
use goodturn::store::lessons::{self, Lesson};
use goodturn::store::{Store, members, nudges, preferences};
use goodturn::vault::Vault;
use libtest_mimic::Failed;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::json;

use crate::crash::rows::Rows;
use crate::support::TestDatabase;

pub type Tested<T = ()> = Result<T, Failed>;

/// People of one team.
pub const TEAM_SIZE: usize = 5;

/// The week that begins on the second of March 2026.
pub const WEEK: Week = Week(2931);

pub struct Kit {
    pub app: App,
    pub store: Store,
    pub rows: Rows,
    clock: Arc<SimClock>,
    ids: StdRng,
}

pub fn workspace() -> WorkspaceId {
    "T0000000001".into()
}

pub fn id(number: usize) -> PersonId {
    PersonId::new(format!("U{number:03}"))
}

fn team(number: usize) -> TeamId {
    TeamId::new(format!("team-{}", number / TEAM_SIZE))
}

/// The Sunday noon on which the week is planned.
fn sunday(week: Week) -> Millis {
    Millis(week.monday().plus(-1).0 * Millis::DAY).plus(12 * Millis::HOUR)
}

impl Kit {
    /// So many people of whom the first so many are members; on the Sunday before the week.
    pub async fn of(database: &TestDatabase, (people, members): (usize, usize), week: Week) -> Tested<Self> {
        let vault = Arc::new(Vault::new(&Vault::generate_key(&mut StdRng::seed_from_u64(1)), StdRng::seed_from_u64(2))?);
        let store = Store::open(&database.url, vault).await?;
        let clock = Arc::new(SimClock::at(sunday(week).timestamp()));
        let app = App::new(store.clone(), Arc::<SimClock>::clone(&clock), StdRng::seed_from_u64(3));
        app.install(&workspace(), &"UBOT".into(), "xoxb-test").await?;
        let kit = Self { app, store, rows: Rows::of(database).await?, clock, ids: StdRng::seed_from_u64(4) };
        for number in 0..people {
            kit.meets(number, json!({})).await?;
        }
        let rows: Vec<String> = (0..people).map(|number| format!("{},{}", id(number).as_str(), team(number).as_str())).collect();
        kit.app.import_teams(&workspace(), &format!("user,team\n{}\n", rows.join("\n"))).await?;
        for number in 0..members {
            let slot = SlotTime { weekday: i8::try_from(number % 5)?, hour: 10 };
            members::join(&kit.store.db, &workspace(), &id(number), slot, 3, kit.app.now().plus(-300 * Millis::DAY)).await?;
        }
        Ok(kit)
    }

    /// What Slack tells of somebody, with some more fields.
    pub async fn meets(&self, number: usize, more: serde_json::Value) -> Tested {
        let mut user = json!({"id": id(number).as_str(), "name": format!("person{number}"), "tz": "Europe/Berlin"});
        if let (Some(user), Some(more)) = (user.as_object_mut(), more.as_object()) {
            user.extend(more.clone());
        }
        let person = goodturn::slack::people::person(&user, &workspace(), self.app.now()).ok_or("a person")?;
        self.app.person_changed(&workspace(), &person).await?;
        Ok(())
    }

    /// One owner's entries: with whom, and on which day.
    pub fn changes(&mut self, owner: usize, entries: &[(usize, Day)]) -> Changes {
        let at = self.app.now();
        let act = |&(other, on): &(usize, Day)| Act {
            id: mint(at, &mut self.ids).into(),
            owner: id(owner),
            giver: id(owner),
            receiver: id(other),
            giver_team: Some(team(owner)),
            receiver_team: Some(team(other)),
            note: Note::new("read through the draft"),
            happened_on: on,
            recorded_at: at,
        };
        let acts = entries.iter().map(act).collect();
        let (trigger, once, offered_join) = (None, false, false);
        Changes { workspace: workspace(), owner: id(owner), at, trigger, once, offered_join, acts, asks: Vec::new(), touches: Vec::new() }
    }

    /// Somebody enters that they helped somebody on a day.
    pub async fn gives(&mut self, owner: usize, other: usize, on: Day) -> Tested {
        let changes = self.changes(owner, &[(other, on)]);
        self.store.writer.commit(changes).await?;
        Ok(())
    }

    /// The Sunday comes on which this week is planned.
    pub fn until(&self, week: Week) {
        self.clock.move_to(sunday(week).timestamp());
    }

    /// Plans the week, on its Sunday.
    pub async fn plans(&self, week: Week) -> Tested<Planned> {
        self.until(week);
        Ok(self.app.plan_week(&workspace()).await?.ok_or("nobody else plans")?)
    }

    /// The week's reminders are sent, with whom they name. Tells how many they name.
    pub async fn sends(&mut self, week: Week) -> Tested<i64> {
        let chosen = format!("FROM nudge WHERE week = {} AND state = 'chosen'", week.0);
        let named = self.rows.number(&format!("SELECT COUNT(*) {chosen}")).await?;
        let messages = self.rows.text(&format!("SELECT COALESCE(STRING_AGG(message_id, ' '), '') {chosen}")).await?;
        let messages: BTreeSet<MessageId> = messages.split_whitespace().map(MessageId::from).collect();
        let mut tx = self.store.db.begin().await?;
        for message in &messages {
            preferences::named(&mut tx, &workspace(), message, week).await?;
            nudges::sent(&mut tx, &workspace(), message).await?;
        }
        tx.commit().await?;
        Ok(named)
    }

    /// Lays down lessons seen in a week, each with a mark by which it is known again.
    pub async fn lays_down(&self, week: Week, of: &[(usize, usize, u8)]) -> Tested {
        let lesson =
            |&(owner, contact, mark): &(usize, usize, u8)| Lesson { week, owner: id(owner), contact: id(contact), seen: marked(mark) };
        lessons::keep(&self.store.db, &workspace(), &of.iter().map(lesson).collect::<Vec<_>>()).await?;
        Ok(())
    }

    /// What was learnt: whether the tie came back, by the lesson's mark.
    pub async fn learnt(&self) -> Tested<BTreeMap<u8, bool>> {
        let rows = lessons::learnt(&self.store.db, &workspace()).await?;
        Ok(rows.into_iter().map(|(seen, came)| (mark_of(&seen), came)).collect())
    }

    pub async fn count(&mut self, table: &str) -> Tested<i64> {
        self.rows.number(&format!("SELECT COUNT(*) FROM {table}")).await
    }
}

fn marked(mark: u8) -> Vec<u8> {
    let mut seen = [0.0_f32; OWN];
    seen[0] = 1.0;
    seen[OWN - 1] = f32::from(mark);
    seen.iter().flat_map(|value| value.to_le_bytes()).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "marks are small whole numbers")]
fn mark_of(seen: &[u8]) -> u8 {
    let (values, _) = seen.as_chunks::<4>();
    values.last().map_or(0, |last| f32::from_le_bytes(*last) as u8)
}
