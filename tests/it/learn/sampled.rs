//! Whose quiet ties become lessons: those that could come up in a plan, of enough people, and nobody's more than a tenth.
//! Who leaves takes theirs with them.

use std::collections::BTreeSet;

use goodturn::app::Actor;
use goodturn::domain::day::Week;
use goodturn::store::{preferences, tended};
use libtest_mimic::{Failed, Trial};
use serde_json::json;

use super::kit::{Kit, TEAM_SIZE, Tested, WEEK, id, workspace};
use crate::support::{Harness, TestDatabase};

/// The week at whose end the lessons are seen.
const SEEN: Week = WEEK;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("learn::only_who_could_be_named_is_in_question", in_question),
        cx.both("learn::nobody_has_more_than_a_tenth_of_the_lessons", tenth),
        cx.both("learn::fewer_than_five_people_have_no_lessons", few),
        cx.both("learn::a_week_of_which_fewer_than_five_are_left_teaches_nothing", few_left),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A company whose first members deal with nobody, whatever their number, until they are told to.
async fn company(database: &TestDatabase, people: usize, members: usize) -> Tested<Kit> {
    Kit::of(database, (people, members), SEEN.plus(1)).await
}

impl Kit {
    /// Quiet ties: the last contact lies two months back.
    async fn knew(&mut self, owner: usize, others: impl IntoIterator<Item = usize>) -> Tested {
        let entries: Vec<_> = others.into_iter().map(|other| (other, SEEN.plus(-8).monday())).collect();
        let changes = self.changes(owner, &entries);
        self.store.writer.commit(changes).await?;
        Ok(())
    }

    /// Whom an owner has lessons about.
    async fn asked_of(&mut self, owner: usize) -> Tested<BTreeSet<usize>> {
        let about = "SELECT COALESCE(MAX(people), '') FROM (SELECT STRING_AGG(person_id, ' ') AS people FROM lesson WHERE owner_id = ";
        let about = self.rows.text(&format!("{about}'{}') AS all_of_them", id(owner).as_str())).await?;
        Ok(about.split_whitespace().filter_map(|person| person[1..].parse().ok()).collect())
    }
}

async fn in_question(database: TestDatabase) -> Result<(), Failed> {
    let mut kit = company(&database, 60, 20).await?;
    // One of each, whom the first member knew: all but two hold a reason why they are not, or are, in question.
    let [usual, bot, gone, refused, hidden, away, at_rest, snoozed, tended_for_long, named_lately, named_before] =
        std::array::from_fn(|place| 30 + place);
    let team_mate = 1;
    kit.knew(0, (usual..=named_before).chain([team_mate])).await?;
    // So many of others that the week has enough without who was named lately.
    for owner in TEAM_SIZE..15 {
        kit.knew(owner, 41..60).await?;
    }
    kit.meets(bot, json!({"is_bot": true})).await?;
    kit.meets(gone, json!({"deleted": true})).await?;
    kit.meets(away, json!({"profile": {"status_emoji": ":palm_tree:", "status_text": "vacationing"}})).await?;
    let now = kit.app.now();
    kit.rows.change(&format!("UPDATE person SET hidden_at = 1 WHERE id = '{}'", id(hidden).as_str())).await?;
    let rests = |number: usize| Actor { workspace: workspace(), person: id(number) };
    kit.app.join(&rests(at_rest)).await?;
    kit.app.rest(&rests(at_rest), goodturn::app::rest::RestFor::OpenEnded).await?;
    let mut tx = kit.store.db.begin().await?;
    preferences::refuse(&mut tx, &workspace(), &id(0), &id(refused), Some(now)).await?;
    preferences::snooze(&mut tx, &workspace(), &id(0), &id(snoozed), SEEN.plus(5)).await?;
    tended::put(&mut tx, &workspace(), &id(0), &id(tended_for_long), 26, now).await?;
    tx.commit().await?;
    for (other, weeks) in [(named_lately, 3), (named_before, 4)] {
        let named = SEEN.plus(-weeks).0;
        let values = format!("('{}', '{}', '{}', {named}, 2)", workspace().as_str(), id(0).as_str(), id(other).as_str());
        kit.rows
            .change(&format!("INSERT INTO preference (workspace_id, owner_id, person_id, nudged_week, named_times) VALUES {values}"))
            .await?;
    }
    // Members who are gone, rest, or have the habit are reminded of nobody; who left is not planned for.
    kit.meets(TEAM_SIZE, json!({"deleted": true})).await?;
    kit.app.rest(&rests(TEAM_SIZE + 1), goodturn::app::rest::RestFor::OpenEnded).await?;
    kit.app.end_reminders(&rests(TEAM_SIZE + 2)).await?;
    kit.app.leave(&rests(TEAM_SIZE + 3)).await?;
    kit.plans(SEEN.plus(1)).await?;
    assert_eq!(kit.asked_of(0).await?, BTreeSet::from([usual, snoozed, tended_for_long, named_before]));
    for owner in TEAM_SIZE..15 {
        assert_eq!(kit.asked_of(owner).await?.is_empty(), owner <= TEAM_SIZE + 3, "{owner}");
    }
    Ok(())
}

async fn tenth(database: TestDatabase) -> Result<(), Failed> {
    let mut kit = company(&database, 80, 12).await?;
    kit.knew(0, 20..60).await?;
    for owner in 1..12 {
        kit.knew(owner, 30..35).await?;
    }
    kit.plans(SEEN.plus(1)).await?;
    assert_eq!((kit.asked_of(0).await?.len(), kit.asked_of(1).await?.len()), (6, 5));
    assert_eq!(kit.count("lesson").await?, 61);
    Ok(())
}

async fn few(database: TestDatabase) -> Result<(), Failed> {
    let mut kit = company(&database, 30, 6).await?;
    for owner in 0..4 {
        kit.knew(owner, 10..20).await?;
    }
    kit.plans(SEEN.plus(1)).await?;
    assert_eq!(kit.count("lesson").await?, 0);
    kit.knew(4, 10..20).await?;
    kit.plans(SEEN.plus(2)).await?;
    assert_eq!(kit.count("lesson").await?, 50);
    Ok(())
}

async fn few_left(database: TestDatabase) -> Result<(), Failed> {
    let mut kit = company(&database, 20, 7).await?;
    for (week, owners) in [(SEEN, 5), (SEEN.plus(-1), 6)] {
        let lessons: Vec<(usize, usize, u8)> = (0..owners).zip(1..).map(|(owner, mark)| (owner, owner + 10, mark)).collect();
        kit.lays_down(week, &lessons).await?;
    }
    kit.app.leave(&Actor { workspace: workspace(), person: id(2) }).await?;
    assert_eq!(kit.asked_of(2).await?, BTreeSet::new(), "they go with who leaves");
    kit.plans(SEEN.plus(6)).await?;
    let taught = |week: Week| format!("lesson_learnt WHERE week = {}", week.0);
    assert_eq!((kit.count(&taught(SEEN)).await?, kit.count("lesson").await?), (0, 0), "four people's would be left");
    assert_eq!(kit.count(&taught(SEEN.plus(-1))).await?, 5);
    Ok(())
}
