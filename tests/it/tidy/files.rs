//! Which files there are, and their text.
//! Rust sources come from the folders that hold them; everything that the repository keeps comes from git.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::Source;

/// Where Rust sources live.
const RUST_FOLDERS: [&str; 7] = ["src", "standin", "tests", "examples", "benches", "fuzz", "build.rs"];

/// Never looked into when git can't be asked.
const BUILT: [&str; 3] = ["target", ".git", "node_modules"];

/// The repository's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust source.
pub fn rust() -> Result<Vec<Source>, String> {
    let mut sources = Vec::new();
    for folder in RUST_FOLDERS {
        sources.extend(below(folder, "rs")?);
    }
    if sources.is_empty() { Err(format!("no Rust sources in {}", root().display())) } else { Ok(sources) }
}

/// Files with this ending below a folder; none when there is no such folder.
pub fn below(folder: &str, ending: &str) -> Result<Vec<Source>, String> {
    let mut paths = Vec::new();
    let start = root().join(folder);
    if start.exists() {
        walk(&start, &mut paths)?;
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == ending));
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

/// Every text file that the repository keeps or is about to keep.
pub fn kept() -> Result<Vec<Source>, String> {
    let paths = if let Some(paths) = listed_by_git() {
        paths
    } else {
        let mut paths = Vec::new();
        walk(root(), &mut paths)?;
        paths
    };
    let texts = paths.iter().filter(|path| path.is_file()).filter_map(|path| read(path).ok());
    Ok(texts.collect())
}

/// One file of the repository.
pub fn file(path: &str) -> Result<Source, String> {
    read(&root().join(path))
}

/// `None` where there is no git, or no repository (an unpacked archive).
fn listed_by_git() -> Option<Vec<PathBuf>> {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root());
    let output = git.output().ok().filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    let paths: Vec<PathBuf> = text.split_terminator('\0').map(|path| root().join(path)).collect();
    (!paths.is_empty()).then_some(paths)
}

fn walk(start: &Path, paths: &mut Vec<PathBuf>) -> Result<(), String> {
    if start.is_file() {
        paths.push(start.to_path_buf());
        return Ok(());
    }
    let entries = fs::read_dir(start).map_err(|error| format!("{}: {error}", start.display()))?;
    for entry in entries.flatten() {
        let name = entry.file_name();
        if !BUILT.iter().any(|built| name == *built) {
            walk(&entry.path(), paths)?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Source, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let below = path.strip_prefix(root()).unwrap_or(path);
    Ok(Source { path: below.to_string_lossy().replace('\\', "/"), text })
}
