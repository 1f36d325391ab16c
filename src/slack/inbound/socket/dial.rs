//! The way to Slack's end of a `WebSocket`: straight, or through the proxy that the environment names for everything else.
//!
//! `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` are read by the same code that the HTTP client uses, so both take the same way; a proxy may
//! itself be reached over TLS.

use axum::http::Uri;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::TokioIo;
use rustls::crypto::ring;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tower::ServiceExt;
use url::{Host, Url};

use crate::slack::client::CallError;

/// Bytes both ways, whatever is under them.
pub(super) trait Way: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Way for T {}

/// Connects to the host of a `ws` or `wss` address.
pub(super) async fn dial(url: &Url) -> Result<Box<dyn Way>, CallError> {
    let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else { return Err(CallError::Unreadable) };
    // Proxies are chosen by the schemes of HTTP; what goes through them is a tunnel either way.
    let scheme = if url.scheme() == "wss" { "https" } else { "http" };
    let target: Uri = format!("{scheme}://{host}:{port}/").parse().map_err(|_| CallError::Unreadable)?;
    let Some(proxy) = Matcher::from_env().intercept(&target) else {
        let stream = direct(&host, port).await.map_err(|_| CallError::NotReached)?;
        // Acknowledgements are small: waiting to fill a packet would only delay them.
        let _ = stream.set_nodelay(true);
        return Ok(Box::new(stream));
    };
    let mut tunnel = Tunnel::new(proxy.uri().clone(), to_proxy()?);
    if let Some(auth) = proxy.basic_auth() {
        tunnel = tunnel.with_auth(auth.clone());
    }
    let stream = tunnel.oneshot(target).await.map_err(|_| CallError::NotReached)?;
    Ok(Box::new(TokioIo::new(stream)))
}

/// The way to a proxy: plain or over TLS, as its address says.
fn to_proxy() -> Result<HttpsConnector<HttpConnector>, CallError> {
    let mut plain = HttpConnector::new();
    plain.enforce_http(false);
    plain.set_nodelay(true);
    let tls = HttpsConnectorBuilder::new().with_provider_and_native_roots(ring::default_provider());
    Ok(tls.map_err(|_| CallError::NotReached)?.https_or_http().enable_http1().wrap_connector(plain))
}

async fn direct(host: &Host<&str>, port: u16) -> std::io::Result<TcpStream> {
    match host {
        Host::Domain(name) => TcpStream::connect((*name, port)).await,
        Host::Ipv4(address) => TcpStream::connect((*address, port)).await,
        Host::Ipv6(address) => TcpStream::connect((*address, port)).await,
    }
}
