//! A throw-away PostgreSQL: its own folder, its own port, gone with the process that started it.
//! It must not outlive the test process even after `kill -9`, so a small shell watches a pipe that only this process holds.

use std::{
    ffi::OsStr,
    fs, io,
    net::{Ipv4Addr, TcpListener},
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::tools;

/// How long `initdb` and the first start may take: seconds on two busy cores, a minute means that something is wrong.
const READY_WITHIN: Duration = Duration::from_mins(1);

/// Pause between two looks at the server's state: short, as every test run waits here.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// A free port can be taken by someone else before the server binds it; then another one is tried.
const PORTS_TRIED_MAX: u32 = 5;

/// Paths of unix sockets hold 107 bytes; a longer folder gets none.
const SOCKET_FOLDER_BYTES_MAX: usize = 85;

/// Runs the server and ends it: `$1` programs, `$2` folder, `$3` options of initdb, the rest are the server's.
///
/// It blocks on its standard input. When that ends (the test process is gone, however it went), the server gets a
/// fast shutdown, after ten seconds an immediate one, and the folder is removed.
const WATCHER: &str = r#"
trap : HUP INT TERM
programs=$1 folder=$2 initdb_options=$3
shift 3
{
    "$programs/initdb" -D "$folder/data" -U postgres --locale=C.UTF-8 --encoding=UTF8 --auth=trust $initdb_options &&
        "$programs/postgres" -D "$folder/data" "$@"
    : >"$folder/gone"
} </dev/null >"$folder/log" 2>&1 &
read -r _
signal=INT looks=0
while [ -d "$folder" ] && [ ! -e "$folder/gone" ]; do
    pid=$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null)
    case $pid in
        '' | *[!0-9]*) ;;
        *) kill -$signal "$pid" 2>/dev/null ;;
    esac
    looks=$((looks + 1))
    [ $looks -lt 100 ] || signal=QUIT
    sleep 0.1
done
wait
cd / && rm -rf -- "$folder"
"#;

/// Whether the server may lose what it said it kept when the machine loses power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// No waiting for the disk: right for tests, as the folder is thrown away.
    Fast,
    /// PostgreSQL's own defaults, for measurements and for tests of what is kept.
    Real,
}

/// A running server; dropping it stops it and removes its folder.
#[derive(Debug)]
pub struct Server {
    folder: PathBuf,
    port: u16,
    watcher: Child,
}

impl Server {
    /// Makes a new cluster and waits until it answers.
    pub fn start(durability: Durability) -> Result<Self, String> {
        let programs = binaries()?;
        let mut tried = 0;
        loop {
            tried += 1;
            let server = Self::launch(&programs, durability)?;
            match server.wait_until_ready() {
                Ok(()) => return Ok(server),
                Err(log) if tried < PORTS_TRIED_MAX && log.contains("could not bind") => {}
                Err(log) => return Err(format!("PostgreSQL did not start: {log}")),
            }
        }
    }

    /// The URL of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// The folder that holds everything of it.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The process that a signal would have to reach.
    pub fn pid(&self) -> Result<u32, String> {
        let text = fs::read_to_string(self.folder.join("data/postmaster.pid")).map_err(|error| error.to_string())?;
        let line = text.lines().next().unwrap_or_default();
        line.parse().map_err(|_| format!("postmaster.pid starts with {line:?}"))
    }

    fn launch(programs: &Path, durability: Durability) -> Result<Self, String> {
        let port = free_port().map_err(|error| format!("no free port on 127.0.0.1: {error}"))?;
        let (folder, user) = folder_and_user()?;
        let mut command = Command::new("/bin/sh");
        command.args(["-c", WATCHER, "watcher"]).arg(programs).arg(&folder);
        command.arg(if durability == Durability::Fast { "--no-sync" } else { "--data-checksums" });
        command.args(server_options(port, &folder, durability));
        command.current_dir(&folder).process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        for name in ["PGDATA", "PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGOPTIONS"] {
            command.env_remove(name);
        }
        if let Some((uid, gid)) = user {
            command.uid(uid).gid(gid);
        }
        match command.spawn() {
            Ok(watcher) => Ok(Self { folder, port, watcher }),
            Err(error) => {
                let _ = fs::remove_dir_all(&folder);
                Err(format!("/bin/sh could not be started: {error}"))
            }
        }
    }

    /// Waits for the line that the server writes when it takes connections; the error is its log.
    fn wait_until_ready(&self) -> Result<(), String> {
        let since = Instant::now();
        while since.elapsed() < READY_WITHIN {
            let state = fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap_or_default();
            if state.lines().nth(7).is_some_and(|line| line.trim() == "ready") {
                return Ok(());
            }
            if self.folder.join("gone").exists() {
                return Err(self.log());
            }
            thread::sleep(LOOK_EVERY);
        }
        Err(format!("not ready after {} s: {}", READY_WITHIN.as_secs(), self.log()))
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_else(|error| format!("no log: {error}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.watcher.stdin.take());
        let _ = self.watcher.wait();
    }
}

/// The folder with `initdb` and `postgres`: the one in `PATH`, else the newest that Debian keeps out of it.
pub fn binaries() -> Result<PathBuf, String> {
    let in_path = tools::in_path("initdb").and_then(|file| fs::canonicalize(file).ok());
    let in_path = in_path.and_then(|file| file.parent().map(Path::to_path_buf));
    let found = in_path.into_iter().chain(newest_of_debian()).find(|folder| folder.join("postgres").is_file());
    found.ok_or_else(|| "no PostgreSQL: initdb not found in PATH or /usr/lib/postgresql".to_owned())
}

fn newest_of_debian() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib/postgresql").ok()?.flatten().map(|entry| entry.path());
    let version = |folder: &Path| folder.file_name().and_then(OsStr::to_str).and_then(|name| name.parse::<u32>().ok());
    folders.filter(|folder| folder.join("bin/initdb").is_file()).max_by_key(|folder| version(folder)).map(|folder| folder.join("bin"))
}

fn server_options(port: u16, folder: &Path, durability: Durability) -> Vec<String> {
    let socket = folder.display().to_string();
    let socket = if socket.len() > SOCKET_FOLDER_BYTES_MAX { String::new() } else { socket };
    let mut settings = vec![
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        format!("unix_socket_directories={socket}"),
        "max_connections=200".to_owned(),
    ];
    if durability == Durability::Fast {
        settings.extend(["fsync=off", "synchronous_commit=off", "full_page_writes=off"].map(str::to_owned));
    }
    settings.into_iter().flat_map(|setting| ["-c".to_owned(), setting]).collect()
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// A fresh folder, and whom to run as: PostgreSQL refuses root, so root hands the folder to another user.
fn folder_and_user() -> Result<(PathBuf, Option<(u32, u32)>), String> {
    let failed = |error: io::Error| format!("no folder for PostgreSQL: {error}");
    let folder = tempfile::Builder::new().prefix("goodturn-pg-").tempdir_in(base()).map_err(failed)?;
    let user = if fs::metadata(folder.path()).map_err(failed)?.uid() == 0 { Some(other_user()?) } else { None };
    if let Some((uid, gid)) = user {
        chown(folder.path(), Some(uid), Some(gid)).map_err(failed)?;
    }
    Ok((folder.keep(), user))
}

/// The system's folder for such things, unless another user may not enter it.
fn base() -> PathBuf {
    let usual = tempfile::env::temp_dir();
    let open = |folder: &Path| fs::metadata(folder).is_ok_and(|data| data.mode() & 0o001 != 0);
    if usual.ancestors().all(open) { usual } else { PathBuf::from("/tmp") }
}

/// User and group of `postgres`, else of `nobody`.
fn other_user() -> Result<(u32, u32), String> {
    let passwd = fs::read_to_string("/etc/passwd").map_err(|error| format!("/etc/passwd: {error}"))?;
    let found = ["postgres", "nobody"].iter().find_map(|name| passwd.lines().find_map(|line| ids(line, name)));
    found.ok_or_else(|| "PostgreSQL does not run as root, and there is no user postgres or nobody".to_owned())
}

fn ids(line: &str, name: &str) -> Option<(u32, u32)> {
    let mut fields = line.split(':');
    if fields.next() != Some(name) {
        return None;
    }
    let uid = fields.nth(1)?.parse().ok()?;
    let gid = fields.next()?.parse().ok()?;
    Some((uid, gid))
}
