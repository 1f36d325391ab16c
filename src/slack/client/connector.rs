//! slack-morphism's connector over our own transport: time limits, one HTTP client, and errors without bodies.

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use slack_morphism::multipart_form::FileMultipartData;
use slack_morphism::{ClientResult, SlackClientApiCallContext, SlackClientHttpConnector, SlackClientId, SlackClientSecret};
use url::Url;

use super::error::CallError;
use super::transport::{Answer, Transport};

/// Sends slack-morphism's requests.
#[derive(Debug, Clone)]
pub(super) struct Connector {
    base: Url,
    transport: Transport,
}

impl Connector {
    pub(super) const fn new(base: Url, transport: Transport) -> Self {
        Self { base, transport }
    }
}

/// What every answer of the Web API has.
#[derive(Deserialize)]
struct Envelope {
    ok: bool,
    error: Option<String>,
}

pub(super) fn read<RS: for<'de> Deserialize<'de>>(answer: &Answer) -> Result<RS, CallError> {
    match answer.status {
        200..=299 => {}
        429 => return Err(CallError::RateLimited(answer.retry_after_ms)),
        _ => return Err(CallError::Unanswered),
    }
    let envelope: Envelope = serde_json::from_slice(&answer.body).map_err(|_| CallError::Unreadable)?;
    if !envelope.ok {
        return Err(CallError::refused(envelope.error.as_deref().unwrap_or("unknown_error")));
    }
    serde_json::from_slice(&answer.body).map_err(|_| CallError::Unreadable)
}

/// The query as a form body, with the client's id and secret: they never stand in an address.
fn with_secret(query: String, client_id: &SlackClientId, client_secret: &SlackClientSecret) -> Vec<u8> {
    let mut body = url::form_urlencoded::Serializer::new(query);
    body.append_pair("client_id", &client_id.0).append_pair("client_secret", &client_secret.0);
    body.finish().into_bytes()
}

fn token<'a>(context: &SlackClientApiCallContext<'a>) -> Option<&'a str> {
    context.token.map(|token| token.token_value.0.as_str())
}

impl SlackClientHttpConnector for Connector {
    fn http_get_uri<'a, RS>(&'a self, full_uri: Url, context: SlackClientApiCallContext<'a>) -> BoxFuture<'a, ClientResult<RS>>
    where
        RS: for<'de> Deserialize<'de> + Send + 'a,
    {
        async move {
            let answer = self.transport.get(full_uri, token(&context)).await.map_err(CallError::boxed)?;
            read(&answer).map_err(CallError::boxed)
        }
        .boxed()
    }

    fn http_get_with_client_secret<'a, RS>(
        &'a self,
        full_uri: Url,
        client_id: &'a SlackClientId,
        client_secret: &'a SlackClientSecret,
    ) -> BoxFuture<'a, ClientResult<RS>>
    where
        RS: for<'de> Deserialize<'de> + Send + 'a,
    {
        async move {
            let query = full_uri.query().unwrap_or_default().to_owned();
            let mut url = full_uri;
            url.set_query(None);
            let body = with_secret(query, client_id, client_secret);
            let answer = self.transport.post(url, None, "application/x-www-form-urlencoded", body).await.map_err(CallError::boxed)?;
            read(&answer).map_err(CallError::boxed)
        }
        .boxed()
    }

    fn http_post_uri<'a, RQ, RS>(
        &'a self,
        full_uri: Url,
        request_body: &'a RQ,
        context: SlackClientApiCallContext<'a>,
    ) -> BoxFuture<'a, ClientResult<RS>>
    where
        RQ: Serialize + Send + Sync,
        RS: for<'de> Deserialize<'de> + Send + 'a,
    {
        async move {
            let body = serde_json::to_vec(request_body).map_err(|_| CallError::NotReached.boxed())?;
            let sent = self.transport.post(full_uri, token(&context), "application/json; charset=utf-8", body).await;
            read(&sent.map_err(CallError::boxed)?).map_err(CallError::boxed)
        }
        .boxed()
    }

    fn http_post_uri_multipart_form<'a, 'p, RS, PT, TS>(
        &'a self,
        _full_uri: Url,
        _file: Option<FileMultipartData<'p>>,
        _params: &'p PT,
        _context: SlackClientApiCallContext<'a>,
    ) -> BoxFuture<'a, ClientResult<RS>>
    where
        RS: for<'de> Deserialize<'de> + Send + 'a,
        PT: IntoIterator<Item = (&'p str, Option<TS>)> + Clone,
        TS: AsRef<str> + 'p + Send,
    {
        // Files go up by the three-step upload, which posts plain bytes; no method of ours takes a multipart form.
        std::future::ready(Err(CallError::NotReached.boxed())).boxed()
    }

    fn http_post_uri_binary<'a, 'p, RS>(
        &'a self,
        full_uri: Url,
        content_type: String,
        data: &'a [u8],
        context: SlackClientApiCallContext<'a>,
    ) -> BoxFuture<'a, ClientResult<RS>>
    where
        RS: for<'de> Deserialize<'de> + Send + 'a,
    {
        async move {
            let sent = self.transport.post(full_uri, token(&context), &content_type, data.to_vec()).await;
            read(&sent.map_err(CallError::boxed)?).map_err(CallError::boxed)
        }
        .boxed()
    }

    fn create_method_uri_path(&self, method_relative_uri: &str) -> ClientResult<Url> {
        self.base.join(method_relative_uri).map_err(|_| CallError::NotReached.boxed())
    }
}
