//! The real bot as a process of its own, beside a local Slack that is served on a socket: it can be killed and started again.
//! What survives a `kill -9` can't be seen from inside of the process that is killed.

use std::{
    cell::Cell,
    fs::{self, File},
    io::{self, BufRead, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use standin::{Options, Standin, Workspace};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use super::{far_end::FarEnd, signed::Signer};

/// A key for encryption at rest that guards nothing: 32 zeros.
pub const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

/// How long the start may take: a second at most, unless the machine is very busy.
const READY_WITHIN: Duration = Duration::from_mins(1);

/// How long the end may take once it was asked for: the bot itself waits twice ten seconds at most.
const GONE_WITHIN: Duration = Duration::from_secs(30);

/// Pause between two looks at a process that is about to end.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// What the bot says before its address.
const LISTENS: &str = "Goodturn listens on http://";

/// What its log says before the address of its metrics.
const METRICS: &str = "metrics are served under /metrics address=";

/// A local Slack on a socket of this machine; it ends with this value.
pub struct LocalSlack {
    /// The workspace's id.
    pub workspace: String,
    /// Signs as this Slack does.
    pub signer: Signer,
    /// Slack itself: people type and look here.
    pub standin: Standin,
    environment: Vec<(&'static str, String)>,
    server: JoinHandle<io::Result<()>>,
}

impl LocalSlack {
    /// Serves a Slack with this workspace on the running runtime.
    pub async fn start(workspace: Workspace) -> io::Result<Self> {
        Self::with(workspace, Options::default()).await
    }

    /// The same, behaving as told.
    pub async fn with(workspace: Workspace, options: Options) -> io::Result<Self> {
        Self::start_as(workspace, options, None).await
    }

    /// The same with other options, and with Socket Mode's connections in another's hands.
    pub async fn start_as(workspace: Workspace, options: Options, sockets: Option<&FarEnd>) -> io::Result<Self> {
        let slack = Standin::new(workspace, options);
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let base = format!("http://{}", listener.local_addr()?);
        slack.set_public_url(&base);
        let credentials = slack.credentials();
        let environment = vec![
            ("SLACK_API_URL", format!("{base}/api/")),
            ("SLACK_BOT_TOKEN", credentials.bot_token),
            ("SLACK_SIGNING_SECRET", credentials.signing_secret.clone()),
        ];
        let server = match sockets {
            None => tokio::spawn(standin::serve(slack.clone(), listener)),
            Some(far) => {
                let api = far.api(slack.router());
                tokio::spawn(async move { axum::serve(listener, api).await })
            }
        };
        Ok(Self { workspace: credentials.team_id, signer: Signer::new(&credentials.signing_secret), standin: slack, environment, server })
    }
}

impl LocalSlack {
    /// The token with which a bot opens Socket Mode's connections here.
    pub fn app_token(&self) -> String {
        self.standin.credentials().app_token
    }

    /// The settings with which a bot finds this Slack.
    pub fn environment(&self) -> &[(&'static str, String)] {
        &self.environment
    }
}

impl Drop for LocalSlack {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// How the bot is started: its program and its whole environment. Nothing of this process's own environment reaches it.
pub struct Bot {
    program: PathBuf,
    environment: Vec<(&'static str, String)>,
    folder: TempDir,
    started: Cell<u32>,
}

/// A bot that ended instead of listening.
#[derive(Debug)]
pub struct NotStarted {
    /// Its exit code, if it ended by itself.
    pub code: Option<i32>,
    /// What it said on standard error.
    pub said: String,
}

impl std::fmt::Display for NotStarted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the bot did not start (exit code {:?}): {}", self.code, self.said)
    }
}

impl std::error::Error for NotStarted {}

impl From<io::Error> for NotStarted {
    fn from(error: io::Error) -> Self {
        Self { code: None, said: error.to_string() }
    }
}

impl Bot {
    /// A bot of this program that works with `slack` on a database.
    pub fn new(program: impl Into<PathBuf>, slack: &LocalSlack, database_url: &str) -> io::Result<Self> {
        let mut environment = slack.environment.clone();
        environment.extend([
            ("DATABASE_URL", database_url.to_owned()),
            ("GOODTURN_KEY", KEY.to_owned()),
            ("GOODTURN_LISTEN", "127.0.0.1:0".to_owned()),
            ("GOODTURN_METRICS_LISTEN", "127.0.0.1:0".to_owned()),
        ]);
        let folder = tempfile::Builder::new().prefix("goodturn-bot-").tempdir()?;
        Ok(Self { program: program.into(), environment, folder, started: Cell::new(0) })
    }

    /// The same bot with one more setting, or another value of it.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.environment.retain(|(known, _)| *known != name);
        self.environment.push((name, value.into()));
        self
    }

    /// Starts it and waits until it listens.
    pub async fn start(&self) -> Result<BotProcess, NotStarted> {
        let number = self.started.replace(self.started.get() + 1);
        let log = self.folder.path().join(format!("log-{number}"));
        let mut command = Command::new(&self.program);
        command.arg("serve").env_clear().envs(self.environment.iter().map(|(name, value)| (name, value))).current_dir(self.folder.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(File::create(&log)?);
        let mut child = command.spawn()?;
        let output = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe).map_err(io::Error::from)?;
        let mut process = BotProcess { child, address: ([127, 0, 0, 1], 0).into(), log };
        let first_line = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            BufReader::new(output).read_line(&mut line).map(|_| line)
        });
        let line = tokio::time::timeout(READY_WITHIN, first_line).await;
        let line = line.ok().and_then(Result::ok).and_then(Result::ok).unwrap_or_default();
        if let Some(address) = line.trim().strip_prefix(LISTENS).and_then(|address| address.parse().ok()) {
            process.address = address;
            return Ok(process);
        }
        // Standard output ended: so did the process, or it hangs and is ended.
        let code = if line.is_empty() { process.gone().await.ok().and_then(|status| status.code()) } else { None };
        Err(NotStarted { code, said: format!("{line}{}", process.said()) })
    }
}

/// The bot, running; it is killed with this value.
#[derive(Debug)]
pub struct BotProcess {
    child: Child,
    /// Where it listens for Slack.
    pub address: SocketAddr,
    log: PathBuf,
}

impl BotProcess {
    /// The number of the process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it said on standard error so far.
    pub fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// What stands under `/metrics`.
    pub async fn metrics(&self) -> io::Result<String> {
        let said = self.said();
        let address = said.lines().find_map(|line| line.split_once(METRICS)?.1.split_whitespace().next()).unwrap_or_default();
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(b"GET /metrics HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n\r\n").await?;
        let mut text = String::new();
        stream.read_to_string(&mut text).await?;
        Ok(text)
    }

    /// `kill -9`, and waits until the process is gone.
    pub fn kill(&mut self) -> io::Result<()> {
        self.child.kill()?;
        self.child.wait().map(drop)
    }

    /// Asks it to end, as service managers do, and waits until it has.
    pub async fn terminate(&mut self) -> io::Result<ExitStatus> {
        let signal = Command::new("/bin/sh").args(["-c", "kill -TERM \"$1\"", "kill"]).arg(self.pid().to_string()).status()?;
        if !signal.success() {
            return Err(io::Error::other("the process can't be signalled"));
        }
        self.gone().await
    }

    /// Waits until it has ended by itself, or because it was asked to.
    pub async fn gone(&mut self) -> io::Result<ExitStatus> {
        let since = Instant::now();
        while since.elapsed() < GONE_WITHIN {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Err(io::ErrorKind::TimedOut.into())
    }
}

impl Drop for BotProcess {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.kill();
    }
}
