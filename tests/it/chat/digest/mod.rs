//! The weekly post to a channel: what it says of whom, and that it comes once, whatever goes wrong on the way.

pub mod company;
mod crowds;
mod delivery;

use goodturn::app::Actor;
use libtest_mimic::Trial;

use super::world::{Tested, id, workspace_id};
use crate::support::{Harness, TestDatabase};
use company::Company;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let own = [
        cx.both("digest::a_whole_week", whole_week),
        cx.both("digest::a_whole_week_in_german", whole_week_in_german),
        cx.both("digest::it_is_in_the_language_of_most", language_of_most),
        cx.both("digest::what_was_told_is_not_told_again", not_again),
        cx.both("digest::nothing_to_say_no_post", nothing_to_say),
        cx.both("digest::fewer_items_than_wanted_no_post", too_few),
        cx.both("digest::another_hour_makes_nothing_up", another_hour),
        cx.both("digest::what_is_weeks_old_is_no_news", old_news),
        cx.both("digest::a_struggle_needs_two_and_takes_turns", struggles),
        cx.both("digest::first_meetings_are_given_by_a_press", first_meetings),
        cx.both("digest::who_deletes_everything_is_taken_out_of_the_post", deleted),
    ];
    own.into_iter().flatten().chain(crowds::trials(cx)).chain(delivery::trials(cx)).collect()
}

/// Everything that a digest can say, in one week.
async fn a_full_week(database: TestDatabase, locale: &str, button: &str) -> Result<Company, libtest_mimic::Failed> {
    let company = Company::new(database, locale).await;
    let world = &company.world;
    for (giver, receiver) in [("Ana", "Gil"), ("Bo", "Hal"), ("Cy", "Ina")] {
        world.types(giver, "/goodturn join").await;
        // No weekly notes beside the digest: several are sent at once, in any order.
        world.types(giver, "/goodturn rest").await;
        world.types(giver, &format!("/gave @{receiver} looked at the figures")).await;
        world.presses(giver, button).await;
    }
    world.until("2026-03-17 09:00").await;
    company.introduces("Di", ("Ana", "Research"), ("Jan", "Sales"), true).await?;
    company.introduces("Di", ("Ed", "Research"), ("Kim", "Sales"), false).await?;
    company.introduces("Ed", ("Flo", "Research"), ("Lou", "Sales"), false).await?;
    company.introduces("Ed", ("Max", "Legal"), ("Lou", "Sales"), false).await?;
    company.struggles("Research", "getting <reviews> from people who don't know the subject", "Ana", Some("Bo")).await?;
    world.until("2026-03-19 09:55").await;
    assert!(company.channel().is_empty(), "not before the hour");
    world.until("2026-03-19 10:05").await;
    assert_eq!(company.channel().len(), 1);
    Ok(company)
}

async fn whole_week(database: TestDatabase) -> Tested {
    let company = a_full_week(database, "en-US", "First meeting: may be mentioned, without names").await?;
    let post = company.last_post();
    for absent in ["Ed", "Kim", "Flo", "Max", "Lou", "Bo", "Cy", "Ina"] {
        assert!(!post.contains(&id(absent)), "{absent} did not agree to be named");
    }
    for present in ["Ana", "Jan", "Di"] {
        assert!(post.contains(&format!("<@{}>", id(present))), "{present} agreed to be named");
    }
    assert!(!post.contains("Legal") && post.contains("other teams"));
    company.world.reads("digest_week").await
}

async fn whole_week_in_german(database: TestDatabase) -> Tested {
    let company = a_full_week(database, "de-DE", "Erste Begegnung: darf ohne Namen erwähnt werden").await?;
    company.world.reads("digest_week_german").await
}

/// Seven read German, six American and five British English: more read English.
async fn language_of_most(database: TestDatabase) -> Tested {
    let company = Company::new(database, "de-DE").await;
    for (who, locale) in [("Ana", "en-US"), ("Bo", "en-US"), ("Cy", "en-US"), ("Di", "en-US"), ("Ed", "en-US"), ("Flo", "en-US")]
        .into_iter()
        .chain(["Gil", "Hal", "Ina", "Jan", "Kim"].map(|who| (who, "en-GB")))
    {
        company.world.changes_in(who, locale, |_| {}).await;
    }
    company.introduces("Di", ("Ana", "Research"), ("Jan", "Sales"), false).await?;
    company.world.until("2026-03-05 12:00").await;
    assert!(company.last_post().contains("One new introduction between Research and Sales."), "{}", company.last_post());
    for who in ["Gil", "Hal", "Ina"] {
        company.world.changes_in(who, "de-AT", |_| {}).await;
    }
    company.introduces("Di", ("Bo", "Research"), ("Jan", "Sales"), false).await?;
    company.world.until("2026-03-12 12:00").await;
    assert!(company.last_post().contains("Ein neuer Kontakt zwischen Research und Sales."), "{}", company.last_post());
    company.world.ends().await
}

async fn not_again(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    company.introduces("Di", ("Ana", "Research"), ("Jan", "Sales"), false).await?;
    company.world.until("2026-03-20 12:00").await;
    assert_eq!(company.channel().len(), 1, "{}", company.world.transcript());
    company.introduces("Di", ("Bo", "Research"), ("Jan", "Sales"), false).await?;
    company.world.until("2026-04-10 12:00").await;
    assert_eq!(company.channel().len(), 2);
    assert!(company.last_post().contains("One new introduction between Research and Sales."));
    company.world.ends().await
}

async fn nothing_to_say(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    company.get_in_touch(8).await;
    company.world.until("2026-03-27 12:00").await;
    assert!(company.channel().is_empty(), "a picture is no news by itself");
    let cause = company.text("SELECT silent_cause FROM digest ORDER BY day LIMIT 1").await?;
    assert_eq!(cause.as_deref(), Some("nothing to say"));
    company.world.ends().await
}

async fn too_few(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    company.wants(2).await;
    company.introduces("Di", ("Ana", "Research"), ("Jan", "Sales"), false).await?;
    company.world.until("2026-03-06 12:00").await;
    assert!(company.channel().is_empty());
    let cause = company.text("SELECT silent_cause FROM digest ORDER BY day LIMIT 1").await?;
    assert_eq!(cause.as_deref(), Some("less than the least number of items"));
    company.introduces("Di", ("Bo", "Research"), ("Jan", "Sales"), false).await?;
    company.world.until("2026-03-13 12:00").await;
    assert!(company.last_post().contains("Two new introductions"), "what was not told waits");
    company.world.ends().await
}

async fn another_hour(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    company.world.until("2026-03-06 15:00").await;
    company.introduces("Di", ("Ana", "Research"), ("Jan", "Sales"), false).await?;
    company.comes("0 10 * * FRI").await;
    company.world.until("2026-03-13 09:00").await;
    assert!(company.channel().is_empty(), "this Friday at ten is over, and nobody had wanted a post then");
    company.world.until("2026-03-13 10:05").await;
    assert_eq!(company.channel().len(), 1);
    company.world.ends().await
}

async fn old_news(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    company.wants(2).await;
    company.introduces("Di", ("Ana", "Research"), ("Jan", "Sales"), false).await?;
    company.world.until("2026-04-03 12:00").await;
    company.introduces("Di", ("Bo", "Research"), ("Jan", "Sales"), false).await?;
    company.world.until("2026-04-10 12:00").await;
    assert!(company.channel().is_empty(), "one item is new, and two are wanted");
    company.introduces("Ed", ("Cy", "Research"), ("Kim", "Sales"), false).await?;
    company.world.until("2026-04-17 12:00").await;
    assert!(company.last_post().contains("Two new introductions"), "the oldest is not told as new");
    company.world.ends().await
}

async fn struggles(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    company.struggles("Research", "finding time", "Ana", None).await?;
    company.struggles("Legal", "being asked early", "Max", Some("Nia")).await?;
    company.world.until("2026-03-06 12:00").await;
    assert!(company.channel().is_empty(), "one asked alone, the other team is too small");
    company.struggles("Research", "getting reviews", "Ana", Some("Bo")).await?;
    company.world.until("2026-03-13 12:00").await;
    assert!(company.last_post().contains("getting reviews"));
    company.world.until("2026-03-20 12:00").await;
    assert_eq!(company.channel().len(), 1, "not the same one twice running");
    company.struggles("Sales", "answering quickly", "Gil", Some("Hal")).await?;
    company.world.until("2026-03-27 12:00").await;
    assert!(company.last_post().contains("answering quickly"));
    company.world.until("2026-04-03 12:00").await;
    assert!(company.last_post().contains("getting reviews"), "they take turns");
    company.world.ends().await
}

async fn first_meetings(database: TestDatabase) -> Tested {
    const BUTTON: &str = "First meeting: may be mentioned, without names";
    let company = Company::new(database, "en-US").await;
    let world = &company.world;
    world.types("Ana", "/gave @Bo the slides").await;
    assert!(world.button("Ana", BUTTON, 0).is_none(), "the same team");
    world.types("Bo", "/gave @Gil the slides").await;
    world.types("Bo", "/gave @Gil the newer slides").await;
    assert!(world.button("Bo", BUTTON, 0).is_some());
    world.presses("Bo", BUTTON).await;
    world.presses("Bo", BUTTON).await;
    world.types("Cy", "/gave @Gil the slides").await;
    world.presses("Cy", BUTTON).await;
    world.types("Di", "/gave @Gil the slides").await;
    world.presses("Di", BUTTON).await;
    world.until("2026-03-27 12:00").await;
    assert!(company.channel().is_empty(), "three pairs, but four people");
    world.types("Ed", "/gave @Gil the slides").await;
    world.presses("Ed", BUTTON).await;
    world.until("2026-04-09 12:00").await;
    assert!(company.channel().is_empty(), "not before two weeks");
    world.until("2026-04-16 12:00").await;
    assert!(company.last_post().contains("Several people met somebody from another team for the first time."));
    assert!(!company.last_post().contains("Research"), "not even the teams");
    world.until("2026-05-08 12:00").await;
    assert_eq!(company.channel().len(), 1, "and never again");
    world.types("Flo", "/gave @Gil the slides").await;
    world.presses("Flo", BUTTON).await;
    world.presses("Flo", "Undo").await;
    world.ends().await
}

async fn deleted(database: TestDatabase) -> Tested {
    let company = Company::new(database, "en-US").await;
    company.get_in_touch(8).await;
    company.introduces("Di", ("Ana", "Research"), ("Jan", "Sales"), true).await?;
    company.world.until("2026-03-06 12:00").await;
    assert!(company.last_post().contains(&id("Ana")) && company.last_post().contains("slack_file"));
    let ana = Actor { workspace: workspace_id(), person: id("Ana").as_str().into() };
    company.world.stage.app.ask_to_forget(&ana).await?;
    company.world.until("2026-03-06 13:00").await;
    let post = company.last_post();
    assert!(!post.contains(&id("Ana")) && !post.contains("introduction"), "it goes with who was introduced: {post}");
    assert!(post.contains("slack_file") && company.channel().len() == 1, "the rest stays as it was");
    company.world.ends().await
}
