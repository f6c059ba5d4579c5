//! From a native mini program's source to the compiled package that the web client runs. Bytes in, bytes out: no files,
//! no network, no clock, and the same source gives the same bytes.
//!
//! # Promises
//!
//! - **Nothing of the source runs here.** Package scripts neither.
//! - **A module stays in its wrapper.** Each is parsed, wrapped, and parsed again as what it is loaded as; so is the whole.
//! - **Nothing is without bound.** Files, paths, bytes, nesting, imports: see [`limits`] and the constants beside them.
//! - **All is said at once**: errors and warnings with file, line and column, in the order of the files.
//!
//! What comes out is described in `docs/MINI-PROGRAMS.md`.

mod app;
mod archive;
mod assets;
mod build;
mod components;
mod finding;
pub mod fuzzing;
mod json;
pub mod limits;
mod manifest;
pub mod pack;
mod package;
mod path;
mod project;
mod schema;
mod script;
mod source;
mod stack;
mod styles;
mod templates;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use app::App;
use build::Built;
use finding::Findings;
pub use finding::{Finding, Severity};
pub use limits::Limits;
pub use manifest::{Asset, Component, FORMAT, File, Manifest, Package};
use project::Project;
pub use source::{Source, SourceError};

/// A compiled program.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// What it consists of.
    pub manifest: Manifest,
    /// Its files by the SHA-256 of their contents.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What the developer should know all the same.
    pub warnings: Vec<Finding>,
}

/// Compiles a source.
///
/// # Errors
///
/// All errors and warnings, when there is an error among them.
pub fn compile(source: &Source, limits: &Limits) -> Result<Compiled, Vec<Finding>> {
    let (compiled, findings) = run(source, limits);
    match compiled {
        Some((manifest, files)) => Ok(Compiled {
            manifest,
            files,
            warnings: findings,
        }),
        None => Err(findings),
    }
}

/// All errors and warnings of a source.
#[must_use]
pub fn lint(source: &Source, limits: &Limits) -> Vec<Finding> {
    run(source, limits).1
}

/// What some editors put before a text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

fn run(source: &Source, limits: &Limits) -> (Option<Built>, Vec<Finding>) {
    let scripts = source.files().iter().filter(|(path, _)| {
        [".js", ".wxs", ".wxml"]
            .iter()
            .any(|ending| path.ends_with(ending))
    });
    let longest = scripts.map(|(_, bytes)| bytes.len()).max().unwrap_or(0);
    let done = stack::run(longest, || {
        let mut findings = Findings::default();
        let project = Project::read(source, &mut findings);
        let built = App::read(&project, &mut findings)
            .map(|app| build::build(&app, &project, limits, &mut findings));
        let built = built.filter(|_| !findings.has_errors());
        let text = |file: &str| {
            let bytes = match project.files.get(file) {
                Some(bytes) => *bytes,
                None => source.files().get(file)?,
            };
            let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
            std::str::from_utf8(bytes).ok()
        };
        (built, findings.into_sorted(text))
    });
    done.unwrap_or_else(|failure| (None, vec![failure]))
}
