//! A digest on its way: failing uploads, files that are late, a Slack that says wait or says nothing, and slots that were missed.

use std::time::Duration;

use goodturn::domain::delivery::State;
use libtest_mimic::Trial;
use standin::FaultKind;

use super::company::Company;
use crate::chat::world::{CHANNEL, Tested, World, id, workspace_id};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    [
        cx.both("digest::an_upload_is_tried_again", upload_again),
        cx.both("digest::without_an_upload_the_text_goes_alone", text_alone),
        cx.both("digest::a_file_that_is_late_is_waited_for", late_file),
        cx.both("digest::a_file_that_never_comes_is_left_out", never_ready),
        cx.both("digest::slack_says_wait", told_to_wait),
        cx.both("digest::in_doubt_it_is_held_until_an_admin_looked", held_and_there),
        cx.both("digest::an_admin_has_it_posted", held_and_posted),
        cx.both("digest::a_missed_slot_is_made_up_within_a_day", made_up),
        cx.both("digest::a_slot_missed_by_more_is_dropped", dropped),
        cx.both("digest::one_a_day_whatever_the_settings", once_a_day),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Five people and more in touch, and one introduction.
async fn news(database: TestDatabase) -> Result<Company, libtest_mimic::Failed> {
    let company = Company::new(database, "en-US").await;
    company.get_in_touch(8).await;
    company.introduces("Di", ("Ana", "Research"), ("Gil", "Sales"), false).await?;
    Ok(company)
}

fn has_picture(company: &Company) -> bool {
    company.last_post().contains("slack_file")
}

fn calls(world: &World, method: &str) -> usize {
    world.stage.slack.calls().iter().filter(|call| call.method == method).count()
}

async fn upload_again(database: TestDatabase) -> Tested {
    let company = news(database).await?;
    company.world.fault("files.getUploadURLExternal", FaultKind::Http429 { retry_after_s: 30 }, 1);
    company.world.fault("files.completeUploadExternal", FaultKind::Http500, 2);
    company.world.until("2026-03-05 12:00").await;
    assert_eq!(calls(&company.world, "files.getUploadURLExternal"), 4);
    assert!(has_picture(&company) && company.channel().len() == 1);
    company.world.ends().await
}

async fn text_alone(database: TestDatabase) -> Tested {
    let company = news(database).await?;
    company.world.fault("files.getUploadURLExternal", FaultKind::Error("file_uploads_disabled".to_owned()), 1_000);
    company.world.until("2026-03-05 10:01").await;
    let tried = calls(&company.world, "files.getUploadURLExternal");
    assert!((5..20).contains(&tried), "{tried} tries in the hour before");
    assert_eq!(company.channel().len(), 1, "the text is on time");
    assert!(!has_picture(&company) && company.last_post().contains("One new introduction"));
    company.world.ends().await
}

async fn late_file(database: TestDatabase) -> Tested {
    let company = news(database).await?;
    company.world.fault("chat.postMessage", FaultKind::Error("invalid_blocks".to_owned()), 2);
    company.world.until("2026-03-05 10:10").await;
    assert!(has_picture(&company) && company.channel().len() == 1);
    company.world.ends().await
}

async fn never_ready(database: TestDatabase) -> Tested {
    let company = news(database).await?;
    company.world.stage.slack.change_options(|options| options.file_ready_after = Duration::from_hours(1));
    company.world.until("2026-03-05 10:00").await;
    assert!(company.channel().is_empty(), "it waits for the file a little");
    company.world.until("2026-03-05 10:15").await;
    assert_eq!(company.channel().len(), 1);
    assert!(!has_picture(&company) && company.last_post().contains("One new introduction"));
    company.world.ends().await
}

async fn told_to_wait(database: TestDatabase) -> Tested {
    let company = news(database).await?;
    company.world.fault("chat.postMessage", FaultKind::Http429 { retry_after_s: 60 }, 3);
    company.world.until("2026-03-05 10:02").await;
    assert!(company.channel().is_empty());
    company.world.until("2026-03-06 12:00").await;
    assert!(company.channel().len() == 1 && has_picture(&company));
    company.world.ends().await
}

/// Of the post, nobody knows whether it arrived.
async fn held(database: TestDatabase, fault: FaultKind) -> Result<Company, libtest_mimic::Failed> {
    let company = news(database).await?;
    company.world.fault("chat.postMessage", fault, 1);
    company.world.until("2026-03-07 12:00").await;
    assert_eq!(company.world.count(State::Held).await, 1, "never posted again on a guess");
    let looked =
        company.world.stage.slack.calls().iter().any(|call| call.method == "conversations.info" && call.arguments["channel"] == CHANNEL);
    assert!(!looked, "a channel's last message tells nothing");
    company.world.until("2026-03-13 12:00").await;
    assert_eq!(calls(&company.world, "chat.postMessage"), 1, "nor is it told by the next one, as long as nobody knows");
    Ok(company)
}

async fn held_and_there(database: TestDatabase) -> Tested {
    let company = held(database, FaultKind::TimeoutAfter).await?;
    assert_eq!(company.channel().len(), 1);
    let (admin, app) = (company.admin("Ana").await, &company.world.stage.app);
    let nobody = goodturn::app::Actor { person: id("Bo").as_str().into(), ..admin.clone() };
    assert!(app.held_digests(&nobody).await?.is_empty(), "admins only");
    let held = app.held_digests(&admin).await?;
    assert_eq!(held.len(), 1);
    assert!(!app.digest_is_there(&nobody, &held[0].message).await?);
    assert!(app.digest_is_there(&admin, &held[0].message).await?);
    assert!(!app.digest_post_it(&admin, &held[0].message).await?, "it is settled");
    company.world.until("2026-03-20 12:00").await;
    assert_eq!(company.channel().len(), 1, "what it carried is not told again");
    company.world.ends().await
}

async fn held_and_posted(database: TestDatabase) -> Tested {
    let company = held(database, FaultKind::TimeoutBefore).await?;
    assert!(company.channel().is_empty());
    let (admin, app) = (company.admin("Ana").await, &company.world.stage.app);
    let held = app.held_digests(&admin).await?;
    assert!(app.digest_post_it(&admin, &held[0].message).await?);
    assert!(!app.digest_post_it(&admin, &held[0].message).await?, "a second press changes nothing");
    company.world.until("2026-03-13 12:05").await;
    assert_eq!(company.channel().len(), 1);
    assert!(app.held_digests(&admin).await?.is_empty());
    company.world.ends().await
}

async fn made_up(database: TestDatabase) -> Tested {
    let company = news(database).await?;
    company.world.away_until("2026-03-06 09:30").await;
    company.world.until("2026-03-06 09:45").await;
    assert!(company.channel().len() == 1 && has_picture(&company));
    company.world.until("2026-03-11 12:00").await;
    assert_eq!(company.channel().len(), 1);
    company.world.ends().await
}

async fn dropped(database: TestDatabase) -> Tested {
    let company = news(database).await?;
    company.world.away_until("2026-03-06 10:30").await;
    company.world.until("2026-03-12 09:00").await;
    assert!(company.channel().is_empty());
    company.world.until("2026-03-12 10:05").await;
    assert_eq!(company.channel().len(), 1, "and the next one tells it");
    company.world.ends().await
}

async fn once_a_day(database: TestDatabase) -> Tested {
    let company = news(database).await?;
    company.world.until("2026-03-05 10:30").await;
    assert_eq!(company.channel().len(), 1);
    company.introduces("Di", ("Bo", "Research"), ("Gil", "Sales"), false).await?;
    let wanted = goodturn::app::set_up_digest::DigestWanted {
        channel: Some(CHANNEL.into()),
        cron: "*/10 * * * *".to_owned(),
        zone: "Europe/Berlin".to_owned(),
        items_min: 1,
    };
    company.world.stage.app.set_up_digest(&workspace_id(), &wanted).await?;
    company.world.until("2026-03-05 23:00").await;
    assert_eq!(company.channel().len(), 1, "one for each civil day");
    company.world.until("2026-03-06 12:00").await;
    assert_eq!(company.channel().len(), 2);
    company.world.ends().await
}
