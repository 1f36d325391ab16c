//! Section `[http]`: the addresses on which we listen, and the one under which others reach us.
//!
//! The metrics have an address of their own, so that they need not be public.

use std::net::SocketAddr;

use url::Url;

use super::layers::Layers;
use super::problem::Problems;
use super::settings::{LISTEN, METRICS_LISTEN, PUBLIC_URL, Setting};
use super::web::web_address;

/// The settings of section `[http]`.
#[derive(Debug, Clone)]
pub struct Http {
    /// For Slack's requests, installation pages and health checks. Port 0 means any free one.
    pub listen: SocketAddr,
    /// For `/metrics`. Port 0 means any free one.
    pub metrics_listen: SocketAddr,
    /// Our address as Slack and browsers reach it; its path ends in `/`, so that `join("slack/install")` is right.
    pub public_url: Option<Url>,
}

impl Http {
    /// Reads the section; `None` when an address can't be used, which was then said.
    pub fn from(layers: &Layers, problems: &mut Problems) -> Option<Self> {
        let listen = address(layers, &LISTEN, problems);
        let metrics_listen = address(layers, &METRICS_LISTEN, problems);
        let before = problems.len();
        let public_url =
            layers.find(&PUBLIC_URL).and_then(|found| web_address(found, "https://goodturn.example.com/", problems)).map(with_slash);
        if let (Some(listen), Some(metrics), Some(found)) = (listen, metrics_listen, layers.find(&METRICS_LISTEN))
            && collide(listen, metrics)
        {
            problems.refuse(found, format!("is the same as GOODTURN_LISTEN ({listen}). Give it another port"));
        }
        (problems.len() == before).then_some(())?;
        Some(Self { listen: listen?, metrics_listen: metrics_listen?, public_url })
    }
}

/// Reads an IP address and port.
fn address(layers: &Layers, setting: &Setting, problems: &mut Problems) -> Option<SocketAddr> {
    let found = layers.find(setting)?;
    if let Ok(address) = found.value.parse() {
        return Some(address);
    }
    problems.refuse(
        found,
        "is not an IP address with a port. Give one like 127.0.0.1:3000, 0.0.0.0:3000 for every network of this machine, or [::1]:3000",
    );
    None
}

/// Whether the operating system would refuse to listen on both.
fn collide(a: SocketAddr, b: SocketAddr) -> bool {
    let same_host = a.ip() == b.ip() || a.ip().is_unspecified() || b.ip().is_unspecified();
    a.port() == b.port() && a.port() != 0 && same_host
}

/// Joining a relative path to an address without a slash at its end would cut its last part off.
fn with_slash(mut url: Url) -> Url {
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    url
}
