//! The web client's own rules: one door to the server, one place for colours, no words outside the
//! translations, nothing from foreign hosts.

use super::{Exceptions, Finding};
use crate::repo::Repo;

/// A pattern that is banned in the client, with the reason.
struct Banned {
    rule: &'static str,
    pattern: &'static str,
    reason: &'static str,
}

const BANNED: &[Banned] = &[
    Banned {
        rule: "fetch",
        pattern: "fetch(",
        reason: "the api-client is the one door to the server",
    },
    Banned {
        rule: "fetch",
        pattern: "new WebSocket(",
        reason: "the api-client is the one door to the server",
    },
    Banned {
        rule: "fetch",
        pattern: "new XMLHttpRequest(",
        reason: "the api-client is the one door to the server",
    },
    Banned {
        rule: "html",
        pattern: "dangerouslySetInnerHTML",
        reason: "text of people is never markup",
    },
    Banned {
        rule: "html",
        pattern: ".innerHTML",
        reason: "text of people is never markup",
    },
    Banned {
        rule: "html",
        pattern: "eval(",
        reason: "the content policy forbids it",
    },
    Banned {
        rule: "console",
        pattern: "console.log(",
        reason: "nobody reads it",
    },
    Banned {
        rule: "any",
        pattern: "as any",
        reason: "types come from the API's document",
    },
    Banned {
        rule: "any",
        pattern: "@ts-ignore",
        reason: "use @ts-expect-error with the reason",
    },
    Banned {
        rule: "hosts",
        pattern: "https://",
        reason: "the client works with every foreign host unreachable",
    },
    Banned {
        rule: "hosts",
        pattern: "http://",
        reason: "the client works with every foreign host unreachable",
    },
];

/// Attributes whose text people see or hear.
const SEEN_ATTRIBUTES: &[&str] = &["aria-label", "placeholder", "title", "alt", "label"];

pub(super) fn check(repo: &Repo, exceptions: &Exceptions) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in repo.under("web/app/src/", &[".ts", ".tsx"]) {
        if is_test(path) {
            continue;
        }
        for (index, line) in text.lines().enumerate() {
            for (rule, message) in line_problems(path, line) {
                if !exceptions.word(path, rule) {
                    findings.push(Finding::new(path, Some(index + 1), message));
                }
            }
        }
    }
    for (path, text) in repo.under("web/app/src/", &[".css"]) {
        if path.ends_with("ui/tokens.css") || exceptions.word(path, "colours") {
            continue;
        }
        for (index, line) in text.lines().enumerate() {
            if has_colour(line) {
                let message = "colours stand in ui/tokens.css; name one of them";
                findings.push(Finding::new(path, Some(index + 1), message));
            }
        }
    }
    findings
}

fn is_test(path: &str) -> bool {
    path.contains(".test.") || path.contains("/testing/") || path.contains("/gallery/")
}

fn line_problems(path: &str, line: &str) -> Vec<(&'static str, String)> {
    let code = line.trim_start();
    if code.starts_with("//") || code.starts_with('*') || code.starts_with("/*") {
        return Vec::new();
    }
    let mut problems: Vec<(&'static str, String)> = BANNED
        .iter()
        .filter(|banned| stands_alone(line, banned.pattern))
        .map(|banned| {
            (
                banned.rule,
                format!("`{}`: {}", banned.pattern, banned.reason),
            )
        })
        .collect();
    if path.ends_with(".tsx")
        && let Some(words) = words_in_markup(line).or_else(|| words_in_attribute(line))
    {
        let message = format!("“{words}” is seen by people: it belongs in i18n/*");
        problems.push(("strings", message));
    }
    problems
}

/// Whether the pattern begins a word here: `prefetch(` is not `fetch(`.
fn stands_alone(line: &str, pattern: &str) -> bool {
    line.match_indices(pattern).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !pattern.starts_with(char::is_alphabetic)
            || before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '.' && c != '$')
    })
}

/// Words between a tag's end and the next tag's start on one line: `<p>Nothing here</p>`.
fn words_in_markup(line: &str) -> Option<&str> {
    let close = line.find("</")?;
    let open = line[..close].rfind('>')?;
    let between = line[open + 1..close].trim();
    let readable =
        between.chars().any(char::is_alphabetic) && !between.contains(['{', '}', '=', ';', '&']);
    (readable && !line[..open].ends_with('=')).then_some(between)
}

fn words_in_attribute(line: &str) -> Option<&str> {
    SEEN_ATTRIBUTES.iter().find_map(|attribute| {
        let start = format!(" {attribute}=\"");
        let line = if line.starts_with(' ') {
            line
        } else {
            return None;
        };
        let at = line.find(&start)? + start.len();
        let value = &line[at..at + line[at..].find('"')?];
        value.chars().any(char::is_alphabetic).then_some(value)
    })
}

/// A colour written out: `#0b7a75`, `oklch(…)`, `rgb(…)`. An anchor such as `url(#id)` has no hex digits alone.
fn has_colour(line: &str) -> bool {
    let code = line.trim_start();
    if code.starts_with("/*") || code.starts_with('*') {
        return false;
    }
    let function = ["oklch(", "rgb(", "rgba(", "hsl("]
        .iter()
        .any(|name| code.contains(name) && !code.contains("from var("));
    let hex = code.match_indices('#').any(|(at, _)| {
        let digits = code[at + 1..]
            .chars()
            .take_while(char::is_ascii_hexdigit)
            .count();
        let after = code[at + 1 + digits..].chars().next();
        matches!(digits, 3 | 4 | 6 | 8) && after.is_none_or(|c| ";, )".contains(c))
    });
    function || hex
}
