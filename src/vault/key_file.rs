//! The key file beside the `SQLite` file, for operators who set no `GOODTURN_KEY`.
//!
//! It must never be half written, never be overwritten, and never be readable by others. The key is therefore written to
//! a file under another name and linked to its own name when it is safely on disk: linking fails when the name is
//! taken, so of two processes that start together one makes the key and the other reads it.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rand::Rng;
use rand::rngs::StdRng;

use super::{Vault, VaultError};

/// A key file is some hundred bytes; more than this is not one.
const KEY_FILE_BYTES_MAX: u64 = 64 * 1024;

/// Where the keys came from, so that the program can say at its start what to back up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyOrigin {
    /// From the setting `GOODTURN_KEY`.
    Setting,
    /// Read from this key file.
    File(PathBuf),
    /// Made just now and written to this key file, for a database that is still to be made.
    Made(PathBuf),
}

impl Vault {
    /// Whether there is a key file beside the `SQLite` file.
    #[must_use]
    pub fn has_key_file(beside_sqlite_file: &Path) -> bool {
        fs::symlink_metadata(key_path(beside_sqlite_file)).is_ok()
    }

    /// The vault of a program that uses `SQLite`: with the keys of the setting, or else with those in the key file
    /// beside it (`goodturn.db.key` for `goodturn.db`), which is made (mode 0600) when neither it nor the database is
    /// there. A new key beside an old database would open nothing in it, and the next start would take it for the right
    /// one. The file has the form of the setting: base64, several keys separated by commas.
    ///
    /// `rng` draws the key, if one is made, and the nonces; see [`Vault::new`].
    ///
    /// # Errors
    /// Those of [`Vault::new`]; [`VaultError::KeyFile`] when the file can't be read or made; [`VaultError::KeyFileGone`]
    /// when the database is there without it;
    /// [`VaultError::KeyFileOpen`] when other users may read it; [`VaultError::KeyFileContent`] when it holds no key.
    pub fn load_or_make(key_setting: Option<&str>, beside_sqlite_file: &Path, mut rng: StdRng) -> Result<(Self, KeyOrigin), VaultError> {
        if let Some(keys) = key_setting {
            return Ok((Self::new(keys, rng)?, KeyOrigin::Setting));
        }
        let path = key_path(beside_sqlite_file);
        // Looked at before the key file is: another process that starts just now makes its key before its database.
        let sealed_already = fs::metadata(beside_sqlite_file).is_ok_and(|file| file.len() > 0);
        let made = match fs::symlink_metadata(&path) {
            Ok(_) => false,
            Err(error) if error.kind() == io::ErrorKind::NotFound && sealed_already => return Err(VaultError::KeyFileGone { path }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => make(&path, &mut rng)?,
            Err(error) => return Err(failed("read", &path, error)),
        };
        let keys = read(&path)?;
        let vault = Self::new(&keys, rng).map_err(|source| VaultError::KeyFileContent { path: path.clone(), source: Box::new(source) })?;
        let origin = if made { KeyOrigin::Made(path) } else { KeyOrigin::File(path) };
        Ok((vault, origin))
    }
}

/// `goodturn.db` -> `goodturn.db.key`.
fn key_path(sqlite_file: &Path) -> PathBuf {
    with_suffix(sqlite_file, ".key")
}

/// Appends to the file name, whatever characters it has.
fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut text = OsString::from(path);
    text.push(suffix);
    PathBuf::from(text)
}

/// Writes a new key; `false` when another process was first.
fn make(path: &Path, rng: &mut StdRng) -> Result<bool, VaultError> {
    let text = format!("{}\n", Vault::generate_key(rng));
    let draft = draft_path(path, rng);
    let made = write_new(&draft, &text).and_then(|()| publish(&draft, path));
    // Whatever happened, the draft is of no use any more; what was linked stays. A draft that can't be removed (or was
    // never made) is harmless: nobody reads it.
    drop(fs::remove_file(&draft));
    made.map_err(|error| failed("make", path, error))
}

/// A name that no other process, thread or earlier crash has used.
fn draft_path(path: &Path, rng: &mut StdRng) -> PathBuf {
    static DRAFTS: AtomicU64 = AtomicU64::new(0);
    let random = rng.next_u64();
    let count = DRAFTS.fetch_add(1, Ordering::Relaxed);
    let process = std::process::id();
    with_suffix(path, &format!(".{process}-{count}-{random:016x}.new"))
}

/// Makes a file that only we may read, and waits until it is on disk.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Gives the finished file its name, unless the name is taken, and waits until the name is on disk.
fn publish(draft: &Path, path: &Path) -> io::Result<bool> {
    match fs::hard_link(draft, path) {
        Ok(()) => {
            sync_folder(path)?;
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

/// Waits until the folder's entries are on disk.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder can't be opened like a file, and the file system looks after its own entries.
#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Reads the key file, refusing one that others may read.
fn read(path: &Path) -> Result<String, VaultError> {
    let unreadable = |error| failed("read", path, error);
    let file = File::open(path).map_err(unreadable)?;
    check_mode(path, &file)?;
    let mut text = String::new();
    file.take(KEY_FILE_BYTES_MAX).read_to_string(&mut text).map_err(unreadable)?;
    Ok(text)
}

/// Looks at the file that is open, not at whatever has its name a moment later.
#[cfg(unix)]
fn check_mode(path: &Path, file: &File) -> Result<(), VaultError> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = file.metadata().map_err(|error| failed("read", path, error))?;
    let mode = metadata.permissions().mode() & 0o7777;
    let others = mode & 0o077;
    if others == 0 {
        return Ok(());
    }
    Err(VaultError::KeyFileOpen { path: path.to_owned(), mode })
}

/// Elsewhere there are no such bits; the folder's own rights must do.
#[cfg(not(unix))]
fn check_mode(_path: &Path, _file: &File) -> Result<(), VaultError> {
    Ok(())
}

/// An error of the operating system, with what was tried.
fn failed(action: &'static str, path: &Path, source: io::Error) -> VaultError {
    VaultError::KeyFile { action, path: path.to_owned(), source }
}
