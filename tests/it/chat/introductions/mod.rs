//! Introductions: both are asked in private, nobody learns of a no or of silence, and the broker's answer never tells who joined.

mod delivery;
mod random;
mod suggested;
mod told;

use libtest_mimic::Trial;
use serde_json::Value;

use super::world::{Tested, World, id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let own = [
        cx.both("introductions::two_yeses_open_a_conversation", opens),
        cx.both("introductions::a_no_of_the_first_one_asks_nobody_else", no_from_a),
        cx.both("introductions::a_no_of_the_second_one_tells_nobody", no_from_b),
        cx.both("introductions::silence_lapses_in_silence", silence),
        cx.both("introductions::only_members_are_asked", members_only),
        cx.both("introductions::a_rest_is_waited_for", rest),
        cx.both("introductions::who_leaves_or_hides_in_the_middle_ends_it", leave),
        cx.both("introductions::who_has_the_habit_is_still_asked", habit),
        cx.both("introductions::one_question_at_a_time_and_one_a_day", one_at_a_time),
        cx.both("introductions::a_question_keeps_clear_of_the_reminder", clear_of_reminder),
        cx.both("introductions::two_are_asked_about_each_other_once", pair_once),
        cx.both("introductions::a_quiet_period_is_waited_for", quiet),
    ];
    let own = own.into_iter().flatten();
    own.chain(delivery::trials(cx)).chain(told::trials(cx)).chain(suggested::trials(cx)).chain(random::trials(cx)).collect()
}

const PROPOSAL: &str = "/goodturn introduce @Ana @Lee how customers talk about us";
const YES: &str = "Yes, introduce us";
const NO: &str = "No, thank you";

/// A world in which these people joined.
async fn world(database: TestDatabase, members: &[&str]) -> World {
    let world = World::new(database).await;
    for who in members {
        world.types(who, "/goodturn join").await;
    }
    world
}

impl World {
    /// Group conversations that the bot has written in, each with its messages.
    fn groups(&self) -> Vec<Vec<Value>> {
        let mut channels: Vec<String> = self
            .stage
            .slack
            .log()
            .into_iter()
            .filter_map(|entry| match entry {
                standin::Entry::Posted { channel, .. } if channel.starts_with('C') => Some(channel),
                _ => None,
            })
            .collect();
        channels.sort();
        channels.dedup();
        channels.iter().map(|channel| self.stage.slack.conversation(channel)).filter(|messages| !messages.is_empty()).collect()
    }

    /// Presses a button of the group's message.
    async fn presses_in_group(&self, who: &str, action: &str) {
        let groups = self.groups();
        let message = groups.first().and_then(|messages| messages.first()).expect("a group");
        self.stage.slack.click(&id(who), message["ts"].as_str().expect("a time stamp"), action, None).await.expect("the press arrives");
        self.stage.settle().await;
    }

    /// How many questions stand, or stood, in somebody's DM.
    fn questions(&self, who: &str) -> usize {
        self.dm(who).iter().filter(|message| message["text"].as_str().is_some_and(|text| text.starts_with("A question"))).count()
    }
}

async fn opens(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana", "Lee"]).await;
    world.types("Sam", PROPOSAL).await;
    assert_eq!((world.questions("Ana"), world.questions("Lee")), (1, 0), "the second one waits for the first");
    world.until("2026-03-03 09:00").await;
    world.presses("Ana", YES).await;
    assert!(world.groups().is_empty());
    world.until("2026-03-05 15:00").await;
    world.presses("Lee", YES).await;
    assert_eq!(world.groups().iter().map(Vec::len).collect::<Vec<_>>(), [1]);
    world.presses_in_group("Ana", "named-yes").await;
    world.presses_in_group("Sam", "named-yes").await;
    world.presses_in_group("Lee", "named-no").await;
    let mut rows = crate::crash::rows::Rows::of(&world.database).await?;
    assert_eq!(rows.number("SELECT COUNT(*) FROM touch").await?, 6, "each of the three was in touch with the other two");
    let named = "SELECT COUNT(*) FROM introduction WHERE opened_at IS NOT NULL AND channel_id IS NOT NULL AND named_by_a IS NOT NULL \
                 AND named_by_b IS NOT NULL AND named_by_broker IS NOT NULL AND published_at IS NULL AND a_team <> b_team";
    assert_eq!(rows.number(named).await?, 1);
    world.until("2026-03-30 12:00").await;
    assert_eq!(world.groups().iter().map(Vec::len).collect::<Vec<_>>(), [1], "and nothing more is written there");
    world.reads("introductions_open").await
}

async fn no_from_a(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana", "Lee"]).await;
    world.types("Sam", PROPOSAL).await;
    let answers = world.stage.slack.ephemerals(&id("Sam")).len();
    world.presses("Ana", NO).await;
    world.until("2026-03-25 12:00").await;
    assert_eq!((world.notes("Lee").len(), world.notes("Sam").len(), world.notes("Ana").len()), (0, 0, 1));
    assert_eq!(world.stage.slack.ephemerals(&id("Sam")).len(), answers, "the broker hears nothing");
    assert!(world.groups().is_empty());
    world.reads("introductions_no").await
}

async fn no_from_b(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana", "Lee"]).await;
    world.types("Sam", PROPOSAL).await;
    world.presses("Ana", YES).await;
    let before = world.notes("Ana");
    world.presses("Lee", NO).await;
    world.until("2026-03-25 12:00").await;
    assert_eq!(world.notes("Ana"), before, "nothing tells of the no, nor of the end");
    assert!(world.groups().is_empty() && world.notes("Sam").is_empty());
    world.ends().await
}

async fn silence(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana", "Lee"]).await;
    world.types("Sam", PROPOSAL).await;
    let before = world.notes("Ana");
    world.until("2026-03-20 12:00").await;
    assert_eq!(world.notes("Ana"), before, "no reminder, no louder question");
    assert!(world.notes("Lee").is_empty() && world.notes("Sam").is_empty());
    world.presses("Ana", YES).await;
    assert!(world.notes_text("Ana").contains("The time for this is over"), "{}", world.notes_text("Ana"));
    world.until("2026-04-20 12:00").await;
    assert!(world.notes("Lee").is_empty() && world.groups().is_empty());
    world.ends().await
}

async fn members_only(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana"]).await;
    world.types("Sam", PROPOSAL).await;
    assert_eq!(world.questions("Ana"), 1, "whether Lee joined is not told by not asking Ana");
    world.presses("Ana", YES).await;
    world.types("Sam", "/goodturn introduce @Tom @Mia the price list").await;
    world.until("2026-03-25 12:00").await;
    assert!(["Lee", "Tom", "Mia"].iter().all(|who| world.dm(who).is_empty()), "nobody is written to who has not joined");
    assert!(world.notes_text("Ana").contains("otherwise nothing more is said"));
    world.ends().await
}

async fn rest(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana", "Lee"]).await;
    world.types("Ana", "/goodturn rest 1 week").await;
    world.types("Sam", PROPOSAL).await;
    world.until("2026-03-08 23:00").await;
    assert_eq!(world.questions("Ana"), 0, "not during the rest");
    world.until("2026-03-09 09:00").await;
    assert_eq!(world.questions("Ana"), 1, "after it");
    world.types("Lee", "/goodturn rest").await;
    world.presses("Ana", YES).await;
    world.until("2026-03-12 09:00").await;
    assert_eq!(world.questions("Lee"), 0);
    world.types("Lee", "/goodturn back").await;
    world.until("2026-03-12 18:00").await;
    assert_eq!(world.questions("Lee"), 1);
    world.ends().await
}

async fn habit(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana", "Lee"]).await;
    world.until("2026-03-03 16:00").await;
    world.fault("chat.postMessage", standin::FaultKind::Http429 { retry_after_s: 600 }, 1);
    world.types("Sam", PROPOSAL).await;
    assert_eq!(world.questions("Ana"), 0, "Slack wants it later");
    world.presses("Ana", "I have the habit now").await;
    world.until("2026-03-03 16:30").await;
    assert_eq!(world.questions("Ana"), 1, "an end of reminders is no answer to somebody else's question");
    world.presses("Ana", YES).await;
    world.until("2026-03-04 16:30").await;
    assert_eq!(world.questions("Lee"), 1);
    world.ends().await
}

async fn leave(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana", "Lee", "Mia", "Tom", "Bo"]).await;
    world.types("Sam", PROPOSAL).await;
    world.presses("Ana", YES).await;
    assert_eq!(world.questions("Lee"), 1);
    world.types("Ana", "/goodturn leave").await;
    world.presses("Lee", YES).await;
    assert!(world.notes_text("Lee").contains("otherwise nothing more is said"), "the same words as ever");
    world.types("Sam", "/goodturn introduce @Mia @Tom the price list").await;
    world.presses("Mia", YES).await;
    assert_eq!(world.questions("Tom"), 1);
    world.types("Sam", "/goodturn leave").await;
    world.presses("Tom", YES).await;
    world.until("2026-03-04 12:00").await;
    world.types("Lee", "/goodturn introduce @Bo @Mia the tests").await;
    world.types("Bo", "/goodturn hide me").await;
    world.presses("Bo", YES).await;
    world.until("2026-03-25 12:00").await;
    assert_eq!(world.questions("Mia"), 1, "a hidden person is named to nobody");
    assert!(world.groups().is_empty(), "nothing opened");
    world.ends().await
}

async fn one_at_a_time(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Mia", "Ana", "Lee", "Tom"]).await;
    world.types("Sam", PROPOSAL).await;
    world.types("Mia", "/goodturn introduce @Ana @Tom the price list").await;
    world.types("Tom", "/goodturn introduce @Ana @Mia the tests").await;
    world.until("2026-03-04 12:00").await;
    assert_eq!(world.questions("Ana"), 1, "one at a time");
    world.presses("Ana", NO).await;
    assert_eq!(world.questions("Ana"), 2, "the next one comes when the last is a day ago");
    world.presses("Ana", NO).await;
    assert_eq!(world.questions("Ana"), 2, "not two on one day");
    world.until("2026-03-05 11:55").await;
    assert_eq!(world.questions("Ana"), 2);
    world.until("2026-03-05 12:05").await;
    assert_eq!(world.questions("Ana"), 3);
    world.ends().await
}

async fn clear_of_reminder(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana", "Lee"]).await;
    world.types("Ana", "/gave @Sam the slides").await;
    world.until("2026-04-07 09:55").await;
    world.types("Sam", PROPOSAL).await;
    assert_eq!(world.notes("Ana").len(), 0, "the reminder is five minutes away");
    world.until("2026-04-07 10:09").await;
    assert_eq!((world.notes("Ana").len(), world.questions("Ana")), (1, 0));
    world.until("2026-04-07 10:12").await;
    assert_eq!((world.notes("Ana").len(), world.questions("Ana")), (2, 1));
    world.ends().await
}

async fn pair_once(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Mia", "Ana", "Lee"]).await;
    world.types("Sam", PROPOSAL).await;
    world.types("Sam", PROPOSAL).await;
    world.presses("Ana", NO).await;
    world.until("2026-03-10 12:00").await;
    world.types("Mia", "/goodturn introduce @Lee @Ana the price list").await;
    world.until("2026-04-10 12:00").await;
    assert_eq!((world.questions("Ana"), world.notes("Lee").len()), (1, 0), "not again, in either order, by whomever");
    world.until("2026-06-15 12:00").await;
    assert!(world.notes_text("Ana").contains("The time for this is over"), "after a quarter the question loses its names");
    assert!(!world.notes_text("Ana").contains(&id("Lee")));
    let mut rows = crate::crash::rows::Rows::of(&world.database).await?;
    assert_eq!(rows.number("SELECT COUNT(*) FROM introduction").await?, 0, "and nobody's no is kept");
    world.types("Mia", PROPOSAL).await;
    assert!(world.button("Ana", YES, 0).is_some(), "then they may be asked again");
    world.ends().await
}

async fn quiet(database: TestDatabase) -> Tested {
    let world = world(database, &["Sam", "Ana", "Lee"]).await;
    world.types("Ana", "/goodturn card").await;
    world.presses("Ana", "Edit the card").await;
    world.sends("Ana", &[("quiet", serde_json::json!("Mondays"))]).await;
    world.types("Sam", PROPOSAL).await;
    world.until("2026-03-02 23:00").await;
    assert_eq!(world.questions("Ana"), 0, "Research wants its Mondays");
    world.until("2026-03-03 12:00").await;
    assert_eq!(world.questions("Ana"), 1);
    world.ends().await
}
