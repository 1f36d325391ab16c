//! A script of one of Slack's kits as a process: lines of JSON go both ways, and all it said is in the message when a trial fails.
//! It ends with its trial, however that ends: nothing may wait for ever for a kit that does.

use std::{
    any::Any,
    env,
    io::{self, BufRead, BufReader, Read, Write},
    panic::AssertUnwindSafe,
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

use futures_util::FutureExt;
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use tokio::{
    sync::mpsc::{self, UnboundedReceiver},
    time::{Instant, sleep, timeout_at},
};

use super::slack::{environment, slack};
use crate::support::{Harness, Need, sdk_folder};

/// How long a script may run. Each needs a few seconds; a busy machine some more.
const RUN_WITHIN: Duration = Duration::from_mins(1);

/// Time enough for nothing.
const SHORT: Duration = Duration::from_millis(50);

/// How long something that will happen may take, on a busy machine, too.
const HAPPENS_WITHIN: Duration = Duration::from_secs(20);

/// Pause between two looks whether something happened.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// One of Slack's kits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sdk {
    /// `slack_sdk` and `slack_bolt`.
    Python,
    /// `@slack/web-api`, `@slack/webhook`, `@slack/socket-mode` and `@slack/bolt`.
    Node,
}

impl Sdk {
    /// Both, for trials that are the same for both.
    pub const ALL: [Self; 2] = [Self::Python, Self::Node];

    fn need(self) -> Need {
        match self {
            Self::Python => Need::PythonSdk,
            Self::Node => Need::NodeSdk,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::Node => "node",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Python => "py",
            Self::Node => "mjs",
        }
    }

    /// A trial with this kit; where it isn't installed, it says so.
    pub fn trial(self, cx: &Harness, name: &str, test: impl AsyncFnOnce() -> Result<(), Failed> + Send + 'static) -> Trial {
        cx.need(self.need(), cx.alone(&format!("sdk::{}::{name}", self.word()), test))
    }
}

/// What a script knows of the world, besides where programs and kits are.
pub type Environment = Vec<(&'static str, String)>;

/// A script that runs.
pub struct Script {
    child: Child,
    input: Option<ChildStdin>,
    lines: UnboundedReceiver<Value>,
    /// What a client of Socket Mode received, in order, as far as its lines were read.
    pub frames: Vec<Value>,
    output: Arc<Mutex<String>>,
    until: Instant,
}

/// Runs a script and talks to it; then it has to end well by itself, as it does when nobody talks to it any more.
pub async fn with_script(
    sdk: Sdk,
    name: &str,
    environment: &Environment,
    talk: impl AsyncFnOnce(&mut Script) -> Result<(), Failed>,
) -> Result<(), Failed> {
    let mut script = Script::start(sdk, name, environment)?;
    let talked = AssertUnwindSafe(talk(&mut script)).catch_unwind().await;
    let outcome = match talked {
        Ok(Ok(())) => script.ends().await,
        Ok(Err(failed)) => Err(failed.message().unwrap_or("it failed").to_owned()),
        Err(panic) => Err(words_of(panic.as_ref())),
    };
    // Before its output is read, so that all of it is there.
    script.kill();
    outcome.map_err(|why| format!("{why}\nAll that {name}.{} said:\n{}", sdk.ending(), script.said()).into())
}

impl Script {
    fn start(sdk: Sdk, name: &str, environment: &Environment) -> Result<Self, Failed> {
        let file = format!("tests/it/sdk/scripts/{name}.{}", sdk.ending());
        let mut command = Command::new(sdk.need().program()?);
        command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).env_clear();
        command.envs(environment.iter().map(|(name, value)| (name, value))).env("PATH", env::var_os("PATH").unwrap_or_default());
        command.env("GOODTURN_SDK_NODE", sdk_folder().join("node")).env("PYTHONDONTWRITEBYTECODE", "1");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let output = Arc::new(Mutex::new(String::new()));
        let (say, lines) = mpsc::unbounded_channel();
        let heard = move |line: &str| serde_json::from_str(line).is_ok_and(|value: Value| say.send(value).is_ok());
        read_all(child.stdout.take(), &output, heard);
        read_all(child.stderr.take(), &output, |_| false);
        let input = child.stdin.take();
        Ok(Self { child, input, lines, frames: Vec::new(), output, until: Instant::now() + RUN_WITHIN })
    }

    /// Tells the script something.
    pub fn tell(&mut self, what: &Value) -> Result<(), Failed> {
        let input = self.input.as_mut().ok_or("the script was told that this is the end")?;
        writeln!(input, "{what}")?;
        Ok(input.flush()?)
    }

    /// The next line the script says, which has to be one of this kind. Frames may come at any time.
    pub async fn says(&mut self, kind: &str) -> Result<Value, Failed> {
        loop {
            let line = timeout_at(self.until, self.lines.recv()).await;
            let line = line.map_err(|_| format!("the script did not say `{kind}` in time"))?;
            let line = line.ok_or_else(|| format!("the script ended and had not said `{kind}`"))?;
            if line["say"] == json!("frame") {
                self.frames.push(line);
            } else if line["say"] == json!(kind) {
                return Ok(line);
            } else {
                return Err(format!("the script was to say `{kind}`, and said {line}").into());
            }
        }
    }

    /// Waits until the client has read this many greetings: one for each connection that it listens on.
    pub async fn is_greeted(&mut self, times: usize) -> Result<(), Failed> {
        while self.frames.iter().filter(|frame| frame["type"] == json!("hello")).count() < times {
            let line = timeout_at(self.until, self.lines.recv()).await.map_err(|_| "the client read no greeting in time")?;
            let line = line.ok_or("the script ended and had not read a greeting")?;
            if line["say"] != json!("frame") {
                return Err(format!("the script was to read a greeting, and said {line}").into());
            }
            self.frames.push(line);
        }
        Ok(())
    }

    /// Tells it to do something. Answers what the kit gave.
    pub async fn does(&mut self, order: Value) -> Result<Value, Failed> {
        self.tell(&order)?;
        Ok(self.says("done").await?["answer"].take())
    }

    /// Tells it to do something that is refused. Answers how.
    pub async fn is_refused(&mut self, order: Value) -> Result<Value, Failed> {
        self.tell(&order)?;
        self.says("refused").await
    }

    /// Calls a method.
    pub async fn calls(&mut self, name: &str, arguments: Value) -> Result<Value, Failed> {
        self.does(call(name, &arguments)).await
    }

    async fn ends(&mut self) -> Result<(), String> {
        drop(self.input.take());
        while Instant::now() < self.until {
            match self.child.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => return Err(format!("the script ended badly: {status}")),
                Ok(None) => sleep(LOOK_EVERY).await,
                Err(error) => return Err(error.to_string()),
            }
        }
        Err("the script does not end".to_owned())
    }

    fn said(&self) -> String {
        self.output.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn kill(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A script that hangs is ended when its time is over, and what it said is told.
pub fn trials(cx: &Harness) -> Vec<Trial> {
    let trial = |sdk: Sdk| sdk.trial(cx, "a_script_that_hangs_is_ended_and_heard", async move || hanging(sdk).await);
    Sdk::ALL.into_iter().map(trial).collect()
}

async fn hanging(sdk: Sdk) -> Result<(), Failed> {
    let slack = slack().await?;
    let mut number = 0;
    let outcome = with_script(sdk, "web", &environment(&slack), async |script| {
        number = script.child.id();
        script.says("ready").await?;
        script.until = Instant::now() + SHORT;
        script.says("nothing of the kind").await.map(drop)
    })
    .await;
    let why = outcome.err().and_then(|failed| failed.message().map(str::to_owned)).ok_or("it waited for nothing and was content")?;
    assert!(why.contains("`nothing of the kind` in time") && why.contains("\"say\":") && why.contains("ready"), "{why}");
    assert!(!Path::new(&format!("/proc/{number}/fd")).exists(), "the script is still there");
    Ok(())
}

/// The order to call a method.
pub fn call(name: &str, arguments: &Value) -> Value {
    json!({"do": "call", "name": name, "arguments": arguments})
}

/// Waits until there is something to see.
pub async fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> Result<T, Failed> {
    let until = Instant::now() + HAPPENS_WITHIN;
    while Instant::now() < until {
        if let Some(seen) = look() {
            return Ok(seen);
        }
        sleep(LOOK_EVERY).await;
    }
    Err(format!("this never happened: {what}").into())
}

/// Reads to the end in a thread of its own: a pipe that nobody reads would stop the script.
fn read_all(from: Option<impl Read + Send + 'static>, output: &Arc<Mutex<String>>, mut heard: impl FnMut(&str) -> bool + Send + 'static) {
    let output = Arc::clone(output);
    let Some(from) = from else { return };
    thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(io::Result::ok) {
            let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
            output.push_str(&line);
            output.push('\n');
            drop(output);
            heard(&line);
        }
    });
}

fn words_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it panicked").to_owned()
}
