//! What the channel sees of crowds over weeks: no team of four, no bridge of four people, and nothing by subtraction.

use goodturn::domain::digest::bridges::Drawing;
use libtest_mimic::Trial;
use serde_json::json;

use super::company::Company;
use crate::chat::world::Tested;
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("digest::a_picture_has_five_people_behind_each_bridge", five_people),
        cx.both("digest::a_team_that_shrinks_to_four_loses_its_name", shrinks),
        cx.both("digest::who_was_counted_is_not_told_by_what_vanishes", vanishes),
        cx.both("digest::who_comes_back_is_not_told_by_what_appears", comes_back),
        cx.both("digest::a_team_that_shrinks_after_the_upload_is_not_shown", shrinks_late),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Alternative texts of all pictures in the channel, in order; none for a post without a picture.
fn pictures(company: &Company) -> Vec<Option<String>> {
    let alt = |post: &serde_json::Value| {
        let blocks = post["blocks"].as_array()?.iter();
        blocks.filter(|block| block["type"] == "image").find_map(|block| Some(block["alt_text"].as_str()?.to_owned()))
    };
    company.channel().iter().map(alt).collect()
}

/// Something to say, so that there is a post.
async fn news(company: &Company, a: &str, b: &str) -> Tested {
    company.introduces("Di", (a, "Research"), (b, "Sales"), false).await
}

async fn five_people(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    company.get_in_touch(4).await;
    news(&company, "Ana", "Gil").await?;
    company.world.until("2026-03-05 12:00").await;
    assert_eq!(pictures(&company), [None], "four people");
    company.world.types("Ana", "/gave @Ina, @Jan, @Kim the slides").await;
    company.world.types("Bo", "/gave @Lou the slides").await;
    news(&company, "Bo", "Gil").await?;
    company.world.until("2026-03-12 12:00").await;
    assert_eq!(pictures(&company)[1], None, "a week later, it would tell who got in touch since");
    company.world.until("2026-04-01 12:00").await;
    news(&company, "Cy", "Gil").await?;
    company.world.until("2026-04-02 12:00").await;
    let told = "Bridges between teams in the last twelve weeks. Research with Sales.".to_owned();
    assert_eq!(pictures(&company)[2], Some(told));
    let file = company.last_post();
    assert!(file.contains("slack_file"), "{file}");
    company.world.ends().await
}

async fn shrinks(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    company.get_in_touch(8).await;
    news(&company, "Ana", "Gil").await?;
    company.world.until("2026-03-05 12:00").await;
    assert!(pictures(&company)[0].is_some());
    for gone in ["Kim", "Lou"] {
        company.world.changes(gone, |user| user["deleted"] = json!(true)).await;
    }
    news(&company, "Bo", "Gil").await?;
    company.world.until("2026-03-12 12:00").await;
    assert_eq!(pictures(&company)[1], None);
    assert!(company.last_post().contains("One new introduction between Research and other teams."));
    assert!(!company.last_post().contains("Sales"));
    company.world.ends().await
}

async fn vanishes(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    // Sales has six people, so it stays a crowd; the bridge has five.
    company.get_in_touch(5).await;
    news(&company, "Ana", "Gil").await?;
    company.world.until("2026-03-05 12:00").await;
    assert!(pictures(&company)[0].is_some());
    company.world.types("Ina", "/goodturn hide me").await;
    news(&company, "Bo", "Gil").await?;
    company.world.until("2026-03-12 12:00").await;
    assert_eq!(pictures(&company)[1], pictures(&company)[0], "a picture without this one bridge would say that Ina was counted");
    let carried = company.text("SELECT carried FROM digest WHERE posted_at IS NOT NULL ORDER BY day LIMIT 1").await?.expect("a post");
    let carried: serde_json::Value = serde_json::from_str(&carried)?;
    let kept: Drawing = serde_json::from_value(carried["drawing"].clone())?;
    assert_eq!(kept.bridges.edges.len(), 1);
    assert!(!carried.to_string().contains("U0"), "no person stands there");
    company.world.until("2026-04-01 12:00").await;
    news(&company, "Cy", "Gil").await?;
    company.world.until("2026-04-02 12:00").await;
    assert_eq!(pictures(&company)[2], None, "nothing was recorded since, so a new drawing has nothing to show");
    company.world.ends().await
}

/// Four people are in touch; all of them go and come back, and then one person more records one contact: nothing may tell of that.
async fn comes_back(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    let world = &company.world;
    company.get_in_touch(4).await;
    news(&company, "Ana", "Gil").await?;
    world.until("2026-03-05 12:00").await;
    for who in ["Ana", "Bo"] {
        world.types(who, "/goodturn leave").await;
    }
    world.types("Gil", "/goodturn hide me").await;
    world.changes("Hal", |user| user["deleted"] = json!(true)).await;
    world.until("2026-03-06 12:00").await;
    for who in ["Ana", "Bo"] {
        world.types(who, "/goodturn join").await;
        world.types(who, "/goodturn rest").await;
    }
    world.types("Gil", "/goodturn show me").await;
    world.changes("Hal", |_| {}).await;
    world.types("Cy", "/goodturn join").await;
    world.types("Cy", "/goodturn rest").await;
    world.types("Cy", "/gave @Ina the slides").await;
    for (a, day) in [("Bo", "12"), ("Cy", "19"), ("Ed", "26")] {
        news(&company, a, "Gil").await?;
        world.until(&format!("2026-03-{day} 12:00")).await;
    }
    news(&company, "Flo", "Gil").await?;
    world.until("2026-04-02 12:00").await;
    assert_eq!(pictures(&company), [None, None, None, None, None]);
    world.ends().await
}

async fn shrinks_late(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    company.get_in_touch(8).await;
    company.introduces("Di", ("Ana", "Research"), ("Max", "Legal"), false).await?;
    company.world.until("2026-03-05 09:30").await;
    assert!(company.text("SELECT file_id FROM digest").await?.is_some(), "the picture is there ahead of time");
    for gone in ["Kim", "Lou"] {
        company.world.changes(gone, |user| user["deleted"] = json!(true)).await;
    }
    company.world.until("2026-03-05 12:00").await;
    assert_eq!(pictures(&company), [None], "the rule holds when it is sent");
    company.world.ends().await
}
