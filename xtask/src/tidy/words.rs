//! Words and calls that do not belong in what is committed: marks of unfinished work, paths of somebody's
//! machine, merge marks, waiting for a while instead of for a condition.

use super::{Exceptions, Finding};
use crate::repo::Repo;

/// Files that programs write, or that quote what they forbid.
const NOT_READ: &[&str] = &[
    "Cargo.lock",
    "package-lock.json",
    "LICENSE",
    "xtask/src/tidy/",
];

/// Marks of work that somebody meant to finish.
const UNFINISHED: &[&str] = &["TODO", "FIXME", "XXX", "todo!(", "unimplemented!("];

/// Directories at the root of somebody's machine.
const MACHINE_PATHS: &[&str] = &[
    "/home/",
    "/root/",
    "/Users/",
    "/work/",
    "/workspace/",
    "/mnt/",
];

/// Ways to wait for a while.
const SLEEPS: &[&str] = &["sleep(", "sleep_until(", "waitForTimeout(", "setTimeout("];

pub(super) fn check(repo: &Repo, exceptions: &Exceptions) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in &repo.files {
        if NOT_READ
            .iter()
            .any(|mark| path.starts_with(mark) || path.ends_with(mark))
        {
            continue;
        }
        for (index, line) in text.lines().enumerate() {
            for (rule, message) in line_problems(line) {
                if !exceptions.word(path, rule) {
                    findings.push(Finding::new(path, Some(index + 1), message));
                }
            }
        }
        if !exceptions.word(path, "sleeps") {
            findings.extend(sleeps(path, text));
        }
    }
    findings
}

fn line_problems(line: &str) -> Vec<(&'static str, String)> {
    let mut problems = Vec::new();
    if let Some(mark) = UNFINISHED.iter().find(|mark| has_word(line, mark)) {
        let message = format!("{mark}: finish it, or write down what is missing where users look");
        problems.push(("unfinished", message));
    }
    if let Some(place) = MACHINE_PATHS.iter().find(|place| has_path(line, place)) {
        let message = format!("{place} is a path of one machine");
        problems.push(("machine_paths", message));
    }
    if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
        problems.push(("merge", "a merge was left in the middle".to_owned()));
    }
    if line.ends_with(' ') && !line.trim().is_empty() && !line.ends_with("  ") {
        problems.push(("trailing_space", "the line ends with a space".to_owned()));
    }
    problems
}

/// Whether `mark` stands alone: `todoList` is a name, `to-do` a word.
fn has_word(line: &str, mark: &str) -> bool {
    line.match_indices(mark).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + mark.len()..].chars().next();
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !joins(before) && (mark.ends_with('(') || !joins(after))
    })
}

/// Whether an absolute path begins here: `web/home/x` is relative.
fn has_path(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        line[..at]
            .chars()
            .next_back()
            .is_none_or(|before| " \t\"'`(=:<,".contains(before))
    })
}

/// Tests wait for conditions; a test that waits for a while is slow on a fast machine and fails on a slow one.
fn sleeps(path: &str, text: &str) -> Vec<Finding> {
    let Some(first) = first_line_of_tests(path, text) else {
        return Vec::new();
    };
    text.lines()
        .enumerate()
        .skip(first)
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .filter_map(|(index, line)| {
            // A test's own time limit is no sleep.
            let line = line.replace("test.setTimeout(", "");
            let call = SLEEPS.iter().find(|call| line.contains(**call))?;
            let message = format!("{call}…): wait for a condition, not for a while");
            Some(Finding::new(path, Some(index + 1), message))
        })
        .collect()
}

/// From which line on a file is test code, if it has any.
fn first_line_of_tests(path: &str, text: &str) -> Option<usize> {
    let name = path.rsplit('/').next().unwrap_or(path);
    // Programs that tests run are no tests.
    let whole = (path.starts_with("e2e/") && !path.starts_with("e2e/mini/"))
        || path.contains("/tests/")
        || name == "tests.rs"
        || name.contains(".test.")
        || name.contains(".spec.");
    if whole {
        return Some(0);
    }
    let inline = path.ends_with(".rs").then(|| {
        text.lines()
            .zip(text.lines().skip(1))
            .position(|(line, next)| {
                line.trim() == "#[cfg(test)]" && next.trim_end().ends_with('{')
            })
    });
    inline.flatten()
}
