//! The same by keyboard alone: nothing needs a mouse, and the focus never gets lost.

use libtest_mimic::{Failed, Trial};
use serde_json::json;

use super::browser::{Browser, key};
use super::demo::Demo;
use super::{form_closes, form_opens, nothing_amiss, ready};
use crate::support::Harness;

/// More steps than there are things to step through.
const TABS_MAX: usize = 60;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    vec![cx.alone("page::works_by_keyboard_alone", by_keyboard)]
}

async fn by_keyboard() -> Result<(), Failed> {
    let demo = Demo::start(&[]).await?;
    let browser = Browser::open(1280, 900).await?;
    browser.go(&demo.address).await?;
    ready(&browser).await?;
    browser.keys(&[key::TAB]).await?;
    assert_eq!(focus(&browser).await?, "Skip to the conversation", "the first stop leads past the columns");

    tabs_to(&browser, "You are: Ana Castillo").await?;
    browser.keys(&[key::ENTER, "m"]).await?;
    assert!(focus(&browser).await?.starts_with("Mia Rossi"), "a letter leads to a name");
    browser.keys(&[key::ESCAPE]).await?;
    assert!(focus(&browser).await?.starts_with("You are: Ana"), "the focus comes back");

    tabs_to(&browser, "Message in #general").await?;
    browser.types("/goodturn j").await?;
    browser.keys(&[key::TAB]).await?;
    let typed = browser.script("return document.activeElement.value;", &[]).await?;
    assert_eq!(typed, json!("/goodturn join "), "Tab takes the suggestion");
    browser.keys(&[key::ENTER]).await?;
    browser.sees("You're in.").await?;
    form_opens(&browser).await?;
    browser.keys(&[key::ESCAPE]).await?;
    form_closes(&browser).await?;

    back_to(&browser, "to Tuesday 10:00").await?;
    browser.keys(&[key::SPACE]).await?;
    browser.sees("Tuesday, 8 September 2026").await?;
    assert_eq!(focus(&browser).await?, "to Tuesday 10:00", "pressing does not take the focus away");
    tabs_to(&browser, "Messages").await?;
    browser.keys(&[key::ENTER]).await?;
    browser.sees("A quiet moment to get back in touch").await?;
    assert!(focus(&browser).await?.starts_with("Messages"), "the column keeps the focus");
    tabs_to(&browser, "We've been in touch").await?;
    browser.keys(&[key::ENTER]).await?;
    browser.sees("Good. I've noted that you have been in touch.").await?;
    let inside = browser.script("return document.activeElement.closest('.message') !== null;", &[]).await?;
    assert_eq!(inside, json!(true), "the focus stays on the message whose button is gone");
    nothing_amiss(&browser, &demo.address).await?;
    browser.close().await
}

/// What a screen reader would say of what has the focus.
async fn focus(browser: &Browser) -> Result<String, Failed> {
    const NAME: &str =
        "const one = document.activeElement; return (one.ariaLabel || one.labels?.[0]?.textContent || one.textContent || '').trim();";
    Ok(browser.script(NAME, &[]).await?.as_str().unwrap_or_default().to_owned())
}

/// Steps forward until the focus is on something of this name.
async fn tabs_to(browser: &Browser, name: &str) -> Result<(), Failed> {
    for _ in 0..TABS_MAX {
        if focus(browser).await?.starts_with(name) {
            return Ok(());
        }
        browser.keys(&[key::TAB]).await?;
    }
    Err(format!("Tab never came to {name}").into())
}

/// Steps backward until the focus is on something of this name.
async fn back_to(browser: &Browser, name: &str) -> Result<(), Failed> {
    for _ in 0..TABS_MAX {
        if focus(browser).await?.starts_with(name) {
            return Ok(());
        }
        browser.chord(key::SHIFT, key::TAB).await?;
    }
    Err(format!("Shift and Tab never came to {name}").into())
}
