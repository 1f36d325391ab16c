//! The way to Slack's end of a `WebSocket`: straight, or through the proxy that the environment names for everything else.
//!
//! `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` are read by the same code that the HTTP client uses, so both take the same way.

use axum::http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower::ServiceExt;
use url::{Host, Url};

use crate::slack::client::CallError;

/// Connects to the host of a `ws` or `wss` address.
pub(super) async fn dial(url: &Url) -> Result<TcpStream, CallError> {
    let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else { return Err(CallError::Unreadable) };
    // Proxies are chosen by the schemes of HTTP; what goes through them is a tunnel either way.
    let scheme = if url.scheme() == "wss" { "https" } else { "http" };
    let target: Uri = format!("{scheme}://{host}:{port}/").parse().map_err(|_| CallError::Unreadable)?;
    let stream = match Matcher::from_env().intercept(&target) {
        Some(proxy) => {
            let mut tunnel = Tunnel::new(proxy.uri().clone(), HttpConnector::new());
            if let Some(auth) = proxy.basic_auth() {
                tunnel = tunnel.with_auth(auth.clone());
            }
            tunnel.oneshot(target).await.map(TokioIo::into_inner).map_err(|_| CallError::NotReached)?
        }
        None => direct(&host, port).await.map_err(|_| CallError::NotReached)?,
    };
    // Acknowledgements are small: waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    Ok(stream)
}

async fn direct(host: &Host<&str>, port: u16) -> std::io::Result<TcpStream> {
    match host {
        Host::Domain(name) => TcpStream::connect((*name, port)).await,
        Host::Ipv4(address) => TcpStream::connect((*address, port)).await,
        Host::Ipv6(address) => TcpStream::connect((*address, port)).await,
    }
}
