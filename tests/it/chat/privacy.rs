//! What one member enters, refuses or looks up changes nothing that anybody else sees: the same weeks are lived twice, with it and without it.
//!
//! Whatever anybody sees is compared: messages, answers, forms, App Home, the channel, and when each came. Only our own ids and Slack's time
//! stamps are left out, as they count what happens anywhere.

use goodturn::app::Actor;
use goodturn::app::edit_card::Edited;
use goodturn::domain::card::Draft;
use libtest_mimic::{Failed, Trial};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use serde_json::Value;
use standin::Entry;

use super::digest::company::CAST as LARGE;
use super::world::{CHANNEL, COMPANY, Cast, Tested, World, id, workspace_id};
use crate::support::{Engine, Harness};

/// Weeks that are lived twice; each seed gives others.
const SEEDS: [u64; 2] = [1, 2];

/// Weeks of each life.
const WEEKS: usize = 6;

/// Things that the one person does in a week.
const SECRETS_A_WEEK: usize = 9;

/// Who does them.
const SECRETIVE: &str = "Sam";

/// A day of the first week, in minutes from Monday at six.
const DAY: i64 = 24 * 60;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let lives = |seed: u64| {
        Engine::ALL.map(|engine| {
            let harness = cx.clone();
            cx.on(engine, &format!("privacy::nobody_learns_what_another_one_does_{seed}"), async move |database| {
                // Teams of two, and teams of six: the small ones are never told apart, of the large ones nothing is said by a few.
                let cast = if seed % 2 == 1 { COMPANY } else { WITH_SAM };
                let without = life(World::of(database, cast, "en-US").await, seed, false).await?;
                let with = life(World::of(harness.database(engine)?, cast, "en-US").await, seed, true).await?;
                compare(&without, &with, cast.len() > COMPANY.len())
            })
        })
    };
    SEEDS.into_iter().flat_map(lives).collect()
}

/// The company of the digest, with the people of the small one in it.
const WITH_SAM: &[Cast] = &{
    let mut cast = [Cast("Sam", Some("Sales"), "Europe/Berlin"); LARGE.len() + 4];
    let mut place = 0;
    while place < LARGE.len() {
        cast[place] = LARGE[place];
        place += 1;
    }
    cast[LARGE.len() + 1] = Cast("Lee", Some("Legal"), "Europe/Berlin");
    cast[LARGE.len() + 2] = Cast("Mia", Some("Sales"), "Europe/Berlin");
    cast[LARGE.len() + 3] = Cast("Tom", Some("Legal"), "Europe/Berlin");
    cast
};

/// One thing that happens: at which minute, who, and what they type, or press when it is in brackets.
type Happening = (i64, &'static str, String);

async fn life(world: World, seed: u64, with_secrets: bool) -> Result<World, Failed> {
    let wanted = goodturn::app::set_up_digest::DigestWanted {
        channel: Some(CHANNEL.into()),
        cron: "0 10 * * THU".to_owned(),
        zone: "Europe/Berlin".to_owned(),
        items_min: 1,
    };
    world.stage.app.set_up_digest(&workspace_id(), &wanted).await?;
    world.stage.slack.change_options(|options| options.scopes.push("files:write".to_owned()));
    show_struggles(&world).await?;
    let mut happenings = open_life(&mut StdRng::seed_from_u64(seed));
    happenings.extend(news());
    if with_secrets {
        happenings.extend(secret_life(&mut StdRng::seed_from_u64(seed)));
    }
    happenings.sort_by_key(|(minute, who, _)| (*minute, *who));
    let begin = world.stage.now();
    for (minute, who, what) in happenings {
        world.stage.pass_until(begin + jiff::SignedDuration::from_mins(minute)).await;
        match what.strip_prefix('[').and_then(|what| what.strip_suffix(']')) {
            Some("Home") => {
                world.stage.slack.open_home(&id(who)).await?;
                world.stage.settle().await;
            }
            Some("Named") => {
                if let Some((group, message)) = world.stage.slack.log().iter().find_map(opened) {
                    let shown = world.stage.slack.conversation(&group).iter().any(|one| one["ts"] == message.as_str());
                    assert!(shown, "the group's message is there");
                    world.stage.slack.click(&id(who), &message, "named-yes", None).await?;
                    world.stage.settle().await;
                }
            }
            Some(label) if world.button(who, label, 0).is_some() => world.presses(who, label).await,
            Some(_) => {}
            None => drop(world.types(who, &what).await),
        }
    }
    // Both lives end at the same hour, whoever did something last.
    world.stage.pass_until(begin + jiff::SignedDuration::from_mins(day_of(WEEKS))).await;
    world.ends().await?;
    Ok(world)
}

/// What the others do, and what Sam does in front of everybody.
fn open_life(rng: &mut StdRng) -> Vec<Happening> {
    let mut all: Vec<Happening> = vec![(0, SECRETIVE, "/goodturn join".to_owned())];
    // Not more than three members who are reminded: a person whom four would be reminded of is left to three, which is the one thing that
    // members share.
    for who in ["Ana", "Lee"] {
        all.push((10, who, "/goodturn join".to_owned()));
        all.push((11, who, "/gave @Sam the slides".to_owned()));
        all.push((12, who, "/gave @Mia the agenda".to_owned()));
        all.push((13, who, "[Home]".to_owned()));
    }
    for week in 0..WEEKS {
        for who in ["Ana", "Lee", "Mia"] {
            let minute = day_of(week) + rng.random_range(0..7) * DAY + rng.random_range(1..8) * 61;
            let what = ["/gave @Sam a hint", "/asked @Sam which table", "[Not this week]", "[We've been in touch]", "[Home]", "/goodturn"]
                .choose(rng);
            all.push((minute, who, what.copied().unwrap_or_default().to_owned()));
        }
    }
    all
}

/// The first message of a group that an introduction opened: where, and its time stamp.
fn opened(entry: &Entry) -> Option<(String, String)> {
    match entry {
        Entry::Posted { channel, ts, .. } if !channel.starts_with('D') && channel != CHANNEL => Some((channel.clone(), ts.clone())),
        _ => None,
    }
}

/// Research has two struggles, of which two members want the channel to know: they take turns, so there is a post each week.
async fn show_struggles(world: &World) -> Tested {
    let by = |who: &str| Actor { workspace: workspace_id(), person: id(who).as_str().into() };
    let team = world.stage.app.card(&by("Ana"), None).await?.team;
    let draft = Draft { struggles: "getting reviews\nfinding a quiet room".to_owned(), ..Draft::default() };
    let Edited::Done(shown) = world.stage.app.edit_card(&by("Ana"), &team, &draft, None).await? else { return Err("no card".into()) };
    for line in shown.card.into_iter().flat_map(|card| card.struggles) {
        for who in ["Ana", "Bo"] {
            world.stage.app.show_struggle(&by(who), &team, &line.id, true).await?;
        }
    }
    Ok(())
}

/// What the channel is told of: Tom introduces two colleagues, all three agree to be named; and Ana meets people of Sales, enough for a bridge.
fn news() -> Vec<Happening> {
    let mut all = Vec::new();
    let mut at = |day: i64, minute: i64, who: &'static str, what: &str| all.push((day * DAY + minute, who, what.to_owned()));
    at(1, 100, "Tom", "/goodturn join");
    at(1, 101, "Tom", "/goodturn rest");
    at(1, 110, "Tom", "/goodturn introduce @Ana @Lee how customers talk about us");
    at(2, 600, "Ana", "[Yes, introduce us]");
    at(3, 600, "Lee", "[Yes, introduce us]");
    for (minute, who) in [(300, "Ana"), (301, "Lee"), (302, "Tom")] {
        at(4, minute, who, "[Named]");
    }
    // Once for each of the two drawings that these weeks see.
    for (day, what) in [(0, "the figures"), (28, "the new figures")] {
        for (minute, other) in [(200, "Gil"), (205, "Hal"), (210, "Ina"), (215, "Jan")] {
            at(day, minute, "Ana", &format!("/gave @{other} {what}"));
            at(day, minute + 1, "Ana", "[First meeting: may be mentioned, without names]");
        }
    }
    all
}

/// What Sam does for his own eyes.
fn secret_life(rng: &mut StdRng) -> Vec<Happening> {
    let deeds = [
        "/gave @Ana something secret",
        "/gave @Lee, @Mia something secret, last tuesday",
        "/asked @Ana a secret question",
        "/asked @Lee a secret question",
        "/goodturn tend @Ana",
        "/goodturn tend @Lee every 2 weeks",
        "/goodturn untend @Ana",
        "/goodturn boundary Research",
        "/goodturn people",
        "/goodturn undo",
        "/goodturn rest 1 week",
        "/goodturn back",
        "/goodturn card",
        "/goodturn overlap",
        "[First meeting: may be mentioned, without names]",
        "[Not this person]",
        "[Not this week]",
        "[We've been in touch]",
        "[They helped]",
        "[Let it go]",
        "[Undo]",
        "[I have the habit now]",
        "[Home]",
    ];
    let mut all = Vec::new();
    for week in 0..WEEKS {
        for _ in 0..SECRETS_A_WEEK {
            let minute = day_of(week) + rng.random_range(0..7 * DAY) / 7 * 7 + 3;
            all.push((minute, SECRETIVE, deeds.choose(rng).copied().unwrap_or_default().to_owned()));
        }
    }
    all
}

fn day_of(week: usize) -> i64 {
    i64::try_from(week).unwrap_or(0) * 7 * DAY + 20
}

fn compare(without: &World, with: &World, large: bool) -> Tested {
    let (before, after) = (seen(without), seen(with));
    assert!(before.len() > 40, "only {} things were seen by others", before.len());
    let posts = before.iter().filter(|line| line.contains(&format!(" in {CHANNEL}: "))).count();
    // Nobody may speak of the small company's teams: there, only those who agreed are named.
    assert!(posts >= if large { WEEKS - 1 } else { 1 }, "only {posts} posts in the channel");
    let pictures = before.iter().filter(|line| line.contains("slack_file")).count();
    assert_eq!(pictures > 0, large, "{pictures} pictures");
    let secrets = with
        .stage
        .slack
        .log()
        .iter()
        .filter(|entry| matches!(entry, Entry::Typed { user, .. } | Entry::Pressed { user, .. } if *user == id(SECRETIVE)))
        .count();
    assert!(secrets > WEEKS * 3, "only {secrets} secrets");
    let differs =
        before.iter().zip(&after).position(|(a, b)| a != b).or((before.len() != after.len()).then(|| before.len().min(after.len())));
    match differs {
        None => Ok(()),
        Some(place) => {
            Err(format!("others see a difference at {place}:\nwithout: {:?}\n   with: {:?}", before.get(place), after.get(place)).into())
        }
    }
}

/// Everything that anybody but Sam sees, in order, with the minute.
fn seen(world: &World) -> Vec<String> {
    let own = id(SECRETIVE);
    let own_dm = world.stage.slack.dm_of(&own).unwrap_or_default();
    let mut log = world.stage.slack.log();
    super::notes::put_in_order(&mut log);
    let shown = |entry: &Entry| match entry {
        Entry::Answered { user, text, blocks, .. } if *user != own => Some(format!("to {user}: {text} {}", plain(blocks.as_ref()))),
        Entry::Posted { channel, text, blocks, .. } | Entry::Updated { channel, text, blocks, .. } if *channel != own_dm => {
            Some(format!("in {channel}: {text} {}", plain(blocks.as_ref())))
        }
        Entry::Removed { channel, user, .. } if *channel != own_dm && user.as_deref() != Some(&own) => {
            Some(format!("gone in {channel} {user:?}"))
        }
        Entry::HomeShown { user, blocks, .. } if *user != own => Some(format!("home of {user}: {}", plain(Some(blocks)))),
        Entry::ModalShown { user, view, .. } if *user != own => Some(format!("dialog of {user}: {}", plain(view.get("blocks")))),
        Entry::UserSawError { user, what, error, .. } if *user != own => Some(format!("{user} sees {what}: {error}")),
        _ => None,
    };
    // Conversations get their ids in the order in which they are opened, so people's names stand for their DMs.
    let group = log.iter().find_map(opened).map(|(group, _)| group);
    let named = |line: String| {
        let line = group.iter().fold(line, |line, group| line.replace(group, "the group"));
        ["Ana", "Lee", "Mia", "Bo", "Tom"].iter().fold(line, |line, who| match world.stage.slack.dm_of(&id(who)) {
            Some(dm) => line.replace(&dm, &format!("DM of {who}")),
            None => line,
        })
    };
    let minute = |entry: &Entry| entry.at_ms() / 60_000;
    let mut lines: Vec<(i64, String)> = log.iter().filter_map(|entry| Some((minute(entry), named(shown(entry)?)))).collect();
    lines.sort();
    lines.into_iter().map(|(minute, line)| format!("{minute} {line}")).collect()
}

/// Slack gives ids to blocks that have none.
fn without_block_ids(value: &Value) -> Value {
    match value {
        Value::Array(all) => all.iter().map(without_block_ids).collect(),
        Value::Object(all) => {
            // Nor do file ids tell anything.
            let tells = all.iter().filter(|(key, _)| *key != "block_id");
            let shown = |(key, value): (&String, &Value)| {
                (key.clone(), if key == "slack_file" { Value::from("a picture") } else { without_block_ids(value) })
            };
            tells.map(shown).collect()
        }
        other => other.clone(),
    }
}

/// Blocks as text, without what tells nothing: our ids and file ids.
fn plain(blocks: Option<&Value>) -> String {
    let text = blocks.map(|blocks| without_block_ids(blocks).to_string()).unwrap_or_default();
    let is_id = |word: &str| word.len() == 26 && word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
    text.split_inclusive(|c: char| !c.is_ascii_alphanumeric())
        .map(|piece| {
            let (word, end) = piece.split_at(piece.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).len());
            if is_id(word) { format!("ID{end}") } else { piece.to_owned() }
        })
        .collect()
}
