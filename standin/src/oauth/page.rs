//! `/oauth/v2/authorize`: the page that asks, and what its two buttons do.
//! Plain HTML without script, so that any browser and any test can press them.

use axum::{
    body::to_bytes,
    extract::{Request as HttpRequest, State as Shared},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use super::consent::{Request, installer};
use crate::{form, standin::Standin};

/// Bytes of a pressed form that are read.
const FORM_BYTES_MAX: usize = 64 * 1024;

/// Asks.
pub(crate) async fn authorize(Shared(standin): Shared<Standin>, request: HttpRequest) -> Response {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let asked = Request::read(form::decode(&query));
    let state = standin.state();
    match asked.target(&state) {
        Ok(_) => Html(question(&asked, &state.team.name, &state.options.bot_name, &query)).into_response(),
        Err(error) => refused(error),
    }
}

/// A button was pressed.
pub(crate) async fn decided(Shared(standin): Shared<Standin>, request: HttpRequest) -> Response {
    let bytes = to_bytes(request.into_body(), FORM_BYTES_MAX).await.unwrap_or_default();
    let pairs = form::decode(&String::from_utf8_lossy(&bytes));
    let field = |name: &str| pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone());
    let allow = field("decision").as_deref() == Some("allow");
    let asked = Request::read(form::decode(&field("request").unwrap_or_default()));
    let mut state = standin.state();
    let user = field("user").filter(|user| state.people.get(user).is_some()).unwrap_or_else(|| installer(&state));
    match asked.decide(&mut state, &user, allow) {
        Ok(target) => (StatusCode::FOUND, [(header::LOCATION, target)]).into_response(),
        Err(error) => refused(error),
    }
}

fn refused(error: &str) -> Response {
    let page = frame("Something went wrong", &format!("<p>Slack would not install this app: <code>{}</code></p>", escaped(error)));
    (StatusCode::BAD_REQUEST, Html(page)).into_response()
}

fn question(asked: &Request, team: &str, app: &str, query: &str) -> String {
    let scopes: Vec<String> = asked.scopes().iter().map(|scope| format!("<li><code>{}</code></li>", escaped(scope))).collect();
    let scopes = scopes.concat();
    let title = format!("{app} asks to join {team}");
    let body = format!(
        "<p>This is the local Slack. The app asks for:</p><ul>{scopes}</ul>\
         <form method=\"post\" action=\"/oauth/v2/authorize\"><input type=\"hidden\" name=\"request\" value=\"{}\">\
         <button name=\"decision\" value=\"allow\">Allow</button> <button name=\"decision\" value=\"deny\">Cancel</button></form>",
        escaped(query)
    );
    frame(&title, &body)
}

fn frame(title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><body style=\"font-family:sans-serif;max-width:32rem;margin:3rem auto\"><h1>{title}</h1>{body}</body></html>"
    )
}

/// Text that may stand in HTML, between tags or in quotes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
