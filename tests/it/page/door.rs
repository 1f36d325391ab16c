//! The door of the page: who may come in, what happens when the address is taken, and that nothing is left behind.

use std::process::Command;

use libtest_mimic::{Failed, Trial};
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::client;
use super::demo::{Demo, PROGRAM};
use crate::support::Harness;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    vec![
        cx.alone("page::other_websites_can_do_nothing", strangers),
        cx.alone("page::ends_at_once_and_leaves_nothing", ends),
        cx.alone("page::says_when_its_address_is_taken", taken),
    ]
}

async fn strangers() -> Result<(), Failed> {
    let demo = Demo::start(&[]).await?;
    let client = client()?;
    let look = format!("{}/api/look?as=U0000000001", demo.address);
    let own = client.get(&look).send().await?;
    assert_eq!(own.status(), StatusCode::OK);
    let policy = own.headers()["content-security-policy"].to_str()?.to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
    let seen: Value = own.json().await?;
    assert!(!seen.to_string().contains("xoxb-"), "no token is ever shown");
    assert!(!client.get(format!("{}/api/calls", demo.address)).send().await?.text().await?.contains("xoxb-"), "nor here");

    // Another name for this address, as its owner can make one.
    for host in ["goodturn.example", "goodturn.example:80"] {
        assert_eq!(client.get(&look).header("host", host).send().await?.status(), StatusCode::FORBIDDEN, "{host}");
    }
    let act = format!("{}/api/act", demo.address);
    let join = json!({ "as": "U0000000001", "act": "slash", "channel": "C0000000001", "command": "/goodturn", "text": "join" });
    for (name, value) in [("origin", "https://example.org"), ("origin", "null"), ("sec-fetch-site", "cross-site")] {
        let refused = client.post(&act).header(name, value).json(&join).send().await?;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN, "{name}: {value}");
    }
    // What a foreign form can send without asking first.
    let plain = client.post(&act).header("content-type", "text/plain").body(join.to_string()).send().await?;
    assert_eq!(plain.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let after: Value = client.get(&look).send().await?.json().await?;
    assert_eq!(after["places"], seen["places"], "nothing of it was done");

    let done = client.post(&act).header("origin", &demo.address).json(&join).send().await?;
    assert_eq!(done.status(), StatusCode::OK, "the page itself may");
    assert!(done.text().await?.contains("You're in"));
    let unknown = client.post(&act).json(&json!({ "as": "U9", "act": "clock", "by": "week" })).send().await?;
    assert_eq!(unknown.status(), StatusCode::BAD_REQUEST);
    assert!(unknown.text().await?.contains("nobody"));
    Ok(())
}

async fn ends() -> Result<(), Failed> {
    for signal in ["INT", "TERM", "HUP"] {
        let mut demo = Demo::start(&[]).await?;
        assert_eq!(demo.folders().len(), 1, "its database is in a folder of its own");
        let ended = demo.end(signal)?;
        assert!(ended.success(), "{signal}: {ended}");
        assert!(demo.folders().is_empty(), "{signal} leaves nothing");
    }
    Ok(())
}

async fn taken() -> Result<(), Failed> {
    let demo = Demo::start(&[]).await?;
    let address = demo.address.trim_start_matches("http://").to_owned();
    let second = tokio::task::spawn_blocking(move || Command::new(PROGRAM).args(["demo", "--listen", &address]).output()).await??;
    assert_eq!(second.status.code(), Some(1));
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(said.contains("can't be listened on") && said.contains("--listen"), "{said}");
    Ok(())
}
