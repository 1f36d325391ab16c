//! How bytes get to Slack: over HTTP, or straight into a router that stands in for it (simulations need no sockets).

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use tower::ServiceExt;
use url::Url;

use super::{CallError, call_limit};

/// The largest answer that is read: a page of people is far below.
const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Where calls go.
#[derive(Debug, Clone)]
pub enum Transport {
    /// Over the network. Proxies are taken from the environment.
    Http(reqwest::Client),
    /// Into a router in this process.
    InProcess(Router),
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// `Retry-After` in milliseconds.
    pub retry_after_ms: Option<i64>,
    /// All headers.
    pub headers: header::HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Transport {
    /// Over the network, with time limits.
    ///
    /// # Errors
    /// When the machine's certificates can't be read.
    pub fn http() -> Result<Self, reqwest::Error> {
        Self::http_within(call_limit())
    }

    /// The same with another limit for a whole call; connecting has a third of it.
    ///
    /// # Errors
    /// When the machine's certificates can't be read.
    pub fn http_within(limit: Duration) -> Result<Self, reqwest::Error> {
        // Only one provider is built in; installing it by name keeps a second one, should it ever come in, from making this ambiguous.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let agent = concat!("goodturn/", env!("CARGO_PKG_VERSION"));
        // The Web API never sends anybody elsewhere; following would take the token, or what somebody wrote, to whoever says so.
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        let client = client.timeout(limit).connect_timeout(limit / 3).user_agent(agent).build()?;
        Ok(Self::Http(client))
    }

    /// A GET.
    pub(super) async fn get(&self, url: Url, token: Option<&str>) -> Result<Answer, CallError> {
        self.call(Method::GET, url, token, None, Vec::new()).await
    }

    /// A POST.
    pub(super) async fn post(&self, url: Url, token: Option<&str>, content_type: &str, body: Vec<u8>) -> Result<Answer, CallError> {
        self.call(Method::POST, url, token, Some(content_type), body).await
    }

    async fn call(
        &self,
        method: Method,
        url: Url,
        token: Option<&str>,
        content_type: Option<&str>,
        body: Vec<u8>,
    ) -> Result<Answer, CallError> {
        match self {
            Self::Http(client) => {
                let mut request = client.request(method, url).body(body);
                if let Some(token) = token {
                    request = request.bearer_auth(token);
                }
                if let Some(content_type) = content_type {
                    request = request.header(header::CONTENT_TYPE, content_type);
                }
                over_http(request).await
            }
            Self::InProcess(router) => {
                let mut request = Request::builder().method(method).uri(url.as_str());
                if let Some(token) = token {
                    request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
                }
                if let Some(content_type) = content_type {
                    request = request.header(header::CONTENT_TYPE, content_type);
                }
                in_process(router.clone(), request.body(Body::from(body)).map_err(|_| CallError::NotReached)?).await
            }
        }
    }
}

async fn over_http(request: reqwest::RequestBuilder) -> Result<Answer, CallError> {
    let mut answer = request.send().await.map_err(|error| ended(&error))?;
    let status = answer.status().as_u16();
    let retry_after_ms = retry_after_ms(answer.headers().get(header::RETRY_AFTER));
    let headers = answer.headers().clone();
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|_| CallError::Unanswered)? {
        if body.len() + chunk.len() > ANSWER_BYTES_MAX {
            return Err(CallError::Unreadable);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, retry_after_ms, headers, body })
}

async fn in_process(router: Router, request: Request<Body>) -> Result<Answer, CallError> {
    let answer = router.oneshot(request).await.map_err(|_| CallError::NotReached)?;
    let status = answer.status().as_u16();
    let retry_after_ms = retry_after_ms(answer.headers().get(header::RETRY_AFTER));
    let headers = answer.headers().clone();
    let body = to_bytes(answer.into_body(), ANSWER_BYTES_MAX).await.map_err(|_| CallError::Unanswered)?;
    Ok(Answer { status, retry_after_ms, headers, body: body.to_vec() })
}

fn retry_after_ms(value: Option<&header::HeaderValue>) -> Option<i64> {
    let seconds: i64 = value?.to_str().ok()?.parse().ok()?;
    seconds.checked_mul(1_000)
}

fn ended(error: &reqwest::Error) -> CallError {
    if error.is_connect() || error.is_builder() { CallError::NotReached } else { CallError::Unanswered }
}
