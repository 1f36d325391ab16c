//! Odd answers of the Web API.
//! One odd user must not lose a page, and no answer, whatever it is, may be taken for a success or stop the bot.

use std::{sync::Arc, time::Duration};

use axum::{
    Router as Routes,
    body::Body,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::any,
};
use goodturn::{
    app::App,
    clock::SystemClock,
    slack::{
        client::{CallError, Client, Lane, Transport},
        router::Router,
        view::Rendered,
    },
    store::Store,
    text::Text,
    vault::Vault,
    worker::{Kind, Workers},
};
use libtest_mimic::{Failed, Trial};
use rand::{SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    time::Instant,
};
use url::Url;

use super::{TEAM, user};
use crate::{
    crash::rows::Rows,
    support::{Harness, TestDatabase, process::KEY},
};

/// How long a call may take here; it is fifteen seconds in earnest.
const CALL_WITHIN: Duration = Duration::from_millis(300);

/// More than is read of an answer.
const TOO_LARGE_BYTES: usize = 9 * 1024 * 1024;

pub(super) fn trials(cx: &Harness) -> Vec<Trial> {
    let mut trials = cx.both("intake::one_odd_user_loses_no_page", odd_users);
    trials.push(cx.alone("intake::odd_answers_are_errors_with_a_name", odd_answers));
    trials.push(cx.alone("intake::one_odd_group_loses_no_list", odd_groups));
    trials.push(cx.alone("intake::a_call_that_nobody_answers_ends_in_time", silence));
    trials
}

fn rng(salt: u64) -> StdRng {
    StdRng::seed_from_u64(salt)
}

/// A page with every kind of odd user in it, and people before, between and after them.
fn page() -> Value {
    let mut odd = vec![
        json!(null),
        json!(7),
        json!("U1"),
        json!([]),
        json!({}),
        json!({"name": "nobody"}),
        json!({"id": null, "name": "nobody"}),
        json!({"id": 7}),
        json!({"id": ""}),
    ];
    for (key, value) in
        [("profile", json!(null)), ("profile", json!([])), ("tz", json!(7)), ("tz", json!("Nowhere/Atall")), ("deleted", json!("no"))]
    {
        let mut one = user(&format!("U0ODD{}", odd.len()), "odd");
        one[key] = value;
        odd.push(one);
    }
    for (key, value) in
        [("display_name", json!(null)), ("display_name", json!("\u{0}")), ("status_emoji", json!({})), ("fields", json!([[]]))]
    {
        let mut one = user(&format!("U0ODD{}", odd.len()), "odd");
        one["profile"][key] = value;
        odd.push(one);
    }
    let members: Vec<Value> = odd.into_iter().enumerate().flat_map(|(place, odd)| [user(&format!("U0GOOD{place}"), "good"), odd]).collect();
    json!({"ok": true, "members": members, "response_metadata": {"next_cursor": null}, "cache_ts": "soon"})
}

async fn odd_users(database: TestDatabase) -> Result<(), Failed> {
    let api = Routes::new().route("/api/users.list", any(|| async { axum::Json(page()) }));
    let store = Store::open(&database.url, Arc::new(Vault::new(KEY, rng(1))?)).await?;
    let app = App::new(store, Arc::new(SystemClock::default()), rng(2));
    app.install(&TEAM.into(), &"U0BOT".into(), "xoxb-1").await?;
    let client = Client::new(Url::parse("http://standin.invalid/api/")?, Transport::InProcess(api));
    let workers = Workers::new(&Router::new(app.clone(), Arc::new(Text::new()), client, rng(3)));
    workers.step_one(Kind::Sync).await;
    let mut rows = Rows::of(&database).await?;
    assert_eq!(rows.number("SELECT COUNT(*) FROM person WHERE id LIKE 'U0GOOD%'").await?, 18, "everybody between them is known");
    assert_eq!(rows.number("SELECT COUNT(*) FROM person WHERE id LIKE 'U0ODD%'").await?, 9, "and whoever has an id");
    assert_eq!(rows.number("SELECT COUNT(*) FROM workspace WHERE synced_at IS NOT NULL").await?, 1, "the page counts as read");
    app.close().await;
    Ok(())
}

/// What one address answers, and what it is to be taken for.
type Case = (&'static str, fn() -> Response, CallError);

fn cases() -> Vec<Case> {
    fn typed(kind: &'static str, body: &'static str) -> Response {
        ([(header::CONTENT_TYPE, kind)], body).into_response()
    }
    fn limited(after: &'static str) -> Response {
        (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, after)], "slow down").into_response()
    }
    vec![
        ("a page for people", || typed("text/html", "<html>Sorry</html>"), CallError::Unreadable),
        ("nothing", || ().into_response(), CallError::Unreadable),
        ("no object", || typed("application/json", "[]"), CallError::Unreadable),
        ("half an object", || typed("application/json", "{\"ok\":true,"), CallError::Unreadable),
        ("no ts", || typed("application/json", "{\"ok\":true}"), CallError::Unreadable),
        ("an odd ts", || typed("application/json", "{\"ok\":true,\"ts\":7}"), CallError::Unreadable),
        ("an odd ok", || typed("application/json", "{\"ok\":\"yes\",\"ts\":\"1.2\"}"), CallError::Unreadable),
        ("no, without a word", || typed("application/json", "{\"ok\":false}"), CallError::Refused("unknown_error".to_owned())),
        ("far too much", || Body::from(vec![b' '; TOO_LARGE_BYTES]).into_response(), CallError::Unreadable),
        ("a broken server", || (StatusCode::BAD_GATEWAY, "<html>").into_response(), CallError::Unanswered),
        ("somewhere else", || (StatusCode::FOUND, [(header::LOCATION, "/api/good")]).into_response(), CallError::Unanswered),
        ("wait", || limited("30"), CallError::RateLimited(Some(30_000))),
        ("wait until a date", || limited("Sun, 06 Nov 1994 08:49:37 GMT"), CallError::RateLimited(None)),
        ("wait for ever", || limited("99999999999999999999"), CallError::RateLimited(None)),
    ]
}

pub(super) fn message() -> Rendered {
    Rendered { text: "hello".to_owned(), blocks: json!([]) }
}

async fn odd_answers() -> Result<(), Failed> {
    for (what, answer, expected) in cases() {
        let routes = Routes::new().route("/api/good", any(|| async { axum::Json(json!({"ok": true, "ts": "1.2"})) }));
        let routes = routes.fallback(move || std::future::ready(answer()));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let base = Url::parse(&format!("http://{}/api/", listener.local_addr()?))?;
        let server = tokio::spawn(async move { axum::serve(listener, routes).await });
        let got = Client::new(base, Transport::http()?).post_message("xoxb-1", &"D1".into(), &message()).await;
        assert_eq!(got, Err(expected), "{what}");
        server.abort();
    }
    // An answer in another type is an answer: some proxies change it.
    let plain =
        Routes::new().fallback(|| async { ([(header::CONTENT_TYPE, "text/plain")], "{\"ok\":true,\"ts\":\"1.2\",\"more\":[null]}") });
    let client = Client::new(Url::parse("http://standin.invalid/api/")?, Transport::InProcess(plain));
    assert_eq!(client.post_message("xoxb-1", &"D1".into(), &message()).await, Ok("1.2".to_owned()));

    // An answer that ends early, and nobody there at all.
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let base = Url::parse(&format!("http://{}/api/", listener.local_addr()?))?;
    let cut = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await?;
        let mut some = [0; 4096];
        let _ = stream.read(&mut some).await?;
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\":true").await
    });
    let client = Client::new(base, Transport::http()?);
    assert_eq!(client.post_message("xoxb-1", &"D1".into(), &message()).await, Err(CallError::Unanswered));
    cut.await??;
    assert_eq!(client.post_message("xoxb-1", &"D1".into(), &message()).await, Err(CallError::NotReached));
    Ok(())
}

/// Slack takes a call and says nothing, or begins to answer and stops.
async fn silence() -> Result<(), Failed> {
    for begun in ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\":true,"] {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let base = Url::parse(&format!("http://{}/api/", listener.local_addr()?))?;
        let holding = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await?;
            let read = stream.read(&mut [0; 4096]).await?;
            stream.write_all(begun.as_bytes()).await?;
            // Until the caller hangs up: a server that is there, and does not go on.
            stream.read_to_end(&mut Vec::new()).await.map(|more| read + more)
        });
        let client = Client::new(base, Transport::http_within(CALL_WITHIN)?);
        let since = Instant::now();
        let got = client.post_message("xoxb-1", &"D1".into(), &message()).await;
        assert_eq!(got, Err(CallError::Unanswered), "after {begun:?}");
        assert!((CALL_WITHIN..CALL_WITHIN * 8).contains(&since.elapsed()), "after {begun:?} it took {:?}", since.elapsed());
        assert!(holding.await?? > 0, "the call went out");
    }
    Ok(())
}

/// User groups in every odd form, and what is read of them.
async fn odd_groups() -> Result<(), Failed> {
    for (answer, groups) in [
        (json!({"ok": true}), 0),
        (json!({"ok": true, "usergroups": null}), 0),
        (json!({"ok": true, "usergroups": {}}), 0),
        (json!({"ok": true, "usergroups": [null, 7, {"id": null}, {"id": "S1", "name": null, "handle": "red"}]}), 1),
    ] {
        let body = answer.clone();
        let api = Routes::new().fallback(move || std::future::ready(axum::Json(body.clone())));
        let client = Client::new(Url::parse("http://standin.invalid/api/")?, Transport::InProcess(api));
        assert_eq!(client.groups("xoxb-1").await.map(|groups| groups.len()), Ok(groups), "{answer}");
    }
    for (answer, people) in [
        (json!({"ok": true}), 0),
        (json!({"ok": true, "users": null}), 0),
        (json!({"ok": true, "users": "U1"}), 0),
        (json!({"ok": true, "users": ["U1", null, 7, "", {"id": "U3"}, "U2"]}), 2),
    ] {
        let body = answer.clone();
        let api = Routes::new().fallback(move || std::future::ready(axum::Json(body.clone())));
        let client = Client::new(Url::parse("http://standin.invalid/api/")?, Transport::InProcess(api));
        assert_eq!(client.group_members("xoxb-1", "S1", Lane::Live).await.map(|people| people.len()), Ok(people), "{answer}");
    }
    Ok(())
}
