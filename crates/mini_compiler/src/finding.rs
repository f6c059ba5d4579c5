//! What the compiler has to say about a source: where, how bad, and what.

use serde::{Deserialize, Serialize};

/// How bad a [`Finding`] is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The source does not compile.
    Error,
    /// It compiles, but does probably not do what was meant.
    Warning,
}

/// One thing found in a source.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Which rule it is about: `json.type`, `script.syntax`. Stable.
    pub code: String,
    /// What is wrong, for the developer.
    pub message: String,
    /// The file, from the mini program's root; empty when it is about the whole.
    pub file: String,
    /// The line from 1, or 0 when it is about the whole file.
    pub line: u32,
    /// The column from 1 in UTF-16 units, or 0 when it is about the whole file.
    pub column: u32,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        match (self.file.as_str(), self.line) {
            ("", _) => {}
            (file, 0) => write!(out, "{file}: ")?,
            (file, line) => write!(out, "{file}:{line}:{}: ", self.column)?,
        }
        write!(out, "{severity}: {} [{}]", self.message, self.code)
    }
}

/// A place in a text.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Place {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Place {
    /// Of a byte in a text. A byte beyond the end, or within a character, counts as the character before.
    pub(crate) fn of(text: &str, byte: usize) -> Self {
        let mut end = byte.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let lines = before.bytes().filter(|byte| *byte == b'\n').count();
        Self {
            line: number(lines + 1),
            column: number(before[line_start..].encode_utf16().count() + 1),
        }
    }

    /// From positions that count from zero.
    pub(crate) fn from_zero(line: u32, column: u32) -> Self {
        Self {
            line: line.saturating_add(1),
            column: column.saturating_add(1),
        }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Findings being gathered.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    pub(crate) fn error(
        &mut self,
        code: &str,
        file: &str,
        place: Place,
        message: impl Into<String>,
    ) {
        self.push(Severity::Error, code, file, place, message.into());
    }

    pub(crate) fn warning(
        &mut self,
        code: &str,
        file: &str,
        place: Place,
        message: impl Into<String>,
    ) {
        self.push(Severity::Warning, code, file, place, message.into());
    }

    fn push(&mut self, severity: Severity, code: &str, file: &str, place: Place, message: String) {
        self.0.push(Finding {
            severity,
            code: code.to_owned(),
            message,
            file: file.to_owned(),
            line: place.line,
            column: place.column,
        });
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.0
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }

    /// In the order of files and lines, each once.
    pub(crate) fn into_sorted(mut self) -> Vec<Finding> {
        self.0.sort_by(|a, b| {
            (&a.file, a.line, a.column, a.severity, &a.code, &a.message)
                .cmp(&(&b.file, b.line, b.column, b.severity, &b.code, &b.message))
        });
        self.0.dedup();
        self.0
    }
}

impl Findings {
    /// Takes findings about a part of a file that begins `lines` further down.
    pub(crate) fn take_shifted(&mut self, found: Findings, lines: u32) {
        self.0.extend(found.0.into_iter().map(|mut finding| {
            if finding.line > 0 {
                finding.line = finding.line.saturating_add(lines);
            }
            finding
        }));
    }

    /// Takes findings about what may not matter.
    pub(crate) fn take_as_warnings(&mut self, found: Findings) {
        self.0.extend(found.0.into_iter().map(|mut finding| {
            finding.severity = Severity::Warning;
            finding
        }));
    }
}
