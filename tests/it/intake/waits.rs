//! What Slack asks for when it asks to wait: every method is left alone for as long, sockets included, and an answer by a response url comes.
//! Whoever calls into a limit makes it last longer, for everybody in the workspace.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{
    Router as Routes,
    extract::State,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use goodturn::{
    slack::{
        client::{CallError, Client, Lane, Transport},
        view::Form,
    },
    text::{Mrkdwn, Plain},
};
use libtest_mimic::{Failed, Trial};
use serde_json::json;
use standin::{Delivery as To, Fault, FaultKind};
use url::Url;

use super::{answers::message, user, workspace};
use crate::{
    crash::{PROGRAM, SAM},
    support::{
        Engine, Harness, TestDatabase,
        process::{Bot, LocalSlack},
    },
};

/// How long Slack asks to wait.
const ASKED: Duration = Duration::from_secs(5);

/// How long the bot may take to stand after that.
const STANDS_WITHIN: Duration = Duration::from_secs(20);

/// Pause between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(20);

pub(super) fn trials(cx: &Harness) -> Vec<Trial> {
    vec![
        cx.alone("intake::no_method_is_called_while_slack_asks_to_wait", every_method),
        cx.alone("intake::an_answer_by_a_response_url_is_tried_twice", responses),
        cx.on(Engine::Sqlite, "intake::sockets_are_opened_when_slack_said", sockets),
    ]
}

/// How often each method was called.
type Counts = Arc<Mutex<BTreeMap<String, usize>>>;

async fn wait(State(counts): State<Counts>, uri: Uri) -> Response {
    *counts.lock().expect("nobody panicked").entry(uri.path().replace("/api/", "")).or_default() += 1;
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "30")], "slow down").into_response()
}

async fn every_method() -> Result<(), Failed> {
    let counts = Counts::default();
    let api = Routes::new().fallback(wait).with_state(Arc::clone(&counts));
    let client = Client::new(Url::parse("http://standin.invalid/api/")?, Transport::InProcess(api)).paced();
    let form = Form::new("form", Plain::new("Title".to_owned()), None, Plain::new("Close".to_owned()), &[]);
    let token = "xoxb-1";
    let mut told = Vec::new();
    for _ in 0..3 {
        told.extend([
            ("auth.test", client.auth_test(token).await.err()),
            ("users.list", client.users_page(token, None).await.err()),
            ("conversations.open", client.open_dm(token, &"U1".into()).await.err()),
            ("conversations.open", client.open_group(token, &["U1".into(), "U2".into()]).await.err()),
            ("conversations.info", client.latest(token, &"D1".into()).await.err()),
            ("chat.postMessage", client.post_message(token, &"D1".into(), &message()).await.err()),
            ("chat.update", client.update_message(token, &"D1".into(), "1.2", &message(), Lane::Live).await.err()),
            ("views.publish", client.publish_home(token, &"U1".into(), (&message(), ""), Lane::Live).await.err()),
            ("views.open", client.open_form(token, "1.2", &form).await.err()),
            ("chat.postEphemeral", client.post_ephemeral(token, &"C1".into(), &"U1".into(), &message()).await.err()),
            ("chat.getPermalink", client.still_stands(token, &"C1".into(), "1.2").await.err()),
            ("files.getUploadURLExternal", client.upload_bytes(token, "a.png", vec![1]).await.err()),
            ("files.completeUploadExternal", client.share(token, ("F1", "a"), &"D1".into(), &Mrkdwn::escape("x")).await.err()),
            ("files.delete", client.delete_file(token, "F1").await.err()),
            ("views.update", client.change_form(token, "V1", None, &form).await.err()),
            ("usergroups.list", client.groups(token).await.err()),
            ("usergroups.users.list", client.group_members(token, "S1", Lane::Live).await.err()),
            ("team.profile.get", client.has_profile_field(token, "Xf1").await.err()),
            ("users.profile.get", client.profile_field(token, &"U1".into(), "Xf1").await.err()),
            ("apps.connections.open", client.open_socket(token).await.err()),
        ]);
    }
    for (method, error) in told {
        let asked = matches!(error, Some(CallError::RateLimited(Some(after))) if (25_000..=30_000).contains(&after));
        assert!(asked, "{method}: {error:?}");
    }
    let counts = counts.lock().expect("nobody panicked").clone();
    assert_eq!(counts.len(), 19, "{counts:?}");
    assert!(counts.values().all(|count| *count == 1), "each method was called once and then left alone: {counts:?}");
    Ok(())
}

/// What a response url answers, one after the other, and what is to come of it.
type Case = (&'static [Reply], Result<(), CallError>, usize);

#[derive(Clone, Copy)]
enum Reply {
    Status(u16),
    Limited(&'static str),
}

impl Reply {
    fn made(self) -> Response {
        match self {
            Self::Status(status) => StatusCode::from_u16(status).unwrap_or_default().into_response(),
            Self::Limited(after) => (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, after)]).into_response(),
        }
    }
}

async fn responses() -> Result<(), Failed> {
    use Reply::{Limited, Status};
    let cases: Vec<Case> = vec![
        (&[Status(200)], Ok(()), 1),
        (&[Status(503), Status(200)], Ok(()), 2),
        (&[Status(500), Status(502)], Err(CallError::Unanswered), 2),
        (&[Limited("1"), Status(200)], Ok(()), 2),
        (&[Limited("1"), Limited("7")], Err(CallError::RateLimited(Some(7_000))), 2),
        // The address would be dead by then, and a handler would wait for nothing.
        (&[Limited("3600"), Status(200)], Err(CallError::RateLimited(Some(3_600_000))), 1),
        (&[Status(404), Status(200)], Err(CallError::Refused("http_404".to_owned())), 1),
    ];
    for (place, (replies, expected, calls)) in cases.into_iter().enumerate() {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let routes = Routes::new().fallback(move || {
            let turn = counted.fetch_add(1, Ordering::SeqCst);
            std::future::ready(replies.get(turn).map_or_else(|| StatusCode::IM_A_TEAPOT.into_response(), |reply| reply.made()))
        });
        let client = Client::new(Url::parse("http://standin.invalid/api/")?, Transport::InProcess(routes));
        let since = Instant::now();
        let got = client.respond("http://standin.invalid/response/1", &json!({"text": "hello"})).await;
        assert_eq!((got, count.load(Ordering::SeqCst)), (expected, calls), "case {place}");
        assert!(calls == 1 || since.elapsed() >= Duration::from_millis(990), "case {place}: a moment lies between two tries");
    }
    Ok(())
}

async fn sockets(database: TestDatabase) -> Result<(), Failed> {
    let slack = LocalSlack::start(workspace(vec![user(SAM, "sam")])).await?;
    slack.standin.deliver_to(To::Socket);
    let limited = FaultKind::Http429 { retry_after_s: ASKED.as_secs() };
    slack.standin.fault(Fault { method: "apps.connections.open".to_owned(), kind: limited, count: 2 });
    let bot = Bot::new(PROGRAM, &slack, &database.url)?.with("SLACK_APP_TOKEN", slack.app_token());
    let _process = bot.start().await?;
    let opened = || slack.standin.calls().iter().filter(|call| call.method == "apps.connections.open").count();
    let begin = Instant::now();
    while opened() == 0 && begin.elapsed() < STANDS_WITHIN {
        tokio::time::sleep(LOOK_EVERY).await;
    }
    let since = Instant::now();
    while since.elapsed() < ASKED.saturating_sub(Duration::from_secs(1)) {
        assert!(opened() <= 2, "both connections were asked for once, and not again after {:?}", since.elapsed());
        assert_eq!(slack.standin.sockets(), 0);
        tokio::time::sleep(LOOK_EVERY).await;
    }
    while slack.standin.sockets() < 2 {
        assert!(since.elapsed() < STANDS_WITHIN, "the bot does not come back");
        tokio::time::sleep(LOOK_EVERY).await;
    }
    Ok(())
}
