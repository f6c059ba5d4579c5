//! The repository as the checks see it: its files as text and what cargo says of its crates.
//!
//! Checks read only this, so that their tests can hand them a repository of three lines.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

/// What the checks look at.
#[derive(Debug, Default)]
pub(crate) struct Repo {
    /// Where it lies.
    pub(crate) root: PathBuf,
    /// Every file that git tracks or would track, by its path from the root. A picture is there, and has no text.
    pub(crate) files: BTreeMap<String, String>,
    /// `cargo metadata`, with all dependencies.
    pub(crate) metadata: Value,
}

impl Repo {
    /// Reads the repository that this program is run from. `cargo run` says where that is; what was true when the
    /// program was built is not asked, because a build directory may have been copied from another checkout.
    pub(crate) fn open() -> Result<Self, String> {
        let own = std::env::var("CARGO_MANIFEST_DIR")
            .map_err(|_| "run it as `cargo run -p xtask -- …`".to_owned())?;
        let root = PathBuf::from(own)
            .parent()
            .map(PathBuf::from)
            .ok_or("xtask lies in no repository")?;
        let listed = run(Command::new("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard"])
            .current_dir(&root))?;
        let mut files = BTreeMap::new();
        for path in listed.lines() {
            // A file that is tracked but deleted is not there.
            if let Ok(bytes) = std::fs::read(root.join(path)) {
                files.insert(
                    path.to_owned(),
                    String::from_utf8(bytes).unwrap_or_default(),
                );
            }
        }
        let metadata = run(Command::new(
            std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()),
        )
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(&root))?;
        let metadata = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
        Ok(Self {
            root,
            files,
            metadata,
        })
    }

    /// The text of a file, if it is there.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Files whose path begins and ends so.
    pub(crate) fn under<'a>(
        &'a self,
        start: &'a str,
        ends: &'a [&'a str],
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(move |(path, _)| {
                path.starts_with(start) && ends.iter().any(|end| path.ends_with(end))
            })
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Whether there is a file at this path, or any file below it.
    pub(crate) fn exists(&self, path: &str) -> bool {
        let below = format!("{path}/");
        self.files.contains_key(path) || self.files.keys().any(|file| file.starts_with(&below))
    }

    /// Names of the crates under `crates/`.
    pub(crate) fn crates(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .files
            .keys()
            .filter_map(|path| path.strip_prefix("crates/")?.split_once('/'))
            .filter(|(_, rest)| *rest == "Cargo.toml")
            .map(|(name, _)| name)
            .collect();
        names.dedup();
        names
    }
}

fn run(command: &mut Command) -> Result<String, String> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{command:?} failed: {said}"));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("{command:?}: {error}"))
}
