//! A real browser without a window, driven by the protocol of web drivers: what a person does is done with real keys and real clicks.
//! The protocol is a dozen JSON calls; the client crates bring two dozen others, or change how JSON is ordered in the program under test.

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::fs::MetadataExt,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use libtest_mimic::Failed;
use reqwest::Client;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::Need;

/// The name under which the driver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// What the driver says before its port.
const STARTED: &str = "was started successfully on port ";

/// How long to wait for something to show: far longer than anything takes here, for machines that are busy.
const SHOWS_WITHIN: Duration = Duration::from_secs(20);

/// How long a browser that is told to end may take.
const GONE_WITHIN: Duration = Duration::from_secs(5);

/// Pause between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(30);

/// Keys that have no character.
pub mod key {
    pub const TAB: &str = "\u{E004}";
    pub const ENTER: &str = "\u{E007}";
    pub const ESCAPE: &str = "\u{E00C}";
    pub const SPACE: &str = " ";
    pub const DOWN: &str = "\u{E015}";
    pub const END: &str = "\u{E010}";
    pub const SHIFT: &str = "\u{E008}";
}

/// A browser with one page; both end with this value.
pub struct Browser {
    driver: Child,
    client: Client,
    session: String,
    /// The number of the browser's own process, while it is open.
    process: Option<u64>,
    profile: TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A driver that is killed leaves its browser behind, so that one is told to end first.
        if let Some(process) = self.process {
            let _ = Command::new("/bin/sh").args(["-c", "kill -TERM \"$1\"", "kill"]).arg(process.to_string()).status();
            let since = Instant::now();
            while fs::exists(format!("/proc/{process}/exe")).unwrap_or(false) && since.elapsed() < GONE_WITHIN {
                std::thread::sleep(LOOK_EVERY);
            }
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

impl Browser {
    /// Starts a browser with a window of this size.
    pub async fn open(width: u32, height: u32) -> Result<Self, Failed> {
        let profile = tempfile::Builder::new().prefix("goodturn-browser-").tempdir()?;
        let mut driver = Command::new(Need::Chromedriver.program()?);
        driver.arg("--port=0").env("HOME", profile.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut driver = driver.spawn()?;
        let output = driver.stdout.take().ok_or("the driver has no output")?;
        // Owned from here on, so that the driver ends however this goes on.
        let mut browser = Self { driver, client: super::client()?, session: String::new(), process: None, profile };
        let port = tokio::task::spawn_blocking(move || {
            let mut lines = BufReader::new(output).lines().map_while(Result::ok);
            lines.find_map(|line| line.split_once(STARTED)?.1.trim_end_matches('.').parse::<u16>().ok())
        });
        let port = port.await?.ok_or("the driver did not start")?;
        let mut arguments = vec![
            "--headless=new".to_owned(),
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", browser.profile.path().join("profile").display()),
        ];
        let quiet = ["no-first-run", "disable-gpu", "disable-dev-shm-usage", "disable-background-networking", "disable-component-update"];
        arguments.extend(quiet.iter().map(|flag| format!("--{flag}")));
        // Chromium's sandbox does not run as root, as which containers of CI run.
        if fs::metadata(browser.profile.path())?.uid() == 0 {
            arguments.push("--no-sandbox".to_owned());
        }
        let options = json!({ "binary": Need::Chromium.program()?, "args": arguments });
        let wanted = json!({ "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } });
        let root = format!("http://127.0.0.1:{port}/session");
        let body = json!({ "capabilities": { "alwaysMatch": wanted } });
        let opened = answer(browser.client.post(&root).json(&body).send().await?).await?;
        let id = opened["sessionId"].as_str().ok_or("the driver opened no session")?;
        browser.process = opened["capabilities"]["goog:processID"].as_u64();
        assert!(browser.process.is_some(), "the driver says which process its browser is");
        browser.session = format!("{root}/{id}");
        Ok(browser)
    }

    async fn post(&self, command: &str, body: Value) -> Result<Value, Failed> {
        answer(self.client.post(format!("{}/{command}", self.session)).json(&body).send().await?).await
    }

    /// Ends the browser in order, so that none of its processes is left.
    pub async fn close(mut self) -> Result<(), Failed> {
        answer(self.client.delete(&self.session).send().await?).await?;
        self.process = None;
        Ok(())
    }

    /// Goes to an address.
    pub async fn go(&self, address: &str) -> Result<(), Failed> {
        self.post("url", json!({ "url": address })).await.map(drop)
    }

    /// What a script answers; a promise is waited for.
    pub async fn script(&self, script: &str, arguments: &[Value]) -> Result<Value, Failed> {
        self.post("execute/sync", json!({ "script": script, "args": arguments })).await
    }

    /// A call of the browser's own protocol, for what its driver has no word for.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value, Failed> {
        self.post("goog/cdp/execute", json!({ "cmd": command, "params": parameters })).await
    }

    /// What the page's console said since the last look, as level and message.
    pub async fn console(&self) -> Result<Vec<String>, Failed> {
        let log = self.post("se/log", json!({ "type": "browser" })).await?;
        let line =
            |entry: &Value| format!("{}: {}", entry["level"].as_str().unwrap_or_default(), entry["message"].as_str().unwrap_or_default());
        Ok(log.as_array().into_iter().flatten().map(line).collect())
    }

    /// The picture of the window, as PNG.
    pub async fn picture(&self) -> Result<Vec<u8>, Failed> {
        use base64::Engine;
        let text = answer(self.client.get(format!("{}/screenshot", self.session)).send().await?).await?;
        Ok(base64::engine::general_purpose::STANDARD.decode(text.as_str().ok_or("there is no picture")?)?)
    }

    /// Presses keys one after the other, wherever the focus is.
    pub async fn keys(&self, keys: &[&str]) -> Result<(), Failed> {
        let strokes = keys.iter().flat_map(|key| [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]);
        self.strokes(strokes.collect()).await
    }

    /// Types words, character by character.
    pub async fn types(&self, words: &str) -> Result<(), Failed> {
        let keys: Vec<String> = words.chars().map(String::from).collect();
        self.keys(&keys.iter().map(String::as_str).collect::<Vec<_>>()).await
    }

    /// Presses a key while another is held.
    pub async fn chord(&self, held: &str, key: &str) -> Result<(), Failed> {
        let stroke = |kind: &str, value: &str| json!({ "type": kind, "value": value });
        self.strokes(vec![stroke("keyDown", held), stroke("keyDown", key), stroke("keyUp", key), stroke("keyUp", held)]).await
    }

    async fn strokes(&self, strokes: Vec<Value>) -> Result<(), Failed> {
        self.post("actions", json!({ "actions": [{ "type": "key", "id": "keys", "actions": strokes }] })).await.map(drop)
    }

    /// Clicks the last visible element of this kind that begins with these words, and rather one with no others; as a person would: what lies under another can't be clicked.
    pub async fn clicks(&self, selector: &str, words: &str) -> Result<(), Failed> {
        const FIND: &str = "const fits = (one) => [one.textContent.trim(), one.ariaLabel].some((said) => said?.startsWith(arguments[1]));
                            const all = [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility() && fits(one));
                            const found = all.filter((one) => one.textContent.trim() === arguments[1]).at(-1) ?? all.at(-1);
                            found?.scrollIntoView({ block: 'nearest' });
                            return document.body.ariaBusy === 'true' ? null : (found ?? null);";
        let arguments = [json!(selector), json!(words)];
        let found = self.waits(&format!("a {selector} with “{words}”"), async || self.script(FIND, &arguments).await).await?;
        let element = found[ELEMENT].as_str().ok_or("the script found no element")?.to_owned();
        self.post(&format!("element/{element}/click"), json!({})).await.map(drop)
    }

    /// Waits until the page shows these words.
    pub async fn sees(&self, words: &str) -> Result<(), Failed> {
        const SHOWN: &str =
            "return document.body.ariaBusy !== 'true' && document.body.innerText.replace(/\\s+/g, ' ').includes(arguments[0]) || null;";
        let arguments = [json!(words)];
        self.waits(&format!("“{words}”"), async || self.script(SHOWN, &arguments).await).await.map(drop)
    }

    /// Whether the page shows these words now.
    pub async fn shows(&self, words: &str) -> Result<bool, Failed> {
        Ok(self.script("return document.body.innerText.replace(/\\s+/g, ' ').includes(arguments[0]);", &[json!(words)]).await? == true)
    }

    /// Waits until a look finds something.
    pub async fn waits(&self, what: &str, look: impl AsyncFn() -> Result<Value, Failed>) -> Result<Value, Failed> {
        let since = Instant::now();
        loop {
            let found = look().await?;
            if !found.is_null() {
                return Ok(found);
            }
            if since.elapsed() > SHOWS_WITHIN {
                let page = self.script("return document.body.innerText;", &[]).await?;
                return Err(format!("the page never showed {what}. It shows:\n{}", page.as_str().unwrap_or_default()).into());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

/// The value of an answer, or what the driver says is wrong.
async fn answer(response: reqwest::Response) -> Result<Value, Failed> {
    let mut body: Value = response.json().await?;
    let value = body["value"].take();
    match value["error"].as_str() {
        Some(error) => Err(format!("{error}: {}", value["message"].as_str().unwrap_or_default()).into()),
        None => Ok(value),
    }
}
