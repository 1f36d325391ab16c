//! The page of `goodturn demo` in a real browser, as a person meets it: clicking, typing, by keyboard alone, on a small screen.
//! The program, the page and the browser are the real ones; nothing is reached behind the page's back.

mod browser;
mod demo;
mod door;
mod keyboard;
mod kit;
mod morning;
mod screens;

use browser::Browser;
use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use crate::support::{Harness, Need};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let in_a_browser = [morning::trials(cx), keyboard::trials(cx), screens::trials(cx), kit::trials(cx)].into_iter().flatten();
    let in_a_browser = in_a_browser.map(|trial| cx.need(Need::Chromium, trial));
    let driven = in_a_browser.map(|trial| if trial.has_ignored_flag() { trial } else { cx.need(Need::Chromedriver, trial) });
    door::trials(cx).into_iter().chain(driven).collect()
}

/// A client for this machine alone, whatever proxy the environment names.
fn client() -> Result<reqwest::Client, Failed> {
    // Another trial may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(reqwest::Client::builder().no_proxy().build()?)
}

/// What must hold at the end of every visit: the console is silent, and nothing came from elsewhere.
async fn nothing_amiss(browser: &Browser, address: &str) -> Result<(), Failed> {
    let console = browser.console().await?;
    assert!(console.is_empty(), "the console says: {console:#?}");
    let fetched = browser.script("return performance.getEntriesByType('resource').map((entry) => entry.name);", &[]).await?;
    let fetched: Vec<&str> = fetched.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert!(fetched.len() > 10, "the page's parts were fetched: {fetched:?}");
    let own = format!("{address}/");
    assert!(fetched.iter().all(|name| name.starts_with(&own)), "something came from elsewhere: {fetched:?}");
    Ok(())
}

/// Waits until the page is drawn for the first time.
async fn ready(browser: &Browser) -> Result<(), Failed> {
    browser.waits("the page", async || browser.script("return document.body.dataset.ready ?? null;", &[]).await).await.map(drop)
}

/// Waits until a form is open before the person.
async fn form_opens(browser: &Browser) -> Result<(), Failed> {
    let title = "return document.querySelector('dialog[open] h2')?.textContent ?? null;";
    browser.waits("a form", async || browser.script(title, &[]).await).await.map(drop)
}

/// Waits until no form is open.
async fn form_closes(browser: &Browser) -> Result<(), Failed> {
    let open = "return document.querySelectorAll('dialog[open]').length === 0 || null;";
    browser.waits("no form", async || browser.script(open, &[]).await).await.map(drop)
}
