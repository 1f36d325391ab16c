//! Holidays: kept by admins, from a pasted list too; a slot on one moves to the next working day.

use libtest_mimic::Trial;
use serde_json::json;

use super::world::{COMPANY, Tested, World};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("holidays::a_slot_moves_to_the_next_working_day", moves),
        cx.both("holidays::what_waits_moves_when_one_is_added", waiting),
        cx.both("holidays::what_admins_and_others_read", async |database| reads(database, "en-US", "holidays_reads").await),
        cx.both("holidays::in_german", async |database| reads(database, "de-DE", "holidays_reads_german").await),
        cx.both("holidays::a_chosen_weekend_stays", weekend),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn with_admin(database: TestDatabase, locale: &str) -> World {
    let world = World::of(database, COMPANY, locale).await;
    world.sets_up("Bo", locale).await;
    world
}

async fn moves(database: TestDatabase) -> Tested {
    let world = with_admin(database, "en-US").await;
    // Tuesday to Thursday, and the Friday is none: the note of 10 March comes on the 13th, and the key is still that week's.
    world.types("Bo", "/goodturn holidays 2026-03-10, 2026-03-11 2026-03-12 Days off").await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/asked @Sam for a hint, last week").await;
    for until in ["2026-03-03 12:00", "2026-03-13 12:00", "2026-03-17 12:00", "2026-03-24 12:00"] {
        world.until(until).await;
        world.types("Ana", "/goodturn").await;
    }
    // The 17th is four days after the 13th, to the hour.
    assert_eq!(world.came("Ana"), ["03-03 10", "03-13 10", "03-17 10", "03-24 10"]);
    world.ends().await
}

async fn waiting(database: TestDatabase) -> Tested {
    let world = with_admin(database, "en-US").await;
    world.types("Ana", "/goodturn join").await;
    world.until("2026-03-02 20:00").await;
    world.types("Bo", "/goodturn holidays 2026-03-03 A day off").await;
    world.until("2026-03-04 09:55").await;
    assert!(world.dm("Ana").is_empty());
    world.until("2026-03-04 10:05").await;
    assert_eq!(world.came("Ana"), ["03-04 10"]);
    world.ends().await
}

async fn reads(database: TestDatabase, locale: &str, snapshot: &str) -> Tested {
    let world = with_admin(database, locale).await;
    world.types("Ana", "/goodturn holidays").await;
    world.types("Ana", "/goodturn holidays 2026-12-25").await;
    world.types("Bo", "/goodturn holidays 2026-12-25 Christmas Day, 26.12.2026; 2027-01-01 New Year &amp; more").await;
    world.types("Bo", "/goodturn holidays 2026-02-30").await;
    world.types("Bo", "/goodturn holidays remove 2026-12-26").await;
    world.types("Ana", "/goodturn holidays").await;
    world.reads(snapshot).await
}

async fn weekend(database: TestDatabase) -> Tested {
    let world = with_admin(database, "en-US").await;
    world.types("Bo", "/goodturn holidays 2026-03-09").await;
    world.types("Ana", "/goodturn join").await;
    world.types("Ana", "/goodturn settings").await;
    world.sends("Ana", &[("weekday", json!("6")), ("hour", json!("18"))]).await;
    world.until("2026-03-09 12:00").await;
    assert_eq!(world.came("Ana"), ["03-08 18"], "Sunday was chosen");
    world.ends().await
}
