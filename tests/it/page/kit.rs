//! Block Kit on the page: every block and every field that the bot may use, from its JSON, and what forms send back.
//! The same JSON is held against the stand-in's own rules, so that the page is tried on what Slack would take.

use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use standin::blockkit::{Surface, check_blocks, check_view};

use super::browser::{Browser, key};
use super::demo::Demo;
use super::{nothing_amiss, ready};
use crate::support::Harness;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    vec![cx.alone("page::shows_every_block", every_block), cx.alone("page::forms_are_filled_and_sent", forms)]
}

/// Names that mentions stand for.
const NAMES: &str = "{ user: (id) => ({ U1: 'Sam' })[id], channel: () => 'general', group: () => 'finance', zone: 'Europe/Berlin',
    people: [{ id: 'U1', name: 'Sam' }, { id: 'U2', name: 'Lee' }], channels: [{ id: 'C1', name: 'general' }] }";

/// Shows blocks in a box of their own, and answers what they read as.
async fn shown(browser: &Browser, blocks: &Value) -> Result<String, Failed> {
    let script = format!(
        "return (async () => {{
            const {{ blocks }} = await import('/page/blocks.js');
            document.querySelector('#box')?.remove();
            const box = document.querySelector('#stream').appendChild(document.createElement('div'));
            box.id = 'box';
            window.pressed = [];
            box.append(...blocks(arguments[0], {{ names: {NAMES}, press: (...what) => window.pressed.push(what) }}));
            return box.innerText;
        }})();"
    );
    Ok(browser.script(&script, std::slice::from_ref(blocks)).await?.as_str().unwrap_or_default().to_owned())
}

/// How many elements fit this.
async fn count(browser: &Browser, selector: &str) -> Result<Value, Failed> {
    browser.script("return document.querySelectorAll(arguments[0]).length;", &[json!(selector)]).await
}

fn plain(text: &str) -> Value {
    json!({ "type": "plain_text", "text": text })
}

fn options(names: &[&str]) -> Value {
    names.iter().map(|name| json!({ "text": plain(name), "value": name.to_lowercase() })).collect()
}

/// One of each block.
fn all_blocks() -> Value {
    let text = "*bold* _slanted_ ~gone~ `code *not bold*` 2*3*4 snake_case_word <https://example.org|a link> <javascript:alert(1)|no link> <@U1> \
                <#C1> <!subteam^S1> <!date^1788418800^{date_long} at {time}|fallback> :wave: :no-such: &lt;b&gt;raw&lt;/b&gt; &amp;amp;\n>quoted\n>twice\nafter";
    json!([
        { "type": "header", "text": plain("A header") },
        { "type": "section", "text": { "type": "mrkdwn", "text": text } },
        { "type": "section", "fields": [plain("one <i>"), { "type": "mrkdwn", "text": "*two*" }],
          "accessory": { "type": "overflow", "action_id": "over", "options": options(&["First", "Second"]) } },
        { "type": "context", "elements": [{ "type": "mrkdwn", "text": "a _footnote_" }, { "type": "image", "image_url": "https://example.org/a.png", "alt_text": "a small picture" }] },
        { "type": "divider" },
        { "type": "image", "image_url": "https://example.org/b.png", "alt_text": "a bridge", "title": plain("Bridges") },
        { "type": "rich_text", "elements": [
            { "type": "rich_text_section", "elements": [{ "type": "text", "text": "rich", "style": { "bold": true } }, { "type": "user", "user_id": "U1" }, { "type": "emoji", "name": "seedling" }] },
            { "type": "rich_text_list", "style": "bullet", "elements": [{ "type": "rich_text_section", "elements": [{ "type": "text", "text": "a point" }] }] } ] },
        { "type": "actions", "block_id": "a", "elements": [
            { "type": "button", "action_id": "go", "text": plain("Go"), "value": "1", "style": "primary" },
            { "type": "button", "action_id": "risky", "text": plain("Risky"), "value": "2", "style": "danger",
              "confirm": { "title": plain("Sure?"), "text": plain("It can't be undone."), "confirm": plain("Do it"), "deny": plain("Better not") } },
            { "type": "static_select", "action_id": "pick", "placeholder": plain("Pick one"), "options": options(&["Red", "Blue"]) },
            { "type": "users_select", "action_id": "who", "placeholder": plain("Pick somebody") },
            { "type": "datepicker", "action_id": "day", "initial_date": "2026-09-01" },
            { "type": "timepicker", "action_id": "hour", "initial_time": "10:00" } ] },
    ])
}

async fn every_block() -> Result<(), Failed> {
    let demo = Demo::start(&[]).await?;
    let browser = Browser::open(1280, 900).await?;
    browser.go(&demo.address).await?;
    ready(&browser).await?;
    let blocks = all_blocks();
    assert!(check_blocks(&blocks, Surface::Message, "").is_empty(), "{:?}", check_blocks(&blocks, Surface::Message, ""));
    let read = shown(&browser, &blocks).await?;
    for words in [
        "A header",
        "2*3*4 snake_case_word",
        "a link no link @Sam #general @finance",
        "Thursday 3 September 2026 at 09:00",
        "👋 :no-such: <b>raw</b> &amp;",
        "code *not bold*",
        "one <i>",
        "a footnote",
        "a small picture",
        "a bridge",
        "rich",
        "a point",
        "Risky",
        "Pick somebody",
    ] {
        assert!(read.replace(", ", " ").contains(words), "“{words}” is not in\n{read}");
    }
    assert!(!read.contains("a block of the kind"), "{read}");
    for (selector, times) in [
        ("#box strong", 3),
        ("#box em", 2),
        ("#box s", 1),
        ("#box blockquote", 1),
        ("#box a[href]", 1),
        ("#box img", 0),
        ("#box b, #box i", 0),
    ] {
        assert_eq!(count(&browser, selector).await?, json!(times), "{selector}");
    }
    acts_are_sent(&browser).await?;
    assert!(shown(&browser, &json!([{ "type": "hologram" }])).await?.contains("hologram"), "what is not known is not left out in silence");
    nothing_amiss(&browser, &demo.address).await?;
    browser.close().await
}

async fn acts_are_sent(browser: &Browser) -> Result<(), Failed> {
    browser.clicks("#box button", "Go").await?;
    browser.clicks("#box button", "Risky").await?;
    browser.sees("It can't be undone.").await?;
    browser.clicks("#confirm button", "Better not").await?;
    browser.clicks("#box button", "Risky").await?;
    browser.clicks("#confirm button", "Do it").await?;
    browser.clicks("#box button", "Pick one").await?;
    browser.clicks("[role=menuitem]", "Blue").await?;
    browser.clicks("#box button", "Pick somebody").await?;
    browser.keys(&[key::END, key::ENTER]).await?;
    browser.clicks("#box button", "More").await?;
    browser.keys(&[key::DOWN, key::ENTER]).await?;
    browser.clicks("#box .with-button button", "Set").await?;
    let pressed = browser.script("return window.pressed.map(([, ...what]) => what);", &[]).await?;
    let expected = json!([["go", "1"], ["risky", "2"], ["pick", "blue"], ["who", "U2"], ["over", "second"], ["hour", "10:00"]]);
    assert_eq!(pressed, expected);
    Ok(())
}

/// A form with every field.
fn form() -> Value {
    let input = |id: &str, label: &str, optional: bool, element: Value| {
        let mut element = element;
        element["action_id"] = json!(id);
        json!({ "type": "input", "block_id": id, "label": plain(label), "optional": optional, "hint": plain(&format!("hint of {label}")), "element": element })
    };
    json!({
        "type": "modal", "title": plain("A form"), "submit": plain("Keep"), "close": plain("Never mind"), "callback_id": "form",
        "blocks": [
            input("who", "Who", false, json!({ "type": "multi_users_select", "max_selected_items": 2 })),
            input("what", "What", false, json!({ "type": "plain_text_input", "multiline": true, "min_length": 4, "max_length": 20 })),
            input("team", "Team", false, json!({ "type": "static_select", "options": options(&["Sales", "Finance"]) })),
            input("side", "Side", false, json!({ "type": "radio_buttons", "options": options(&["I helped", "They helped"]), "initial_option": options(&["I helped"])[0] })),
            input("also", "Also", true, json!({ "type": "checkboxes", "options": options(&["Tell me", "Hide me"]) })),
            input("groups", "Groups", true, json!({ "type": "multi_static_select", "options": options(&["A", "B"]), "initial_options": options(&["B"]) })),
            input("lead", "Lead", true, json!({ "type": "users_select" })),
            input("channel", "Channel", true, json!({ "type": "conversations_select", "initial_conversation": "C1" })),
            input("day", "Day", true, json!({ "type": "datepicker", "initial_date": "2026-09-01" })),
            input("hour", "Hour", true, json!({ "type": "timepicker", "initial_time": "10:00" })),
        ],
    })
}

async fn forms() -> Result<(), Failed> {
    let demo = Demo::start(&[]).await?;
    let browser = Browser::open(1280, 900).await?;
    browser.go(&demo.address).await?;
    ready(&browser).await?;
    let mut view = form();
    assert!(check_view(&view, Surface::Modal, "").is_empty(), "{:?}", check_view(&view, Surface::Modal, ""));
    view["id"] = json!("V1");
    assert_eq!(show(&browser, json!([view]), Value::Null).await?, json!("U1"), "the focus is in the first field");
    browser.sees("hint of What").await?;
    browser.clicks("#modal button", "Keep").await?;
    browser.sees("Please fill this in.").await?;
    browser.keys(&[key::SPACE, key::TAB, key::TAB]).await?;
    browser.types("abc").await?;
    browser.clicks("#modal select[data-action=team]", "").await?;
    browser.types("F").await?;
    browser.keys(&[key::ENTER]).await?;
    browser.clicks("#modal label", "They helped").await?;
    browser.clicks("#modal label", "Tell me").await?;
    browser.clicks("#modal button", "Keep").await?;
    browser.sees("At least 4 characters, please.").await?;
    browser.types("d").await?;
    browser.clicks("#modal button", "Keep").await?;
    let sent = browser.script("return window.acts.pop();", &[]).await?;
    let values = &sent["state"]["values"];
    assert_eq!((&sent["act"], &sent["view_id"]), (&json!("submit"), &json!("V1")));
    assert_eq!(values["who"]["who"]["selected_users"], json!(["U1"]));
    assert_eq!(values["what"]["what"]["value"], json!("abcd"));
    assert_eq!(values["team"]["team"]["selected_option"]["value"], json!("finance"));
    assert_eq!(values["side"]["side"]["selected_option"]["value"], json!("they helped"));
    assert_eq!(values["also"]["also"]["selected_options"][0]["value"], json!("tell me"));
    assert_eq!(values["groups"]["groups"]["selected_options"][0]["value"], json!("b"));
    assert_eq!(values["lead"]["lead"]["selected_user"], Value::Null);
    assert_eq!(values["channel"]["channel"]["selected_conversation"], json!("C1"));
    assert_eq!(values["day"]["day"]["selected_date"], json!("2026-09-01"));
    assert_eq!(values["hour"]["hour"]["selected_time"], json!("10:00"));

    refused_and_stacked(&browser, &view).await?;
    nothing_amiss(&browser, &demo.address).await?;
    browser.close().await
}

/// Puts these forms before the person, the top one last, with what the bot says about fields; answers what is in the focused field.
async fn show(browser: &Browser, views: Value, errors: Value) -> Result<Value, Failed> {
    let script = format!(
        "return (async () => {{
            const {{ showModal }} = await import('/page/modal.js');
            window.acts ??= [];
            showModal(arguments[0], {{ person: 'U9', names: {NAMES}, errors: arguments[1], act: (what) => window.acts.push(what) }});
            return document.activeElement.value ?? null;
        }})();"
    );
    browser.script(&script, &[views, errors]).await
}

async fn refused_and_stacked(browser: &Browser, view: &Value) -> Result<(), Failed> {
    // The bot refuses a field: it says so there, and what was typed is still there.
    show(browser, json!([view]), json!({ "what": "Say it in other words." })).await?;
    browser.sees("Say it in other words.").await?;
    let focused = browser.script("return [document.activeElement.value, document.activeElement.ariaInvalid];", &[]).await?;
    assert_eq!(focused, json!(["abcd", "true"]));
    // Another form on top, and back again; Escape closes as the button does.
    let above = json!({ "type": "modal", "id": "V2", "title": plain("On top"), "blocks": [{ "type": "section", "text": plain("Above") }] });
    show(browser, json!([view, above]), Value::Null).await?;
    browser.sees("On top").await?;
    browser.keys(&[key::ESCAPE]).await?;
    assert_eq!(browser.script("return window.acts.pop();", &[]).await?, json!({ "act": "close", "view_id": "V2" }));
    show(browser, json!([view]), Value::Null).await?;
    let typed = browser.script("return document.querySelector('#modal textarea').value;", &[]).await?;
    assert_eq!(typed, json!("abcd"), "what lies under another form keeps what was typed");
    show(browser, json!([]), Value::Null).await?;
    assert_eq!(count(browser, "dialog[open]").await?, json!(0));
    Ok(())
}
