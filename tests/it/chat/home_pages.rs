//! App Home with much in it: pages of entries and asks, long notes, full lists, and always within what Slack takes.

use std::collections::BTreeSet;

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::world::{Cast, Tested, World, id};
use crate::support::{Harness, TestDatabase};

/// Blocks that Slack takes on a Home.
const BLOCKS_MAX: usize = 100;

/// What a Home may hold here; the rest is an admin's.
const BLOCKS_OF_MEMBER_MAX: usize = 70;

/// Bytes of a Home: a fifth of the 250 kB at which Slack says `view_too_large`.
const BYTES_MAX: usize = 50_000;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("home_pages::sixty_entries_ten_asks_eight_tended", pages),
        cx.both("home_pages::a_change_stays_on_its_page", stays),
        cx.both("home_pages::notes_of_four_thousand_characters", long_notes),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Ana with 60 entries, 10 asks, 8 people tended and 7 refused.
async fn much(database: TestDatabase) -> World {
    let names = ["Aa", "Ab", "Ba", "Bb", "Ca", "Cb", "Da", "Db", "Ra", "Rb", "Rc", "Rd", "Re", "Rf", "Rg"];
    let team = |name: &str| match &name[..1] {
        "A" => "Sales",
        "B" => "Finance",
        "C" => "Legal",
        "D" => "Support",
        _ => "Design",
    };
    let mut cast = vec![Cast("Ana", Some("Research"), "Europe/Berlin")];
    cast.extend(names.map(|name| Cast(name, Some(team(name)), "Europe/Berlin")));
    let world = World::of(database, &cast, "en-US").await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/goodturn boundary Legal").await;
    for pair in ["@Aa, @Ab", "@Ba, @Bb", "@Ca, @Cb", "@Da, @Db"] {
        world.types("Ana", &format!("/goodturn tend {pair}")).await;
    }
    for number in 0..60 {
        world.types("Ana", &format!("/gave @{} good turn number {number:02}, {} days ago", names[number % 8], 60 - number)).await;
    }
    for number in 0..10 {
        world.types("Ana", &format!("/asked @{} ask number {number:02}, {} days ago", names[number % 8], 10 - number)).await;
    }
    world
}

/// The numbers that stand on the Home after these words, newest first.
fn numbers(world: &World, after: &str) -> Vec<String> {
    let text = world.home_text("Ana");
    text.split(after).skip(1).map(|rest| rest.chars().take(2).collect()).collect()
}

fn fits(world: &World, most: usize) {
    let blocks = world.home("Ana");
    let bytes = Value::from(blocks.clone()).to_string().len();
    assert!(blocks.len() <= most && most <= BLOCKS_MAX, "{} blocks", blocks.len());
    assert!(bytes < BYTES_MAX, "{bytes} bytes");
}

async fn pages(database: TestDatabase) -> Tested {
    let world = much(database).await;
    world.opens_home("Ana").await;
    fits(&world, BLOCKS_OF_MEMBER_MAX);
    let mut seen = numbers(&world, "good turn number ");
    assert_eq!((seen.len(), seen.first().map(String::as_str)), (10, Some("59")));
    assert!(world.on_home("Ana", "Newer").is_empty());
    for page in 1..6 {
        // Where asks are paged, too, their button stands first.
        world.presses_home_nth("Ana", "Older", world.on_home("Ana", "Older").len() - 1).await;
        fits(&world, BLOCKS_OF_MEMBER_MAX);
        let on_page = numbers(&world, "good turn number ");
        assert_eq!(on_page.len(), 10, "page {page}");
        seen.extend(on_page);
    }
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 60, "every entry stands on one page");
    assert_eq!(numbers(&world, "ask number "), ["09", "08", "07", "06", "05"], "the asks stayed where they were");
    assert_eq!(world.on_home("Ana", "Older").len(), 1, "only asks have older ones");
    world.presses_home("Ana", "Older").await;
    assert_eq!(numbers(&world, "ask number "), ["04", "03", "02", "01", "00"]);
    assert!(world.on_home("Ana", "Older").is_empty());
    assert_eq!(numbers(&world, "good turn number ").first().map(String::as_str), Some("09"), "and the entries where they were");
    for _ in 0..5 {
        world.presses_home_nth("Ana", "Newer", world.on_home("Ana", "Newer").len() - 1).await;
    }
    assert_eq!(numbers(&world, "good turn number ").first().map(String::as_str), Some("59"));
    world.ends().await
}

async fn stays(database: TestDatabase) -> Tested {
    let world = much(database).await;
    world.opens_home("Ana").await;
    let last = || world.on_home("Ana", "Older").len() - 1;
    world.presses_home_nth("Ana", "Older", last()).await;
    world.presses_home_nth("Ana", "Older", last()).await;
    assert_eq!(numbers(&world, "good turn number ").first().map(String::as_str), Some("39"));
    // The first five [Delete] and [Edit] are the asks'.
    world.presses_home_nth("Ana", "Delete", 5).await;
    assert_eq!(numbers(&world, "good turn number ").first().map(String::as_str), Some("38"), "the page stays, one entry moves up");
    world.presses_home_nth("Ana", "Edit", 5).await;
    world.sends("Ana", &[("what", json!("good turn number XX"))]).await;
    assert_eq!(numbers(&world, "good turn number ").first().map(String::as_str), Some("XX"), "an edit stays there as well");
    world.presses_home_nth("Ana", "In touch every two weeks", 0).await;
    assert_eq!(numbers(&world, "good turn number ").first().map(String::as_str), Some("XX"));
    world.types("Ana", "/gave @Aa good turn number 60").await;
    assert_eq!(numbers(&world, "good turn number ").first().map(String::as_str), Some("60"), "what is new is shown");
    for _ in 0..5 {
        world.presses_home_nth("Ana", "Older", last()).await;
    }
    assert_eq!(numbers(&world, "good turn number ").len(), 10);
    for left in (0..10).rev() {
        world.presses_home_nth("Ana", "Delete", 5).await;
        if left > 0 {
            assert_eq!(numbers(&world, "good turn number ").len(), left);
        }
    }
    assert_eq!(numbers(&world, "good turn number ").len(), 10, "an empty page gives way to the one before");
    // A Home of an older program, or one that was tampered with, is the first page.
    world.stage.slack.click(&id("Ana"), "home", "home:newer", None).await?;
    world.stage.settle().await;
    world.ends().await
}

async fn long_notes(database: TestDatabase) -> Tested {
    let world = much(database).await;
    for number in 0..10 {
        let note = format!("{number} {}", "&lt;b&gt; and <@U0AB> said more than is good, ".repeat(90));
        world.types("Ana", &format!("/gave @Aa {note}")).await;
        world.types("Ana", &format!("/asked @Ba {note}")).await;
    }
    world.opens_home("Ana").await;
    fits(&world, BLOCKS_OF_MEMBER_MAX);
    for block in world.home("Ana") {
        let text = block.pointer("/text/text").and_then(Value::as_str).unwrap_or_default();
        assert!(text.chars().count() <= 700, "{} characters", text.chars().count());
        assert_eq!(text.matches('<').count(), text.matches('>').count() - text.matches("\n>").count(), "no mention is cut in two: {text}");
    }
    world.ends().await
}
