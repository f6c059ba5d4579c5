//! Documents stay true: a path that one of them names is there, and a link leads somewhere.

use super::{Exceptions, Finding};
use crate::repo::Repo;

/// What a path of this repository begins with.
const ROOTS: &[&str] = &["crates/", "docs/", "e2e/", "scripts/", "web/", "xtask/"];

pub(super) fn check(repo: &Repo, _: &Exceptions) -> Vec<Finding> {
    let mut findings = Vec::new();
    let documents = repo
        .under("docs/", &[".md"])
        .chain(repo.under("", &["README.md", "CHANGELOG.md"]));
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
            for target in links(line) {
                let named = beside(path, target);
                if !named.is_empty() && !repo.exists(&named) {
                    let message = format!("the link to {target} leads nowhere");
                    findings.push(Finding::new(path, Some(index + 1), message));
                }
            }
        }
    }
    findings
}

/// Where the links of a line lead within the repository: `(decisions/README.md)`, without what is on other hosts
/// or on the same page.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter_map(|target| target.split('#').next())
        .filter(|target| !target.is_empty() && !target.contains("://"))
}

/// A link's target, which is named from the document's own directory, as a path from the root.
fn beside(document: &str, target: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in target.split('/').filter(|part| !part.is_empty()) {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}
