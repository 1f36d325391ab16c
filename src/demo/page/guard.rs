//! Who may speak to the page: a browser that was pointed at this very address, and nobody's other website.
//!
//! A foreign website can send requests to this machine, under a foreign name too (DNS rebinding); neither may do anything here.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Scripts, styles and pictures of this address alone, and no way to make markup out of text.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// What every answer says about how it may be used.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

pub(super) async fn guard(request: Request, next: Next) -> Response {
    let mut response = match refused(request.method(), request.headers()) {
        Some(why) => (StatusCode::FORBIDDEN, why).into_response(),
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Why a request is refused, if it is.
fn refused(method: &Method, headers: &HeaderMap) -> Option<&'static str> {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let host = text(header::HOST).unwrap_or_default();
    // A name can be made to point here by its owner; an address and `localhost` can't.
    if !is_plain(host) {
        return Some("Open the page by its address, as the demo printed it.");
    }
    if method == Method::GET || method == Method::HEAD {
        return None;
    }
    let own_origin = text(header::ORIGIN).is_none_or(|origin| origin == format!("http://{host}"));
    let own_site = text(HeaderName::from_static("sec-fetch-site")).is_none_or(|site| site == "same-origin");
    (!own_origin || !own_site).then_some("Only the demo's own page may do this.")
}

/// Whether a `Host` is `localhost` or an address of numbers, with a port or without.
fn is_plain(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(six) => six.split_once(']').map_or("", |(name, _)| name),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};

    use super::refused;

    fn asked(method: &Method, headers: &[(&'static str, &'static str)]) -> bool {
        let headers: HeaderMap =
            headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect();
        refused(method, &headers).is_none()
    }

    #[test]
    fn pages_are_shown_under_an_address_and_under_no_name() {
        for host in ["127.0.0.1:3200", "localhost:3200", "[::1]:3200", "192.168.1.7:3200", "localhost"] {
            assert!(asked(&Method::GET, &[("host", host)]), "{host}");
        }
        for host in ["goodturn.example:3200", "127.0.0.1.example.org:3200", "", "[::1", "localhost.example"] {
            assert!(!asked(&Method::GET, &[("host", host)]), "{host}");
        }
    }

    #[test]
    fn things_are_done_from_the_page_itself_alone() {
        let host = ("host", "127.0.0.1:3200");
        assert!(asked(&Method::POST, &[host, ("origin", "http://127.0.0.1:3200"), ("sec-fetch-site", "same-origin")]));
        assert!(asked(&Method::POST, &[host]), "not a browser");
        for origin in ["https://example.org", "null", "http://127.0.0.1:8080", "https://127.0.0.1:3200", ""] {
            assert!(!asked(&Method::POST, &[host, ("origin", origin)]), "{origin}");
        }
        for site in ["cross-site", "same-site", "none"] {
            assert!(!asked(&Method::POST, &[host, ("sec-fetch-site", site)]), "{site}");
        }
    }
}
