//! Installing and leaving: the page that asks, `oauth.v2.access`, `auth.revoke`.

use libtest_mimic::{Failed, Trial};
use serde_json::json;

use super::{
    script::{Sdk, call, with_script},
    slack::{environment, http, slack},
};
use crate::support::Harness;

/// Where the app is sent back to; nobody listens there, for nobody follows.
const BACK: &str = "http://127.0.0.1:9/back";

pub fn trials(cx: &Harness) -> Vec<Trial> {
    Sdk::ALL.into_iter().map(|sdk| sdk.trial(cx, "a_code_becomes_a_token_that_ends", async move || installed(sdk).await)).collect()
}

async fn installed(sdk: Sdk) -> Result<(), Failed> {
    let slack = slack().await?;
    let standin = &slack.standin;
    let api = environment(&slack).into_iter().find(|(name, _)| *name == "SLACK_API_URL").ok_or("no address")?.1;
    let page = api.replace("/api/", "/oauth/v2/authorize");
    let known = standin.credentials();
    with_script(sdk, "web", &environment(&slack), async |script| {
        script.says("ready").await?;
        script.does(json!({"do": "token", "token": null})).await?;
        assert_eq!(script.is_refused(call("auth.test", &json!({}))).await?["error"], json!("not_authed"));
        let asked = [("client_id", known.client_id.as_str()), ("scope", "chat:write,team:read"), ("redirect_uri", BACK), ("state", "s1")];
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(asked).finish();
        let code = allowed(&page, &query).await?;
        let exchange =
            |code: &str, secret: &str| json!({"client_id": known.client_id, "client_secret": secret, "code": code, "redirect_uri": BACK});
        let refused = script.is_refused(call("oauth.v2.access", &exchange(&code, "wrong"))).await?;
        assert_eq!(refused["error"], json!("bad_client_secret"));
        let granted = script.calls("oauth.v2.access", exchange(&code, &known.client_secret)).await?;
        assert_eq!((&granted["token_type"], &granted["team"]["id"]), (&json!("bot"), &json!("T1")));
        assert_eq!((&granted["bot_user_id"], &granted["authed_user"]["id"]), (&json!("UBOT"), &json!("UANA")));
        let used = script.is_refused(call("oauth.v2.access", &exchange(&code, &known.client_secret))).await?;
        assert_eq!(used["error"], json!("invalid_code"));
        script.does(json!({"do": "token", "token": granted["access_token"]})).await?;
        assert_eq!(script.calls("auth.test", json!({})).await?["user_id"], json!("UBOT"));
        assert_eq!(script.calls("auth.revoke", json!({"test": true})).await?["revoked"], json!(false));
        assert_eq!(script.calls("auth.revoke", json!({})).await?["revoked"], json!(true));
        assert_eq!(script.is_refused(call("auth.test", &json!({}))).await?["error"], json!("token_revoked"));
        Ok(())
    })
    .await
}

/// Reads the page, presses "Allow", and takes the code out of the address the browser is sent to.
async fn allowed(page: &str, query: &str) -> Result<String, Failed> {
    let browser = http()?;
    let asked = browser.get(format!("{page}?{query}")).send().await?;
    assert_eq!(asked.status(), 200);
    let text = asked.text().await?;
    assert!(text.contains("chat:write") && text.contains("value=\"allow\""), "{text}");
    let pressed = browser.post(page).form(&[("request", query), ("decision", "allow")]).send().await?;
    assert_eq!(pressed.status(), 302);
    let location = pressed.headers().get("location").ok_or("no address to go on to")?.to_str()?.to_owned();
    assert!(location.starts_with(BACK) && location.contains("state=s1"), "{location}");
    let back = url::Url::parse(&location)?;
    let code = back.query_pairs().find(|(name, _)| name == "code").map(|(_, code)| code.into_owned());
    Ok(code.ok_or("no code in the address")?)
}
