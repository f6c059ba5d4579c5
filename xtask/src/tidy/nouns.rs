//! One noun everywhere: the crate `chat`, operations `chat.*` in `api/src/chat.rs`, error codes `chat.*`, tables
//! named `chat.*` in `prefixes.rs`, the feature `web/app/src/features/chat`. Who knows one place knows all.

use super::{EXCEPTIONS, Exceptions, Finding};
use crate::repo::Repo;

/// Crates that are domains: people see and use what they hold.
const DOMAINS: &[&str] = &["accounts", "contacts", "chat"];

/// Files that every domain has, so that nobody searches.
const FILES: &[&str] = &["lib.rs", "model.rs", "keys.rs", "error.rs"];

/// The registry's verbs that take an operation's or an event's name first.
const REGISTERS: &[&str] = &[
    ".read(",
    ".write(",
    ".prepared(",
    ".prepared_read(",
    ".live(",
    ".coalesced(",
    ".event(",
];

pub(super) fn check(repo: &Repo, exceptions: &Exceptions) -> Vec<Finding> {
    let mut findings = Vec::new();
    let crates = repo.crates();
    for noun in DOMAINS.iter().filter(|noun| crates.contains(noun)) {
        parts(repo, exceptions, noun, &mut findings);
        codes(repo, noun, &mut findings);
    }
    let api = repo.under("crates/api/src/", &[".rs"]);
    for (path, text) in api.filter(|(path, _)| !path.contains("/tests")) {
        operations(exceptions, path, text, &mut findings);
    }
    tables(repo, &crates, &mut findings);
    findings
}

/// The parts of a noun that must be there.
fn parts(repo: &Repo, exceptions: &Exceptions, noun: &str, findings: &mut Vec<Finding>) {
    let mut wanted = vec![
        ("web", format!("web/app/src/features/{noun}")),
        ("api", format!("crates/api/src/{noun}")),
    ];
    for file in FILES {
        wanted.push((file, format!("crates/{noun}/src/{file}")));
    }
    wanted.push(("tests", format!("crates/{noun}/src/tests")));
    for (part, path) in wanted {
        let there = repo.exists(&path) || repo.exists(&format!("{path}.rs"));
        if !there && !exceptions.noun(noun, part) {
            let message =
                format!("{noun} has no {part}: write it, or give the reason in {EXCEPTIONS}");
            findings.push(Finding::new(path, None, message));
        }
    }
}

/// Error codes of a domain begin with its noun.
fn codes(repo: &Repo, noun: &str, findings: &mut Vec<Finding>) {
    let path = format!("crates/{noun}/src/error.rs");
    for (index, line) in repo.text(&path).unwrap_or_default().lines().enumerate() {
        for literal in literals(line).filter(|literal| is_name(literal)) {
            if literal
                .split_once('.')
                .is_some_and(|(owner, _)| owner != noun)
            {
                let message = format!("{literal} is no error of {noun}");
                findings.push(Finding::new(&path, Some(index + 1), message));
            }
        }
    }
}

/// What `api/src/<noun>.rs` registers begins with that noun.
fn operations(exceptions: &Exceptions, path: &str, text: &str, findings: &mut Vec<Finding>) {
    let Some(rest) = path.strip_prefix("crates/api/src/") else {
        return;
    };
    let noun = rest
        .trim_end_matches(".rs")
        .split('/')
        .next()
        .unwrap_or(rest);
    for call in REGISTERS {
        for (at, _) in text.match_indices(call) {
            let argument = text[at + call.len()..].trim_start();
            let Some(name) = literals(argument.lines().next().unwrap_or_default()).next() else {
                continue;
            };
            if !argument.starts_with('"') || !is_name(name) || in_comment(text, at) {
                continue; // A method of the same name that is no registration, or an example.
            }
            let owner = name.split('.').next().unwrap_or(name);
            if owner != noun && !exceptions.noun(owner, "operations") {
                let line = text[..at].lines().count();
                let message = format!("{name} belongs in crates/api/src/{owner}.rs");
                findings.push(Finding::new(path, Some(line), message));
            }
        }
    }
}

fn in_comment(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    line.trim_start().starts_with("//")
}

/// Tables are named after the crate that owns them: `chat.messages`.
fn tables(repo: &Repo, crates: &[&str], findings: &mut Vec<Finding>) {
    let path = "crates/store/src/prefixes.rs";
    for (index, line) in repo.text(path).unwrap_or_default().lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        for literal in literals(line).filter(|literal| is_name(literal)) {
            let owner = literal.split('.').next().unwrap_or(literal);
            if !crates.contains(&owner) {
                let message = format!("{literal}: there is no crate {owner}");
                findings.push(Finding::new(path, Some(index + 1), message));
            }
        }
    }
}

/// `noun.verb`, in lower snake case.
fn is_name(text: &str) -> bool {
    let snake = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    text.split_once('.')
        .is_some_and(|(noun, verb)| snake(noun) && snake(verb))
}

/// The string literals of a line; none of ours holds an escaped quote.
fn literals(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}
