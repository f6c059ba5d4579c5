//! Whose work we take: permissive licences and MPL-2.0, of crates and of npm packages. Lock files pin versions
//! and checksums and name no place to download from but the registry's own name.

use serde_json::Value;

use super::{Exceptions, Finding};
use crate::repo::Repo;

const TAKEN: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "BlueOak-1.0.0",
    "CC-BY-4.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Python-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "WTFPL",
    "Zlib",
];

/// What `Cargo.lock` calls the public registry. Any other source is a fork that nobody reviewed.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub(super) fn check(repo: &Repo, exceptions: &Exceptions) -> Vec<Finding> {
    let mut findings = crates(repo, exceptions);
    for (path, text) in repo.under("", &["package-lock.json"]) {
        findings.extend(npm(path, text, exceptions));
    }
    for (path, text) in repo.under("", &["Cargo.lock"]) {
        for (index, line) in text.lines().enumerate() {
            let source = line
                .strip_prefix("source = \"")
                .and_then(|rest| rest.strip_suffix('"'));
            if source.is_some_and(|source| source != REGISTRY) {
                let message = format!("crates come from the public registry alone: {line}");
                findings.push(Finding::new(path, Some(index + 1), message));
            }
        }
    }
    findings
}

fn crates(repo: &Repo, exceptions: &Exceptions) -> Vec<Finding> {
    let empty = Vec::new();
    repo.metadata["packages"]
        .as_array()
        .unwrap_or(&empty)
        .iter()
        .filter_map(|package| {
            let name = package["name"].as_str()?;
            let licence = package["license"].as_str().unwrap_or_default();
            (!taken(licence) && !exceptions.licences.contains_key(name))
                .then(|| Finding::new("Cargo.lock", None, refusal(name, licence)))
        })
        .collect()
}

fn npm(path: &str, text: &str, exceptions: &Exceptions) -> Vec<Finding> {
    let lock: Value = match serde_json::from_str(text) {
        Ok(lock) => lock,
        Err(error) => return vec![Finding::new(path, None, error.to_string())],
    };
    let mut findings = Vec::new();
    for (place, package) in lock["packages"].as_object().into_iter().flatten() {
        let Some((_, name)) = place.rsplit_once("node_modules/") else {
            continue; // The project's own packages.
        };
        if package["link"] == Value::Bool(true) {
            continue; // A link to one of the project's own packages.
        }
        let licence = package["license"].as_str().unwrap_or_default();
        if !taken(licence) && !exceptions.licences.contains_key(name) {
            findings.push(Finding::new(path, None, refusal(name, licence)));
        }
        if let Some(place) = package["resolved"].as_str() {
            let message = format!("{name} names a place to download from ({place}); see .npmrc");
            findings.push(Finding::new(path, None, message));
        }
        if package["integrity"].as_str().is_none() {
            findings.push(Finding::new(path, None, format!("{name} has no checksum")));
        }
    }
    findings
}

fn refusal(name: &str, licence: &str) -> String {
    match licence {
        "" => format!("{name} states no licence"),
        _ => format!("{name} is licensed as {licence}, which we do not take"),
    }
}

/// Whether the SPDX expression can be met with the licences that we take. `MIT/Apache-2.0` is an old way of `OR`.
fn taken(expression: &str) -> bool {
    let expression = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words = expression.split_whitespace().peekable();
    any(&mut words) && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(words: &mut Words<'_>) -> bool {
    let mut met = all(words);
    while words.next_if_eq(&"OR").is_some() {
        met |= all(words);
    }
    met
}

fn all(words: &mut Words<'_>) -> bool {
    let mut met = one(words);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words);
    }
    met
}

fn one(words: &mut Words<'_>) -> bool {
    match words.next() {
        Some("(") => {
            let met = any(words);
            words.next_if_eq(&")").is_some() && met
        }
        Some(licence) if words.next_if_eq(&"WITH").is_some() => {
            let exception = words.next().unwrap_or_default();
            TAKEN.contains(&format!("{licence} WITH {exception}").as_str())
        }
        Some(licence) => TAKEN.contains(&licence),
        None => false,
    }
}
