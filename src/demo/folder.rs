//! A folder of its own for a database that lives as long as a demonstration. It must be gone afterwards.

use std::path::{Path, PathBuf};

/// A fresh folder among the system's temporary files; removed when this is dropped.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Makes one, with a word in its name that says what it was for.
    pub(super) fn new(purpose: &str) -> std::io::Result<Self> {
        let name = format!("goodturn-{purpose}-{}-{:016x}", std::process::id(), rand::random::<u64>());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path)?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nothing to do about a folder that can't be removed; the system clears its temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
