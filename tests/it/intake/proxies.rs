//! Proxies from the environment, for calls and for sockets alike.
//! In many companies nothing else reaches the outside, and a bot that forgets its sockets would look connected and hear nothing.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use libtest_mimic::{Failed, Trial};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use super::{user, workspace};
use crate::{
    crash::{PROGRAM, SAM},
    support::{
        Engine, Harness, TestDatabase,
        process::{Bot, LocalSlack},
    },
};

/// How long the bot may take to connect.
const STANDS_WITHIN: Duration = Duration::from_secs(20);

/// Pause between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(20);

pub(super) fn trials(cx: &Harness) -> Vec<Trial> {
    vec![cx.on(Engine::Sqlite, "intake::proxies_of_the_environment_are_used", proxies)]
}

/// A small proxy that counts: tunnels, and requests with whole addresses.
pub(super) struct Proxy {
    pub(super) address: SocketAddr,
    tunnels: Arc<AtomicUsize>,
    relayed: Arc<AtomicUsize>,
    secrets: Arc<AtomicUsize>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    pub(super) async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let (tunnels, relayed, secrets) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
        let address = listener.local_addr()?;
        let counts = [Arc::clone(&tunnels), Arc::clone(&relayed), Arc::clone(&secrets)];
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(relay(stream, counts.clone()));
            }
        });
        Ok(Self { address, tunnels, relayed, secrets, accepting })
    }

    pub(super) fn tunnels(&self) -> usize {
        self.tunnels.load(Ordering::SeqCst)
    }

    pub(super) fn secrets(&self) -> usize {
        self.secrets.load(Ordering::SeqCst)
    }

    fn counts(&self) -> (usize, usize) {
        (self.tunnels.load(Ordering::SeqCst), self.relayed.load(Ordering::SeqCst))
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// One connection: its first head says where it goes.
async fn relay(mut stream: TcpStream, [tunnels, relayed, secrets]: [Arc<AtomicUsize>; 3]) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        if stream.read_buf(&mut head).await? == 0 {
            return Ok(());
        }
    }
    let text = String::from_utf8_lossy(&head).into_owned();
    if text.to_lowercase().contains("proxy-authorization: basic c2ftonnlc2ft") {
        secrets.fetch_add(1, Ordering::SeqCst);
    }
    let mut words = text.split(' ');
    let (verb, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if verb == "CONNECT" {
        tunnels.fetch_add(1, Ordering::SeqCst);
        let mut there = TcpStream::connect(target).await?;
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
        copy_bidirectional(&mut stream, &mut there).await?;
    } else if let Some(host) = target.strip_prefix("http://").and_then(|rest| rest.split('/').next()) {
        relayed.fetch_add(1, Ordering::SeqCst);
        let mut there = TcpStream::connect(host).await?;
        there.write_all(&head).await?;
        copy_bidirectional(&mut stream, &mut there).await?;
    }
    Ok(())
}

async fn proxies(database: TestDatabase) -> Result<(), Failed> {
    let proxy = Proxy::start().await?;
    let slack = LocalSlack::start(workspace(vec![user(SAM, "sam")])).await?;
    slack.standin.deliver_to(standin::Delivery::Socket);
    let bot = Bot::new(PROGRAM, &slack, &database.url)?.with("SLACK_APP_TOKEN", slack.app_token());
    let bot = bot.with("HTTP_PROXY", format!("http://sam:sesam@{}", proxy.address));
    let mut process = bot.start().await?;
    works(&slack).await?;
    let (tunnels, relayed) = proxy.counts();
    assert_eq!(tunnels, 2, "both sockets go through the proxy");
    assert!(relayed >= 1, "and so do calls");
    assert_eq!(proxy.secrets.load(Ordering::SeqCst), tunnels + relayed, "each says who it is");
    assert!(process.terminate().await?.success());

    let bot = bot.with("NO_PROXY", "127.0.0.1");
    let mut process = bot.start().await?;
    works(&slack).await?;
    assert_eq!(proxy.counts(), (tunnels, relayed), "but not to where no proxy is wanted");
    assert!(process.terminate().await?.success());

    // Encrypted calls go by tunnel; here it ends nowhere, and the bot says that Slack can't be reached.
    let bot = bot.with("SLACK_API_URL", "https://slack.invalid/api/").with("HTTPS_PROXY", format!("http://{}", proxy.address));
    let Err(refused) = bot.start().await else { return Err("the bot starts without Slack".into()) };
    assert_eq!(proxy.counts(), (tunnels + 1, relayed), "{refused}");
    assert!(refused.said.contains("Slack was not reached"), "{refused}");
    Ok(())
}

/// Waits for both sockets, and types.
pub(super) async fn works(slack: &LocalSlack) -> Result<(), Failed> {
    let standing = async {
        while slack.standin.sockets() < 2 {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::time::timeout(STANDS_WITHIN, standing).await.map_err(|_| "the bot does not connect")?;
    let answered = slack.standin.slash(SAM, "/goodturn", "help", None).await?;
    assert_eq!(answered.error, None, "{}", answered.body);
    Ok(())
}
