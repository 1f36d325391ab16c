//! An organisation that lives half a year with chances that are known: what the planner learns must be what is so.
//! Reminders are sent all the while, and people do as if they had not come: so the chance is the same for whoever was named, and when.

use goodturn::domain::day::{Day, Week};
use goodturn::domain::plan::features::OWN;
use goodturn::domain::plan::judgement::Judgement;
use goodturn::store::lessons;
use libtest_mimic::{Failed, Trial};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::kit::{Kit, TEAM_SIZE, Tested, WEEK, workspace};
use crate::support::{Harness, TestDatabase};

/// People, all of them members.
const PEOPLE: usize = 60;

/// People of other teams whom each of them deals with: more than are ever named, and so few that all of them are named again and again.
const KNOWN: usize = 20;
const FEW: usize = 8;

/// The chance that one of them deals with one of these in a week; it is the same in every week, whatever was before.
const WEEKLY: f64 = 0.08;

/// Weeks of which everything is entered at the beginning, and weeks that are lived.
const WEEKS: (i64, i64) = (12, 26);

/// People enter what they did so many days later, from the least to the most.
const LATE_DAYS: (i64, i64) = (3, 6);

/// How far the learnt share may be from the true one, in parts of it: it comes from some thousand cases, of which those of one tie overlap.
const APART_MAX: f64 = 0.1;

/// Cases and names without which the trial would say little, with many known and with few.
const ENOUGH: (usize, i64) = (1_000, 1_000);
const ENOUGH_OF_FEW: (usize, i64) = (500, 1_000);

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let many = cx.both("learn::half_a_year_teaches_the_chance_there_is", |database| half_a_year(database, KNOWN, ENOUGH));
    let few = cx.both("learn::half_a_year_teaches_where_all_are_named", |database| half_a_year(database, FEW, ENOUGH_OF_FEW));
    many.into_iter().chain(few).collect()
}

/// Who dealt with whom, on which day, and on which day that is entered.
#[derive(Clone, Copy)]
struct Dealt {
    owner: usize,
    other: usize,
    on: Day,
    entered: Day,
}

/// Whatever happens in a week.
fn happens(week: Week, known: usize, rng: &mut StdRng) -> Vec<Dealt> {
    let pairs = (0..PEOPLE).flat_map(|owner| (0..known).map(move |place| (owner, (owner + TEAM_SIZE + 2 * place) % PEOPLE)));
    let mut all = Vec::new();
    for (owner, other) in pairs {
        if rng.random_bool(WEEKLY) {
            let on = week.monday().plus(rng.random_range(0..7));
            all.push(Dealt { owner, other, on, entered: on.plus(rng.random_range(LATE_DAYS.0..=LATE_DAYS.1)) });
        }
    }
    all
}

impl Kit {
    /// Everybody enters what they did, by now.
    async fn enters(&mut self, dealt: &[Dealt]) -> Tested {
        let mut writing = Vec::new();
        for owner in 0..PEOPLE {
            let mut theirs: Vec<&Dealt> = dealt.iter().filter(|one| one.owner == owner).collect();
            theirs.sort_by_key(|one| one.entered);
            let entries: Vec<(usize, Day)> = theirs.into_iter().map(|one| (one.other, one.on)).collect();
            if !entries.is_empty() {
                writing.push(self.changes(owner, &entries));
            }
        }
        for written in futures_util::future::join_all(writing.into_iter().map(|changes| self.store.writer.commit(changes))).await {
            written?;
        }
        Ok(())
    }
}

async fn half_a_year(database: TestDatabase, known_to_each: usize, enough: (usize, i64)) -> Result<(), Failed> {
    let mut kit = Kit::of(&database, (PEOPLE, PEOPLE), WEEK).await?;
    let mut rng = StdRng::seed_from_u64(7);
    let mut dealt: Vec<Dealt> = (1..=WEEKS.0).rev().flat_map(|ago| happens(WEEK.plus(-ago), known_to_each, &mut rng)).collect();
    let mut named = 0;
    for week in (0..WEEKS.1).map(|week| WEEK.plus(week)) {
        kit.until(week);
        let today = week.monday().plus(-1);
        let (known, later): (Vec<Dealt>, Vec<Dealt>) = dealt.into_iter().partition(|one| one.entered <= today);
        kit.enters(&known).await?;
        kit.plans(week).await?;
        named += kit.sends(week).await?;
        dealt = later;
        dealt.extend(happens(week, known_to_each, &mut rng));
    }
    let rows = lessons::learnt(&kit.store.db, &workspace()).await?;
    assert!(rows.len() >= enough.0 && named >= enough.1, "{} cases, {named} names", rows.len());
    let (_, learnt) = lessons::judgement(&kit.store.db, &workspace()).await?.ok_or("something was learnt")?;
    let learnt: Judgement<OWN> = Judgement::parse(&learnt).ok_or("it can be read")?;
    // The floor is a quarter of the usual share; and the chance of a usual tie, the mean over all that were seen.
    let usual = learnt.floor * 4.0;
    let chance = mean(&learnt, rows.iter().map(|(seen, _)| seen.as_slice()));
    let is = 1.0 - (1.0 - WEEKLY).powi(4);
    for share in [usual, chance] {
        assert!((share / is - 1.0).abs() < APART_MAX, "learnt {usual:.3} and {chance:.3}, true is {is:.3}, from {} cases", rows.len());
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "some thousand cases")]
fn mean<'a>(learnt: &Judgement<OWN>, seen: impl ExactSizeIterator<Item = &'a [u8]>) -> f64 {
    let n = seen.len() as f64;
    let chance = |seen: &[u8]| {
        let (values, _) = seen.as_chunks::<4>();
        learnt.chance(&std::array::from_fn(|place| f32::from_le_bytes(values[place])))
    };
    seen.map(chance).sum::<f64>() / n
}
