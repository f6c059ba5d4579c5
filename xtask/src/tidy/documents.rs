//! Documents stay true: a path that one of them names is there.

use super::{Exceptions, Finding};
use crate::repo::Repo;

/// What a path of this repository begins with.
const ROOTS: &[&str] = &["crates/", "docs/", "e2e/", "scripts/", "web/", "xtask/"];

pub(super) fn check(repo: &Repo, _: &Exceptions) -> Vec<Finding> {
    let mut findings = Vec::new();
    let documents = repo
        .under("docs/", &[".md"])
        .chain(repo.under("", &["README.md"]));
    for (path, text) in documents {
        for (index, line) in text.lines().enumerate() {
            // Every other piece between back-ticks is code.
            for code in line.split('`').skip(1).step_by(2) {
                let named = code.trim_end_matches('/');
                let is_path = ROOTS.iter().any(|root| code.starts_with(root))
                    && named
                        .chars()
                        .all(|c| c.is_alphanumeric() || "/._-".contains(c));
                if is_path && !repo.exists(named) {
                    findings.push(Finding::new(
                        path,
                        Some(index + 1),
                        format!("{named} is not there"),
                    ));
                }
            }
        }
    }
    findings
}
