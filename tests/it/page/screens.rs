//! Small screens, dark ones, and people whom movement disturbs.

use libtest_mimic::{Failed, Trial};
use serde_json::json;

use super::browser::{Browser, key};
use super::demo::Demo;
use super::{form_closes, form_opens, nothing_amiss, ready};
use crate::support::Harness;

/// The narrowest screen that the page is made for, in CSS pixels.
const NARROW: u32 = 360;

/// The least contrast of text that people with weak sight can read (WCAG 2, level AA).
const CONTRAST_MIN: f64 = 4.5;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    vec![cx.alone("page::fits_a_small_screen", narrow), cx.alone("page::is_readable_in_the_dark_and_holds_still", dark)]
}

async fn narrow() -> Result<(), Failed> {
    let demo = Demo::start(&[]).await?;
    let browser = Browser::open(800, 700).await?;
    let screen = json!({ "width": NARROW, "height": 640, "deviceScaleFactor": 1, "mobile": true });
    browser.devtools("Emulation.setDeviceMetricsOverride", screen).await?;
    browser.go(&demo.address).await?;
    ready(&browser).await?;
    fits(&browser, "at first").await?;
    browser.clicks("#tour button", "Type it for me").await?;
    browser.keys(&[key::ENTER]).await?;
    browser.sees("You're in.").await?;
    form_opens(&browser).await?;
    fits(&browser, "with the form for joining").await?;
    browser.clicks("#modal button.primary", "").await?;
    form_closes(&browser).await?;
    fits(&browser, "after joining").await?;
    browser.clicks("#clock button", "to Tuesday 10:00").await?;
    browser.sees("Tuesday, 8 September 2026").await?;
    browser.clicks("#places-toggle", "").await?;
    fits(&browser, "with the places open").await?;
    browser.clicks("#places button", "Messages").await?;
    browser.sees("A quiet moment to get back in touch").await?;
    fits(&browser, "with a reminder").await?;
    let focused = browser.script("return document.activeElement.id;", &[]).await?;
    assert_eq!(focused, json!("places-toggle"), "the focus is not left on what was folded away");
    browser.clicks("#places-toggle", "").await?;
    browser.clicks("#places button", "Home").await?;
    browser.sees("What you recorded").await?;
    fits(&browser, "on the Home").await?;
    browser.clicks("#inside-toggle", "").await?;
    browser.sees("views.publish").await?;
    fits(&browser, "looking inside").await?;
    nothing_amiss(&browser, &demo.address).await?;
    browser.close().await
}

/// Nothing is wider than the screen, and nothing that can be seen ends beyond its edge.
async fn fits(browser: &Browser, when: &str) -> Result<(), Failed> {
    const BEYOND: &str = "const wide = document.documentElement.clientWidth;
        const seen = [...document.querySelectorAll('button, p, h1, h2, textarea, code, .words')].filter((one) => one.checkVisibility() && !one.closest('.unseen, .skip'));
        const beyond = seen.filter((one) => one.getBoundingClientRect().right > wide + 1 && !one.closest('pre'));
        return [wide, document.documentElement.scrollWidth, beyond.map((one) => one.outerHTML.slice(0, 120))];";
    let found = browser.script(BEYOND, &[]).await?;
    assert_eq!(found[0], json!(NARROW), "{when}");
    assert_eq!(found[1], json!(NARROW), "{when}: it scrolls sideways");
    assert_eq!(found[2], json!([]), "{when}: something lies beyond the edge");
    Ok(())
}

async fn dark() -> Result<(), Failed> {
    let demo = Demo::start(&[]).await?;
    let browser = Browser::open(1280, 900).await?;
    for scheme in ["light", "dark"] {
        let features =
            json!([{ "name": "prefers-color-scheme", "value": scheme }, { "name": "prefers-reduced-motion", "value": "reduce" }]);
        browser.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        browser.go(&format!("{}/?{scheme}", demo.address)).await?;
        ready(&browser).await?;
        browser.clicks("#line", "").await?;
        browser.types("/goodturn help").await?;
        browser.keys(&[key::ENTER]).await?;
        browser.sees("Only visible to you").await?;
        browser.clicks("#clock button", "+1 week").await?;
        browser.waits("a note in passing", async || browser.script("return document.querySelector('.toast') && true;", &[]).await).await?;
        let placed = browser.script(TOUR_AND_NOTE, &[]).await?;
        assert_eq!(placed, json!([true, false]), "the tour is there, and the note does not cover it");
        let faint = browser.script(CONTRASTS, &[json!(CONTRAST_MIN)]).await?;
        assert_eq!(faint, json!([]), "too faint when {scheme}");
        let moving = browser.script("return getComputedStyle(document.querySelector('.toast')).animationName;", &[]).await?;
        assert_eq!(moving, json!("none"), "nothing moves for people whom it disturbs");
    }
    nothing_amiss(&browser, &demo.address).await?;
    browser.close().await
}

/// Whether the tour is shown, and whether a note in passing covers some of it.
const TOUR_AND_NOTE: &str = "const [tour, note] = ['#tour', '.toast'].map((one) => document.querySelector(one).getBoundingClientRect());
  return [tour.width > 0, note.left < tour.right && note.right > tour.left && note.top < tour.bottom && note.bottom > tour.top];";

/// All texts whose colour is too close to what lies behind them.
const CONTRASTS: &str = "const parts = (colour) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (one) => {
    for (; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor);
      if (colour[3] > 250) return colour;
    }
    return [255, 255, 255, 255];
  };
  const texts = [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility() && !one.closest('.unseen, .skip, noscript') && [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
  return texts.flatMap((one) => {
    const [front, back] = [light(parts(getComputedStyle(one).color)), light(behind(one))];
    const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    return contrast < arguments[0] ? [`${one.outerHTML.slice(0, 100)} ${contrast.toFixed(2)}`] : [];
  });";
