//! Signed deliveries as Slack makes them, over connections that are kept, and what is answered.
//! A client of its own, so that a measurement costs little beside the bot, and so that requests can be sent that no library would send.

use std::{io, net::SocketAddr, time::Duration};

use goodturn::clock::{Clock, SystemClock};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use url::form_urlencoded::Serializer;

/// Where slash commands go.
pub const COMMANDS: &str = "/slack/commands";

/// The two headers that prove who sent a delivery: the signature, and the second it was made in.
pub const SIGNATURE: &str = "X-Slack-Signature";
/// See [`SIGNATURE`].
pub const TIMESTAMP: &str = "X-Slack-Request-Timestamp";

/// The type of commands' and presses' bodies.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// How long an answer may take; far above Slack's three seconds, so that slowness shows as a number and not as an error.
const ANSWER_WITHIN: Duration = Duration::from_secs(15);

/// Bytes read at once: an answer and its head fit.
const READ_BYTES: usize = 4 * 1024;

/// One request, as it goes out.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Where it goes.
    pub path: &'static str,
    /// Beside `Host` and `Content-Length`.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Delivery {
    /// The same with another header, or with one in its place.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self = self.without(name);
        self.headers.push((name, value.to_owned()));
        self
    }

    /// The same without a header.
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(header, _)| *header != name);
        self
    }
}

/// Signs with one secret.
#[derive(Debug, Clone)]
pub struct Signer {
    mac: Hmac<Sha256>,
}

impl Signer {
    /// A signer with this secret.
    pub fn new(secret: &str) -> Self {
        let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes());
        Self { mac: mac.expect("HMAC takes keys of any length") }
    }

    /// A delivery signed at `stamp`, in seconds.
    pub fn signed_at(&self, stamp: &str, path: &'static str, kind: &str, body: Vec<u8>) -> Delivery {
        let mut mac = self.mac.clone();
        for part in [b"v0:", stamp.as_bytes(), b":", &body] {
            mac.update(part);
        }
        let signature = format!("v0={}", hex::encode(mac.finalize().into_bytes()));
        let headers = vec![("Content-Type", kind.to_owned()), (SIGNATURE, signature), (TIMESTAMP, stamp.to_owned())];
        Delivery { path, headers, body }
    }

    /// A slash command, signed now.
    pub fn command(&self, command: &Command<'_>) -> Delivery {
        self.signed_at(&now_seconds().to_string(), COMMANDS, FORM, command.form())
    }
}

/// The present second, as signatures have it.
pub fn now_seconds() -> i64 {
    SystemClock::default().now().as_second()
}

/// A slash command.
#[derive(Debug, Clone, Copy)]
pub struct Command<'a> {
    /// The workspace's id.
    pub workspace: &'a str,
    /// Who types.
    pub user: &'a str,
    /// With its slash.
    pub name: &'a str,
    /// What follows it.
    pub text: &'a str,
    /// Slack's id of this delivery.
    pub trigger: &'a str,
}

impl Command<'_> {
    /// The body that Slack would send.
    pub fn form(&self) -> Vec<u8> {
        let mut form = Serializer::new(String::new());
        form.append_pair("team_id", self.workspace).append_pair("team_domain", "example");
        form.append_pair("channel_id", "C0000000001").append_pair("channel_name", "general");
        form.append_pair("user_id", self.user).append_pair("user_name", "somebody");
        form.append_pair("command", self.name).append_pair("text", self.text);
        form.append_pair("is_enterprise_install", "false").append_pair("trigger_id", self.trigger);
        form.finish().into_bytes()
    }
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

impl Answer {
    /// Whether it says that something was kept just now.
    pub fn kept(&self) -> bool {
        self.status == 200 && self.body.contains("Kept, for your eyes only")
    }

    /// Whether it says nothing: the commit was not in time, and its answer comes another way.
    pub fn is_empty(&self) -> bool {
        self.status == 200 && self.body.is_empty()
    }
}

/// One connection to the bot; it is opened when it is needed, and kept.
#[derive(Debug)]
pub struct Line {
    address: SocketAddr,
    stream: Option<TcpStream>,
    read: Vec<u8>,
}

impl Line {
    /// A connection to this address, not yet open.
    pub const fn to(address: SocketAddr) -> Self {
        Self { address, stream: None, read: Vec::new() }
    }

    /// Sends one delivery and reads its answer. After an error the connection is opened anew.
    pub async fn send(&mut self, delivery: &Delivery) -> io::Result<Answer> {
        let answered = tokio::time::timeout(ANSWER_WITHIN, self.exchange(delivery)).await;
        let result = answered.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
        if !matches!(result, Ok((_, _, true))) {
            self.stream = None;
        }
        result.map(|(status, body, _)| Answer { status, body })
    }

    /// Status, body, and whether the connection may be used again.
    async fn exchange(&mut self, delivery: &Delivery) -> io::Result<(u16, String, bool)> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => open(self.address).await?,
        };
        stream.write_all(&bytes(self.address, delivery)).await?;
        self.read.clear();
        let head = loop {
            if let Some(head) = Head::read(&self.read)? {
                break head;
            }
            more(&mut stream, &mut self.read).await?;
        };
        while self.read.len() < head.ends + head.body_bytes {
            more(&mut stream, &mut self.read).await?;
        }
        let body = String::from_utf8_lossy(&self.read[head.ends..head.ends + head.body_bytes]).into_owned();
        self.stream = Some(stream);
        Ok((head.status, body, head.keeps))
    }
}

async fn open(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

async fn more(stream: &mut TcpStream, read: &mut Vec<u8>) -> io::Result<()> {
    read.reserve(READ_BYTES);
    if stream.read_buf(read).await? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(())
}

fn bytes(address: SocketAddr, delivery: &Delivery) -> Vec<u8> {
    let mut text = format!("POST {} HTTP/1.1\r\nHost: {address}\r\nContent-Length: {}\r\n", delivery.path, delivery.body.len());
    for (name, value) in &delivery.headers {
        text.extend([name, ": ", value, "\r\n"]);
    }
    text.push_str("\r\n");
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(&delivery.body);
    bytes
}

/// The head of an answer, as far as it matters here.
struct Head {
    status: u16,
    body_bytes: usize,
    keeps: bool,
    ends: usize,
}

impl Head {
    /// The head, once all of it is there.
    fn read(read: &[u8]) -> io::Result<Option<Self>> {
        let Some(place) = read.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
        let unreadable = || io::Error::from(io::ErrorKind::InvalidData);
        let text = std::str::from_utf8(&read[..place]).map_err(|_| unreadable())?;
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).ok_or_else(unreadable)?;
        let mut head = Self { status, body_bytes: 0, keeps: true, ends: place + 4 };
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            if name.eq_ignore_ascii_case("content-length") {
                head.body_bytes = value.trim().parse().map_err(|_| unreadable())?;
            } else if name.eq_ignore_ascii_case("connection") {
                head.keeps = !value.trim().eq_ignore_ascii_case("close");
            }
        }
        Ok(Some(head))
    }
}
