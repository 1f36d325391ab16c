//! Odd deliveries by the hundred, over HTTP and over Socket Mode: real payloads with every field gone, null, of another type or far too deep,
//! texts that no keyboard makes, and bodies that are no payloads at all.
//! Each is answered, nothing panics, no connection is lost, and what means nothing changes nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use url::form_urlencoded::Serializer;

use super::{
    TEAM,
    frames::{command, envelope, hear, kept, stand},
    real::{ANN, EVENTS, INTERACTIONS, Real, real_deliveries},
    user, with_far_end,
};
use crate::{
    crash::{SAM, rows::Rows},
    support::{
        Harness, TestDatabase,
        far_end::FarEnd,
        process::LocalSlack,
        signed::{COMMANDS, FORM, Line, now_seconds},
    },
};

/// Characters of a very long text: more than Slack lets anybody type.
const LONG_CHARS: usize = 4_000;

/// Levels of a structure that no reader should follow.
const DEPTH: usize = 300;

/// How long all acknowledgements of one batch may take.
const HEARD_WITHIN: Duration = Duration::from_mins(1);

/// Pause between two looks at what is stored: alike, they show that nothing is under way. Longer than the bot's own pauses between Homes.
const LOOK_EVERY: Duration = Duration::from_millis(1_100);

/// Looks until it must have come to rest.
const LOOKS_MAX: usize = 40;

/// Envelopes under way at once.
const BATCH: usize = 100;

pub(super) fn trials(cx: &Harness) -> Vec<Trial> {
    cx.both("intake::odd_deliveries", odd_deliveries)
}

async fn odd_deliveries(database: TestDatabase) -> Result<(), Failed> {
    let (slack, mut far, bot) = with_far_end(&database, vec![user(SAM, "sam"), user(ANN, "ann")]).await?;
    let bot = bot.with("RUST_LOG", "info");
    let process = bot.start().await?;
    stand(&far, 2).await?;
    let real = real_deliveries(&slack, &process).await?;
    let mut rows = Rows::of(&database).await?;
    let acts = rows.acts_by_owner().await?;
    assert_eq!(acts.get(ANN), Some(&2), "two acts are there: one was typed, and one filled in");

    let mut line = Line::to(process.address);
    // Every field of every payload, made odd.
    let mut count = 0;
    for one in &real {
        let some = one.some(database.engine);
        let odd = mutations(&one.payload).into_iter().step_by(some).collect();
        count += odd_both_ways((&slack, &mut line, &mut far), one, odd, count).await?;
    }
    assert!(count > 2_000, "only {count} deliveries were made");
    assert_eq!(rows.acts_by_owner().await?.get(ANN), Some(&2), "each act is there once, whatever came after it");
    texts(&slack, &mut line, &mut far).await?;
    long_fields(&slack, &mut line, &mut far, &real).await?;

    // What means nothing changes nothing.
    let before = at_rest(&mut rows).await?;
    for (what, path, kind, body) in nonsense() {
        let delivery = slack.signer.signed_at(&now_seconds().to_string(), path, kind, body);
        let answer = line.send(&delivery).await.map_err(|error| format!("{path} {what}: {error}"))?;
        assert!(matches!(answer.status, 200 | 400 | 401 | 413), "{path} {what}: {answer:?}");
    }
    let odd: Vec<Message> = odd_frames();
    let answered = odd.iter().filter(|frame| frame.to_text().is_ok_and(|text| text.contains("\"envelope_id\":\"odd"))).count();
    for (turn, frame) in odd.into_iter().enumerate() {
        assert!(far.send(turn, frame));
    }
    assert_eq!(hear(&mut far, answered, HEARD_WITHIN).await.len(), answered, "all odd frames with an id are acknowledged");
    let after = at_rest(&mut rows).await?;
    for (table, content) in &after {
        let (known, content) = (before.get(table).cloned().unwrap_or_default(), content.clone());
        // When each Home was last published is the worker's business, at its own pace; that there is no other one is ours.
        let unmarked = |rows: Vec<String>| if table == "home" { vec![rows.len().to_string()] } else { rows };
        assert_eq!(unmarked(known), unmarked(content), "{table} changed");
    }

    next_is_answered(&mut far).await;
    assert_eq!((far.standing(), far.taken()), (2, 2), "no connection was lost on the way");
    let said = process.said();
    for bad in ["panicked", "could not be handled", "could not be taken"] {
        assert!(!said.contains(bad), "the log says: {:?}", said.lines().filter(|line| line.contains(bad)).collect::<Vec<_>>());
    }
    Ok(())
}

/// What is stored once nothing changes any more: what was acknowledged is not always done yet.
async fn at_rest(rows: &mut Rows) -> Result<BTreeMap<String, Vec<String>>, Failed> {
    let mut known = rows.content().await?;
    for _ in 0..LOOKS_MAX {
        tokio::time::sleep(LOOK_EVERY).await;
        let now = rows.content().await?;
        if now == known {
            return Ok(now);
        }
        known = now;
    }
    Err("what is stored does not come to rest".into())
}

/// One payload in all its odd forms, both ways at once: what comes on one may be the same trigger as on the other. Tells how many there were.
async fn odd_both_ways(
    (slack, line, far): (&LocalSlack, &mut Line, &mut FarEnd),
    one: &Real,
    odd: Vec<(String, Value)>,
    begin: usize,
) -> Result<usize, Failed> {
    let frames = odd.iter().enumerate().map(|(number, (_, payload))| envelope(&format!("{}", begin + number), one.kind, payload));
    let frames = frames.collect();
    let over_http = async {
        for (what, payload) in &odd {
            let delivery = slack.signer.signed_at(&now_seconds().to_string(), one.path, one.content_type(), one.body(payload));
            let answer = line.send(&delivery).await.map_err(|error| format!("{} {what}: {error}", one.path))?;
            assert_eq!(answer.status, 200, "{} {what}: {answer:?}", one.path);
        }
        Ok::<(), Failed>(())
    };
    let (over_http, over_sockets) = tokio::join!(over_http, all_acknowledged(far, frames));
    over_http.and(over_sockets)?;
    Ok(odd.len())
}

/// The next one on each connection is answered as if nothing had been.
async fn next_is_answered(far: &mut FarEnd) {
    for turn in 0..2 {
        let text = format!("<@{SAM}> kept the door open, {turn}");
        let id = format!("after-{turn}");
        assert!(far.send(turn, envelope(&id, "slash_commands", &command(ANN, "/gave", &text, &id))));
    }
    let after = hear(far, 2, HEARD_WITHIN).await;
    assert!(after.len() == 2 && after.values().all(kept), "{after:?}");
}

/// Sends frames a hundred at a time; each must be acknowledged.
async fn all_acknowledged(far: &mut FarEnd, frames: Vec<Message>) -> Result<(), Failed> {
    for batch in frames.chunks(BATCH) {
        for (turn, frame) in batch.iter().enumerate() {
            assert!(far.send(turn, frame.clone()), "no connection is left");
        }
        let heard = hear(far, batch.len(), HEARD_WITHIN).await;
        if heard.len() < batch.len() {
            let ids: BTreeSet<String> = heard.into_keys().collect();
            let lost = batch.iter().filter_map(|frame| frame.to_text().ok());
            let lost: Vec<&str> = lost.filter(|text| !ids.iter().any(|id| text.contains(&format!("\"envelope_id\":\"{id}\"")))).collect();
            return Err(format!("{} envelopes were not acknowledged: {:?}", lost.len(), lost.first()).into());
        }
    }
    Ok(())
}

/// Every field of a payload gone, null, a number, a text, a deep structure, and arrays empty.
fn mutations(payload: &Value) -> Vec<(String, Value)> {
    let mut deep = json!("x");
    for _ in 0..50 {
        deep = json!({ "blocks": [deep] });
    }
    let mut made = Vec::new();
    // Blocks are read for their kind and name alone: of many that are alike, the first stands for all.
    let plain =
        |pointer: &String| pointer.split_once("/blocks/").is_none_or(|(_, inner)| inner.starts_with('0') && inner.matches('/').count() < 2);
    for pointer in pointers(payload, "").into_iter().filter(plain) {
        let few = [Value::Null, json!(7), json!("text"), json!({})];
        let more = [json!(-1.5e300), json!(""), json!(true), json!([]), deep.clone()];
        // Most of a view is Slack's own, and alike.
        let more = if pointer.starts_with("/view/") && !pointer.starts_with("/view/state") { Vec::new() } else { more.to_vec() };
        for odd in few.into_iter().chain(more) {
            let mut one = payload.clone();
            *one.pointer_mut(&pointer).expect("the pointer leads somewhere") = odd;
            made.push((pointer.clone(), one));
        }
        let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
        let mut one = payload.clone();
        if let Some(parent) = one.pointer_mut(parent).and_then(Value::as_object_mut) {
            parent.remove(key);
            made.push((format!("{pointer} gone"), one));
        }
    }
    made
}

/// Where everything in a value is, however deep.
fn pointers(value: &Value, at: &str) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (format!("{at}/{name}"), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(place, value)| (format!("{at}/{place}"), value)).collect(),
        _ => Vec::new(),
    };
    inner.into_iter().flat_map(|(at, value)| [vec![at.clone()], pointers(value, &at)].concat()).collect()
}

/// Texts that no keyboard makes, in each command.
async fn texts(slack: &LocalSlack, line: &mut Line, far: &mut FarEnd) -> Result<(), Failed> {
    let long = |text: &str| text.chars().cycle().take(LONG_CHARS).collect::<String>();
    let texts = [
        long("x"),
        long("👩‍👩‍👧‍👦 "),
        long("\u{202e}שלום مرحبا "),
        long("<@U0000000SAM> "),
        long("<@"),
        long("&lt;&gt;&amp; <!channel> "),
        long("e\u{301}\u{302}\u{303}"),
        format!("<@{SAM}> {}", long("ß\0\u{1}\u{7f}\u{feff}")),
        format!("<@{SAM}|sam> <@U404> <#C1|general> <!subteam^S1> <https://example.com|x> on 31.02.2026"),
        format!("<@{SAM}> 99999999999999999999 weeks ago"),
        format!("<@{SAM}>\u{2028}\r\n\t{}", long("\n")),
        "\0".to_owned(),
        "team \0\u{fffd}".to_owned(),
        format!("team {}", long("\u{10ffff}")),
    ];
    let mut frames = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        for name in ["/gave", "/asked", "/goodturn", "/unheard-of", ""] {
            let payload = command(&format!("U000TEXT{number}"), name, text, &format!("{number}.{name}"));
            let real = Real { path: COMMANDS, kind: "slash_commands", payload };
            let delivery = slack.signer.signed_at(&now_seconds().to_string(), COMMANDS, FORM, real.body(&real.payload));
            let answer = line.send(&delivery).await?;
            assert_eq!(answer.status, 200, "{name} {text:?}");
            assert!(!answer.body.contains("Something went wrong"), "{name} {text:?}: {}", answer.body);
            frames.push(envelope(&format!("text-{number}{name}"), real.kind, &real.payload));
        }
    }
    all_acknowledged(far, frames).await
}

/// Forms with more in their inputs than Slack lets anybody type, or than an input holds.
async fn long_fields(slack: &LocalSlack, line: &mut Line, far: &mut FarEnd, real: &[Real]) -> Result<(), Failed> {
    let mut frames = Vec::new();
    for form in real.iter().filter(|one| !one.payload["view"]["state"]["values"].is_null()) {
        let long = ["x", "ß", "👩‍👩‍👧‍👦 ", "<@U0000000SAM> ", "\u{202e}שלום ", "\0"]
            .map(|text| text.chars().cycle().take(LONG_CHARS).collect::<String>());
        for (number, text) in long.into_iter().enumerate() {
            let (mut payload, id) = (form.payload.clone(), format!("long-{}-{number}", frames.len()));
            payload["user"]["id"] = json!(format!("U000LONG{number}"));
            payload["view"]["id"] = json!(format!("V{id}"));
            payload["trigger_id"] = json!(id);
            let blocks = payload["view"]["state"]["values"].as_object_mut().into_iter().flatten();
            for (_, element) in blocks.filter_map(|(_, block)| block.as_object_mut()).flatten() {
                element["value"] = json!(text);
            }
            let delivery = slack.signer.signed_at(&now_seconds().to_string(), form.path, form.content_type(), form.body(&payload));
            let answer = line.send(&delivery).await?;
            assert_eq!(answer.status, 200, "{text:?}");
            assert!(!answer.body.contains("Something went wrong"), "{text:?}: {}", answer.body);
            frames.push(envelope(&id, form.kind, &payload));
        }
    }
    assert!(frames.len() >= 12, "a form that was sent, and a press in one");
    all_acknowledged(far, frames).await
}

/// Bodies that mean nothing: broken, of another kind, or of something that nobody heard of.
fn nonsense() -> Vec<(String, &'static str, &'static str, Vec<u8>)> {
    const JSON: &str = "application/json";
    let event = |event: Value| json!({"type": "event_callback", "team_id": TEAM, "event_id": "EvOdd", "event": event}).to_string();
    let deep = format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
    let bodies: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"{".to_vec(),
        b"null".to_vec(),
        b"[]".to_vec(),
        b"7".to_vec(),
        b"\"text\"".to_vec(),
        b"{\"type\":\"event_callback\",".to_vec(),
        b"\xff\xfe\x00broken".to_vec(),
        b"%ff%00=%ed%a0%80&&&===&a&=b".to_vec(),
        b"payload=".to_vec(),
        b"payload=%7B".to_vec(),
        b"payload=null&payload=%7B%7D".to_vec(),
        b"payload=%7B%22type%22%3A%22block_actions%22%7D".to_vec(),
        format!("team_id={TEAM}&team_id=T2&command=%2Fgave&text=x").into_bytes(),
        format!("payload={deep}").into_bytes(),
        deep.into_bytes(),
        event(json!({"type": "never_heard_of", "user": ANN})).into_bytes(),
        event(json!({"type": "message", "text": "hello", "user": ANN, "channel": "C1"})).into_bytes(),
        event(json!({"type": "user_change", "user": null})).into_bytes(),
        event(json!({"type": "user_change", "user": {"name": "nobody"}})).into_bytes(),
        event(json!({"type": "app_home_opened", "user": ANN, "tab": "messages"})).into_bytes(),
        event(json!({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}})).into_bytes(),
        json!({"type": "event_callback", "team_id": "T404", "event": {"type": "app_home_opened"}}).to_string().into_bytes(),
        json!({"type": "url_verification", "challenge": null}).to_string().into_bytes(),
        json!({"type": "never_heard_of"}).to_string().into_bytes(),
    ];
    let mut made = Vec::new();
    for (path, kind) in
        [(COMMANDS, FORM), (INTERACTIONS, FORM), (EVENTS, JSON), (COMMANDS, JSON), (INTERACTIONS, "text/plain"), (EVENTS, "")]
    {
        for (number, body) in bodies.iter().enumerate() {
            made.push((format!("{number} as {kind:?}"), path, kind, body.clone()));
        }
        for action in ["never_heard_of", "", "undo", "nudge:there:"] {
            let payload = press(action);
            let body = Serializer::new(String::new()).append_pair("payload", &payload.to_string()).finish().into_bytes();
            made.push((format!("a press on {action:?} as {kind:?}"), path, kind, body));
        }
    }
    made
}

/// A press on a button that is not there, or on nothing that is.
fn press(action: &str) -> Value {
    json!({
        "type": "block_actions", "user": {"id": ANN, "team_id": TEAM}, "team": {"id": TEAM}, "trigger_id": format!("odd.{action}"),
        "container": {"type": "message"}, "actions": [{"type": "button", "action_id": action, "value": "01ARZ3NDEKTSV4RRFFQ69G5FAV"}],
    })
}

/// Frames that mean nothing; those whose id begins with `odd` can be acknowledged.
fn odd_frames() -> Vec<Message> {
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let mut texts: Vec<String> = ["", "{", "null", "[]", "7", "{}", "{\"type\":7}", "{\"type\":\"hello\"}", "{\"envelope_id\":null}"]
        .iter()
        .map(|text| (*text).to_owned())
        .collect();
    texts.push(format!("{{\"envelope_id\":\"odd-deep\",\"type\":\"interactive\",\"payload\":{deep}}}"));
    texts.push(r#"{"envelope_id":"odd-half","type":"slash_commands","payload":{"text":"\ud83d"}}"#.to_owned());
    for (number, kind) in ["slash_commands", "interactive", "events_api", "never_heard_of", ""].iter().enumerate() {
        for (place, payload) in [json!(null), json!([]), json!({}), json!("x"), press("never_heard_of")].iter().enumerate() {
            texts.push(json!({"envelope_id": format!("odd-{number}-{place}"), "type": kind, "payload": payload}).to_string());
        }
        texts.push(json!({"envelope_id": format!("odd-{number}"), "type": kind}).to_string());
    }
    let mut frames: Vec<Message> = texts.into_iter().map(Message::text).collect();
    frames.push(Message::binary(vec![0, 255, 1]));
    frames.push(Message::Ping(vec![1; 100].into()));
    frames
}
