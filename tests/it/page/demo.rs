//! The real `goodturn demo` as a process of its own, with the address it printed.

use std::{
    env::temp_dir,
    io::{BufRead, BufReader},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use libtest_mimic::Failed;

/// The program that cargo built for these tests.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_goodturn");

/// What the demo says before its address.
const OPEN: &str = "Open ";

/// How long the end may take on a busy machine; it takes a moment.
const GONE_WITHIN: Duration = Duration::from_secs(5);

/// A demo, running; it is killed with this value.
pub struct Demo {
    child: Child,
    /// Where its page is, without a slash at the end.
    pub address: String,
}

impl Drop for Demo {
    fn drop(&mut self) {
        // It may be gone already. Asked first, so that its temporary files go too.
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.end("TERM");
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Demo {
    /// Starts a demo on a free port.
    pub async fn start(more: &[&str]) -> Result<Self, Failed> {
        let mut command = Command::new(PROGRAM);
        command.args(["demo", "--listen", "127.0.0.1:0"]).args(more).env_clear().stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let output = child.stdout.take().ok_or("the demo has no output")?;
        let mut demo = Self { child, address: String::new() };
        let lines = tokio::task::spawn_blocking(move || {
            let mut said = BufReader::new(output);
            let mut line = String::new();
            while !line.starts_with(OPEN) {
                line.clear();
                if said.read_line(&mut line).unwrap_or(0) == 0 {
                    return None;
                }
            }
            // The rest is read by nobody, and the demo must not mind.
            line.trim().strip_prefix(OPEN).map(str::to_owned)
        });
        demo.address = lines.await?.ok_or("the demo ended before it said where its page is")?;
        Ok(demo)
    }

    /// The folders that it keeps its database in.
    pub fn folders(&self) -> Vec<std::path::PathBuf> {
        let mine = format!("goodturn-demo-{}-", self.child.id());
        let all = std::fs::read_dir(temp_dir()).into_iter().flatten().flatten();
        all.filter(|entry| entry.file_name().to_string_lossy().starts_with(&mine)).map(|entry| entry.path()).collect()
    }

    /// Sends a signal, as a terminal or a service manager does, and waits for the end.
    pub fn end(&mut self, signal: &str) -> Result<ExitStatus, Failed> {
        Command::new("/bin/sh").args(["-c", "kill -\"$1\" \"$2\"", "kill", signal]).arg(self.child.id().to_string()).status()?;
        let since = Instant::now();
        while since.elapsed() < GONE_WITHIN {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Err("it did not end in time".into())
    }
}
