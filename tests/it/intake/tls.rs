//! Slack and proxies behind TLS, with certificates that only these trials trust.
//! Earlier nobody could tell whether an encrypted socket gets through a proxy, or whether a proxy may be encrypted itself.

use std::{io, net::SocketAddr, path::Path, sync::Arc};

use libtest_mimic::{Failed, Trial};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::TlsAcceptor;

use super::{
    proxies::{Proxy, works},
    user, workspace,
};
use crate::{
    crash::{PROGRAM, SAM},
    support::{
        Engine, Harness, TestDatabase,
        process::{Bot, LocalSlack},
    },
};

pub(super) fn trials(cx: &Harness) -> Vec<Trial> {
    vec![cx.on(Engine::Sqlite, "intake::encrypted_sockets_get_through_proxies_of_both_kinds", encrypted)]
}

/// A door with TLS before something that has none; it ends with this value.
struct Door {
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl Door {
    /// A door for `localhost` before this address.
    async fn before(inner: SocketAddr, certificate: &CertifiedKey) -> Result<Self, Failed> {
        let key = PrivateKeyDer::Pkcs8(certificate.key_pair.serialize_der().into());
        let tls = ServerConfig::builder_with_provider(Arc::new(ring::default_provider())).with_safe_default_protocol_versions()?;
        let tls = tls.with_no_client_auth().with_single_cert(vec![certificate.cert.der().clone()], key)?;
        let acceptor = TlsAcceptor::from(Arc::new(tls));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(pass(acceptor.clone(), stream, inner));
            }
        });
        Ok(Self { address, accepting })
    }

    fn url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn pass(acceptor: TlsAcceptor, stream: TcpStream, inner: SocketAddr) -> io::Result<()> {
    let mut outer = acceptor.accept(stream).await?;
    let mut inner = TcpStream::connect(inner).await?;
    copy_bidirectional(&mut outer, &mut inner).await.map(|_| ())
}

/// A bot that trusts these trials' certificates, and finds Slack behind its door.
fn bot(slack: &LocalSlack, door: &Door, database: &TestDatabase, trusted: &Path) -> Result<Bot, Failed> {
    let bot = Bot::new(PROGRAM, slack, &database.url)?.with("SLACK_APP_TOKEN", slack.app_token());
    Ok(bot.with("SLACK_API_URL", format!("{}/api/", door.url())).with("SSL_CERT_FILE", trusted.display().to_string()))
}

async fn encrypted(database: TestDatabase) -> Result<(), Failed> {
    let certificate = generate_simple_self_signed(["localhost".to_owned()])?;
    let folder = tempfile::tempdir()?;
    let trusted = folder.path().join("trusted.pem");
    std::fs::write(&trusted, certificate.cert.pem())?;
    let slack = LocalSlack::start(workspace(vec![user(SAM, "sam")])).await?;
    let base = slack.environment().iter().find(|(name, _)| *name == "SLACK_API_URL").map(|(_, url)| url.clone()).unwrap_or_default();
    let inner = base.trim_start_matches("http://").trim_end_matches("/api/").parse()?;
    let door = Door::before(inner, &certificate).await?;
    slack.standin.set_public_url(&door.url());
    slack.standin.deliver_to(standin::Delivery::Socket);
    let proxy = Proxy::start().await?;
    let proxy_door = Door::before(proxy.address, &certificate).await?;

    // Straight, through a plain proxy, and through one that is encrypted itself.
    let plain = format!("http://sam:sesam@{}", proxy.address);
    let both = proxy_door.url().replace("https://", "https://sam:sesam@");
    for (way, tunnels) in [(None, 0), (Some(plain), 3), (Some(both), 3)] {
        let before = proxy.tunnels();
        let mut bot = bot(&slack, &door, &database, &trusted)?;
        if let Some(way) = &way {
            bot = bot.with("HTTPS_PROXY", way);
        }
        let mut process = bot.start().await.map_err(|refused| format!("{way:?}: {refused}"))?;
        works(&slack).await.map_err(|error| format!("{way:?}: {error:?}: {}", process.said()))?;
        let through = proxy.tunnels() - before;
        assert!(through >= tunnels && (tunnels > 0 || through == 0), "{way:?}: {through} tunnels");
        assert!(process.terminate().await?.success());
        let gone = async {
            while slack.standin.sockets() > 0 {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(10), gone).await?;
    }
    assert!(proxy.secrets() >= 6, "each says who it is");
    Ok(())
}
