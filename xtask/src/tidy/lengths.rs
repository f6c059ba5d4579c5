//! A file of more than 600 lines wants a reason in `xtask/tidy.toml`; more than 1,000 fails. Functions are
//! clippy's affair (`too_many_lines`) and the web linter's.

use super::{EXCEPTIONS, Exceptions, Finding};
use crate::repo::Repo;

/// Lines from which a file wants a reason.
const WANTS_A_REASON: usize = 600;
/// Lines that no file may pass.
const TOO_LONG: usize = 1000;

const SOURCES: &[&str] = &[".rs", ".ts", ".tsx", ".css", ".mjs", ".js", ".sh"];

/// Written by programs, read by nobody.
const GENERATED: &[&str] = &["web/packages/api-client/src/schema.ts"];

pub(super) fn check(repo: &Repo, exceptions: &Exceptions) -> Vec<Finding> {
    repo.under("", SOURCES)
        .filter(|(path, _)| !GENERATED.iter().any(|mark| path.contains(mark)))
        .filter_map(|(path, text)| {
            let lines = text.lines().count();
            let reason = exceptions.long_files.contains_key(path);
            let message = if lines > TOO_LONG {
                format!("{lines} lines: no file may pass {TOO_LONG}")
            } else if lines > WANTS_A_REASON && !reason {
                format!("{lines} lines: split it, or give the reason in {EXCEPTIONS}")
            } else if lines <= WANTS_A_REASON && reason {
                format!("{lines} lines: it needs no reason in {EXCEPTIONS} any more")
            } else {
                return None;
            };
            Some(Finding::new(path, None, message))
        })
        .collect()
}
