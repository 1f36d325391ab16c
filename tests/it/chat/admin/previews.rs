//! Previews: to the admin who pressed and to nobody else, once a press, with invented people and buttons that do nothing.

use libtest_mimic::Trial;
use standin::FaultKind;

use super::{COMPANY, Harness, TestDatabase, Tested, World, by, id};
use goodturn::domain::delivery::State;
use goodturn::domain::message::Preview;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("admin::each_preview", async |database| each(database, "en-US", "admin_previews").await),
        cx.both("admin::each_preview_in_german", async |database| each(database, "de-DE", "admin_previews_german").await),
        cx.both("admin::a_preview_names_no_real_person", nobody_real),
        cx.both("admin::a_preview_is_sent_once", once),
        cx.both("admin::a_preview_without_its_picture", without_picture),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const EN: [&str; 6] = ["Note", "First step", "Last note", "Weekly post", "Introduction", "Invitation"];
const DE: [&str; 6] = ["Nachricht", "Erster Schritt", "Letzte Nachricht", "Wochenbeitrag", "Vorstellung", "Einladung"];

async fn admin(database: TestDatabase, locale: &str) -> World {
    let world = World::of(database, COMPANY, locale).await;
    world.stage.slack.change_options(|options| options.scopes.push("files:write".to_owned()));
    world.sets_up("Ana", locale).await;
    world.opens_home("Ana").await;
    world
}

async fn each(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = admin(database, locale).await;
    for (number, label) in (1..).zip(if locale == "de-DE" { DE } else { EN }) {
        world.presses_on_home("Ana", label).await;
        world.until(&format!("2026-03-02 06:{number:02}")).await;
        assert_eq!(world.dm("Ana").len(), number, "{label}");
    }
    let press = if locale == "de-DE" { "Ja, gern" } else { "Yes, introduce us" };
    world.presses("Ana", press).await;
    let said = world.stage.slack.ephemerals(&id("Ana")).pop().expect("an answer").to_string();
    assert!(said.contains("review") || said.contains("Vorschau"), "{said}");
    world.reads(snapshot).await
}

async fn nobody_real(database: TestDatabase) -> Tested {
    let world = admin(database, "en-US").await;
    for who in ["Ana", "Sam", "Lee"] {
        world.types(who, "/goodturn join").await;
        world.sends(who, &[]).await;
    }
    world.types("Ana", "/gave @Sam the secret slides").await;
    world.types("Ana", "/asked @Lee which secret forecast").await;
    let before: Vec<usize> = COMPANY.iter().map(|person| world.dm(person.0).len()).collect();
    for label in EN {
        world.presses_on_home("Ana", label).await;
    }
    world.until("2026-03-02 06:10").await;
    let after: Vec<usize> = COMPANY.iter().map(|person| world.dm(person.0).len()).collect();
    assert_eq!((after[0] - before[0], &after[1..]), (EN.len(), &before[1..]), "to Ana alone");
    let text = world.dm_text("Ana");
    assert!(!text.contains("secret") && !text.contains("<@") && !text.contains("PREVIEWA"), "{text}");
    for person in COMPANY.iter().filter(|person| person.0 != "Ana") {
        assert!(!text.contains(&id(person.0)) && !text.contains(person.0), "{}", person.0);
    }
    for team in ["Sales", "Research"] {
        assert!(!text.contains(team), "{team}");
    }
    // Every button in every preview, pressed: nothing happens but a sentence.
    let home = world.stage.app.read_home(&by("Ana")).await.expect("a Home");
    let mut pressed = 0;
    for message in world.dm("Ana") {
        let ts = message["ts"].as_str().expect("a time stamp");
        for element in
            message["blocks"].as_array().into_iter().flatten().flat_map(|block| block["elements"].as_array().into_iter().flatten())
        {
            let Some(action) = element["action_id"].as_str() else { continue };
            let value = element["value"].as_str().or_else(|| element["options"][0]["value"].as_str());
            world.stage.slack.click(&id("Ana"), ts, action, value).await?;
            world.stage.settle().await;
            pressed += 1;
            let said = world.stage.slack.ephemerals(&id("Ana")).pop().expect("an answer").to_string();
            assert!(said.contains("This is a preview") && world.form("Ana").is_none(), "{action}: {said}");
        }
    }
    assert!(pressed >= 15, "{pressed} buttons");
    assert_eq!(world.stage.app.read_home(&by("Ana")).await.expect("a Home"), home);
    world.ends().await
}

async fn once(database: TestDatabase) -> Tested {
    let world = admin(database, "en-US").await;
    world.presses_on_home("Ana", "Last note").await;
    world.stage.slack.redeliver_last().await?;
    world.until("2026-03-02 06:05").await;
    assert_eq!(world.dm("Ana").len(), 1, "one press, however often it is delivered");
    world.fault("chat.postMessage", FaultKind::TimeoutAfter, 1);
    world.presses_on_home("Ana", "Last note").await;
    world.until("2026-03-02 06:20").await;
    assert_eq!(world.dm("Ana").len(), 2, "one whose answer was lost is not sent again");
    assert!(world.stage.app.preview(&by("Bo"), Preview::Reminder, "key").await?.is_none(), "admins only");
    // Off for everyone, an admin may still have a look.
    world.presses_on_home("Ana", "Turn off for everyone").await;
    world.presses_on_home("Ana", "Note").await;
    world.until("2026-03-02 06:25").await;
    assert_eq!((world.dm("Ana").len(), world.count(State::Dropped).await), (3, 0));
    world.ends().await
}

async fn without_picture(database: TestDatabase) -> Tested {
    let world = admin(database, "en-US").await;
    world.stage.slack.change_options(|options| options.file_ready_after = std::time::Duration::from_hours(1));
    world.presses_on_home("Ana", "Weekly post").await;
    world.until("2026-03-02 06:08").await;
    assert!(world.dm("Ana").len() == 1 && !world.dm_text("Ana").contains("slack_file"), "the text goes alone");
    world.stage.slack.change_options(|options| options.file_ready_after = std::time::Duration::ZERO);
    world.presses_on_home("Ana", "Weekly post").await;
    world.until("2026-03-02 06:12").await;
    assert!(world.dm("Ana").len() == 2 && world.dm_text("Ana").contains("slack_file"), "and with its picture the next time");
    world.ends().await
}
