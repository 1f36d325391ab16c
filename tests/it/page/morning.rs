//! A first morning with the demo, by mouse and typing: from help that was given to the first reminder, and the time it takes.
//! With `GOODTURN_PICTURES=1` it leaves the picture of the page that the README shows.

use std::io::Write;
use std::time::{Duration, Instant};

use libtest_mimic::{Failed, Trial};
use serde_json::json;

use super::browser::{Browser, key};
use super::demo::Demo;
use super::{form_closes, form_opens, nothing_amiss, ready};
use crate::support::Harness;

/// Where the README's picture is.
const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pictures/demo.png");

/// What is promised: from joining to the first reminder in less than two minutes of clicking.
const PROMISED: Duration = Duration::from_mins(2);

/// How long a person needs for one click or one word, on top of what the machine needs: reading, deciding, moving.
const PERSON_NEEDS: Duration = Duration::from_secs(8);

/// A picture of a page that is drawn is larger than this; an empty one is not.
const BLANK_BYTES_MAX: usize = 15_000;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    vec![
        cx.alone("page::a_first_morning", morning),
        cx.alone("page::german_and_other_people", others),
        cx.alone("page::a_form_is_filled", form),
    ]
}

async fn morning() -> Result<(), Failed> {
    let demo = Demo::start(&[]).await?;
    let browser = Browser::open(1280, 900).await?;
    browser.go(&demo.address).await?;
    ready(&browser).await?;
    browser.sees("Thursday, 3 September 2026").await?;
    browser.sees("You are: Ana Castillo").await?;

    // Help that was given: the name comes from the list, as in Slack.
    browser.clicks("#line", "").await?;
    browser.types("/gave @sa").await?;
    browser.sees("Sam Okafor").await?;
    browser.keys(&[key::ENTER]).await?;
    browser.types("the numbers for <his> talk & more").await?;
    browser.keys(&[key::ENTER]).await?;
    browser.sees("Only visible to you").await?;
    browser.sees("the numbers for <his> talk & more").await?;
    let mention = browser.script("return [...document.querySelectorAll('.ephemeral .mention')].at(-1)?.textContent ?? null;", &[]).await?;
    assert_eq!(mention, json!("@Sam Okafor"), "the mention arrived as one");
    browser.clicks(".ephemeral button", "Undo").await?;
    browser.sees("Taken back. None of it is left.").await?;

    let (clicks, since) = (Counted::default(), Instant::now());
    clicks.one(browser.clicks("#tour button", "Type it for me")).await?;
    clicks.one(browser.keys(&[key::ENTER])).await?;
    browser.sees("You're in.").await?;
    form_opens(&browser).await?;
    clicks.one(browser.clicks("#modal button.primary", "")).await?;
    form_closes(&browser).await?;
    clicks.one(browser.clicks("#clock button", "to Tuesday 10:00")).await?;
    browser.sees("Tuesday, 8 September 2026").await?;
    browser.sees("You have a new message from Goodturn.").await?;
    browser.sees("have new messages from Goodturn.").await?;
    clicks.one(browser.clicks("#places button", "Messages")).await?;
    browser.sees("A quiet moment to get back in touch").await?;
    let taken = since.elapsed() + PERSON_NEEDS * clicks.count();
    assert!(taken < PROMISED, "from joining to the first reminder: {taken:?} with {} clicks", clicks.count());
    writeln!(
        std::io::stderr(),
        "from joining to the first reminder: {} steps, of which the machine takes {:?}",
        clicks.count(),
        since.elapsed()
    )?;

    let picture = browser.picture().await?;
    assert!(picture.len() > BLANK_BYTES_MAX, "the picture is blank: {} bytes", picture.len());
    if std::env::var("GOODTURN_PICTURES").is_ok_and(|value| value == "1") {
        std::fs::write(PICTURE, picture)?;
    }
    browser.clicks(".message button", "Not this week").await?;
    browser.sees("Of course. Not this week.").await?;

    // The Home knows what was kept, and nothing of what was taken back.
    browser.clicks("#places button", "Home").await?;
    browser.sees("What you recorded").await?;
    browser.sees("the slides for the trade fair").await?;
    assert!(!browser.shows("the numbers for").await?, "taken back is taken back");
    browser.clicks("#inside-toggle", "").await?;
    browser.sees("views.publish").await?;
    nothing_amiss(&browser, &demo.address).await?;
    browser.close().await
}

/// How many things a person did.
#[derive(Default)]
struct Counted(std::cell::Cell<u32>);

impl Counted {
    async fn one(&self, thing: impl Future<Output = Result<(), Failed>>) -> Result<(), Failed> {
        self.0.set(self.0.get() + 1);
        thing.await
    }

    fn count(&self) -> u32 {
        self.0.get()
    }
}

/// Other people are other people: what is Ana's nobody sees, and Lea reads German.
async fn others() -> Result<(), Failed> {
    let demo = Demo::start(&[]).await?;
    let browser = Browser::open(1280, 900).await?;
    browser.go(&demo.address).await?;
    ready(&browser).await?;
    browser.clicks("#line", "").await?;
    browser.types("/goodturn help").await?;
    browser.keys(&[key::ENTER]).await?;
    browser.sees("Only visible to you").await?;
    browser.clicks("#who button", "").await?;
    browser.clicks("[role=menuitem]", "Lea Fischer").await?;
    browser.sees("You are: Lea Fischer").await?;
    assert!(!browser.shows("Only visible to you").await?, "that was Ana's");
    browser.clicks("#places button", "Home").await?;
    browser.sees("die häufigsten Fragen zum neuen Tarif gesammelt").await?;
    assert_eq!(browser.script("return document.querySelector('.home').lang;", &[]).await?, json!("de"));
    browser.clicks("#clock button", "+1 week").await?;
    browser.sees("Thursday, 10 September 2026").await?;
    // A reload changes nothing about who one is.
    browser.go(&format!("{}/?again#U0000000016", demo.address)).await?;
    ready(&browser).await?;
    browser.sees("You are: Lea Fischer").await?;
    browser.sees("Thursday, 10 September 2026").await?;
    nothing_amiss(&browser, &demo.address).await?;
    browser.close().await
}

/// A bare command and a shortcut open the bot's own form; what is kept is answered where it was typed.
async fn form() -> Result<(), Failed> {
    let demo = Demo::start(&[]).await?;
    let browser = Browser::open(1280, 900).await?;
    browser.go(&demo.address).await?;
    ready(&browser).await?;
    // The weekly post comes at ten, with what two of a team chose to show.
    assert!(!browser.shows("hearing early what customers ask for").await?, "it is nine o'clock");
    browser.clicks("#tour button", "Show the weekly post").await?;
    browser.sees("New between teams").await?;
    browser.sees("hearing early what customers ask for").await?;
    browser.clicks("#line", "").await?;
    browser.types("/gave").await?;
    browser.keys(&[key::ENTER]).await?;
    let title = "return document.querySelector('dialog[open] h2')?.textContent ?? null;";
    browser.waits("a form", async || browser.script(title, &[]).await).await?;
    browser.clicks("#modal input[type=search]", "").await?;
    browser.types("noor").await?;
    browser.clicks("#modal .choices label", "Noor Haddad").await?;
    browser.clicks("#modal textarea", "").await?;
    browser.types("the \"old\" sheet & <its> macros").await?;
    browser.clicks("#modal button.primary", "").await?;
    browser.sees("Kept, for your eyes only.").await?;
    browser.sees("the \"old\" sheet & <its> macros").await?;
    let open = "return document.querySelectorAll('dialog[open]').length;";
    assert_eq!(browser.script(open, &[]).await?, json!(0), "what is sent is closed");
    browser.clicks("#shortcuts button", "Shortcuts").await?;
    browser.clicks("[role=menuitem]", "Record a good turn").await?;
    browser.waits("a form", async || browser.script(title, &[]).await).await?;
    browser.keys(&[key::ESCAPE]).await?;
    browser.waits("no form", async || Ok(if browser.script(open, &[]).await? == 0 { json!(true) } else { json!(null) })).await?;
    nothing_amiss(&browser, &demo.address).await?;
    browser.close().await
}
