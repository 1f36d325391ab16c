//! The page's own files: hand-written, in the binary, without a build step. Nothing is fetched from elsewhere.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// Name, type and text of each file.
const PARTS: &[(&str, &str, &str)] = &[
    ("page.css", CSS, include_str!("page.css")),
    ("blocks.css", CSS, include_str!("blocks.css")),
    ("icon.svg", SVG, include_str!("icon.svg")),
    ("blocks.js", JS, include_str!("blocks.js")),
    ("choices.js", JS, include_str!("choices.js")),
    ("composer.js", JS, include_str!("composer.js")),
    ("dom.js", JS, include_str!("dom.js")),
    ("inputs.js", JS, include_str!("inputs.js")),
    ("inside.js", JS, include_str!("inside.js")),
    ("main.js", JS, include_str!("main.js")),
    ("menu.js", JS, include_str!("menu.js")),
    ("modal.js", JS, include_str!("modal.js")),
    ("mrkdwn.js", JS, include_str!("mrkdwn.js")),
    ("places.js", JS, include_str!("places.js")),
    ("talk.js", JS, include_str!("talk.js")),
    ("tour.js", JS, include_str!("tour.js")),
];

pub(super) async fn index() -> Response {
    ([(header::CONTENT_TYPE, HTML)], include_str!("index.html")).into_response()
}

pub(super) async fn part(Path(name): Path<String>) -> Response {
    match PARTS.iter().find(|(known, ..)| *known == name) {
        Some((_, kind, text)) => ([(header::CONTENT_TYPE, *kind)], *text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
