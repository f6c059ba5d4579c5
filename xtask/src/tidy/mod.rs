//! The rules of the house that no compiler knows. Each check is a function from the repository to its findings;
//! each can fail, and a test of the same name shows it failing.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use crate::repo::Repo;

mod documents;
mod edges;
mod lengths;
mod licences;
mod nouns;
mod stored;
mod translations;
mod web;
mod words;

#[cfg(test)]
mod tests;

/// Where the exceptions stand, each with its reason.
const EXCEPTIONS: &str = "xtask/tidy.toml";

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// The file, from the root.
    pub(crate) path: String,
    /// The line in it, if there is one; counted from 1.
    pub(crate) line: Option<usize>,
    /// What is wrong and what to do.
    pub(crate) message: String,
}

impl Finding {
    fn new(path: impl Into<String>, line: Option<usize>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            line,
            message: message.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.message),
            None => write!(f, "{}: {}", self.path, self.message),
        }
    }
}

/// The exceptions, as `xtask/tidy.toml` says them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Exceptions {
    /// Path → why this file is longer than 600 lines.
    long_files: BTreeMap<String, String>,
    /// Path → rule → why the rule does not hold in this file.
    words: BTreeMap<String, BTreeMap<String, String>>,
    /// Package → why a licence that is not on the list is taken.
    licences: BTreeMap<String, String>,
    /// Noun → part (`api`, `web`, `operations`) → why the noun has no such part.
    nouns: BTreeMap<String, BTreeMap<String, String>>,
}

impl Exceptions {
    fn read(repo: &Repo) -> Result<Self, String> {
        toml::from_str(repo.text(EXCEPTIONS).unwrap_or_default())
            .map_err(|error| format!("{EXCEPTIONS}: {error}"))
    }

    fn word(&self, path: &str, rule: &str) -> bool {
        self.words
            .get(path)
            .is_some_and(|rules| rules.contains_key(rule))
    }

    fn noun(&self, noun: &str, part: &str) -> bool {
        self.nouns
            .get(noun)
            .is_some_and(|parts| parts.contains_key(part))
    }
}

type Check = fn(&Repo, &Exceptions) -> Vec<Finding>;

/// Every check, by name.
pub(crate) const CHECKS: &[(&str, Check)] = &[
    ("documents", documents::check),
    ("edges", edges::check),
    ("lengths", lengths::check),
    ("licences", licences::check),
    ("nouns", nouns::check),
    ("stored", stored::check),
    ("translations", translations::check),
    ("web", web::check),
    ("words", words::check),
    ("exceptions", check_exceptions),
];

/// All findings, those of one file together.
pub(crate) fn check(repo: &Repo) -> Result<Vec<Finding>, String> {
    let exceptions = Exceptions::read(repo)?;
    let mut findings: Vec<Finding> = CHECKS
        .iter()
        .flat_map(|(_, check)| check(repo, &exceptions))
        .collect();
    findings.sort();
    findings.dedup();
    Ok(findings)
}

/// An exception names a file that is there and gives a reason, or it is a trap for the next reader.
fn check_exceptions(repo: &Repo, exceptions: &Exceptions) -> Vec<Finding> {
    let words = exceptions
        .words
        .iter()
        .flat_map(|(path, rules)| rules.values().map(move |reason| (path, reason)));
    exceptions
        .long_files
        .iter()
        .chain(words)
        .filter_map(|(path, reason)| {
            let problem = if !repo.exists(path) {
                "names a file that is gone"
            } else if reason.trim().is_empty() {
                "gives no reason"
            } else {
                return None;
            };
            Some(Finding::new(
                EXCEPTIONS,
                None,
                format!("the exception of {path} {problem}"),
            ))
        })
        .collect()
}
