//! What the compiler has to say about a source: where, how bad, and what.

use serde::{Deserialize, Serialize};

use crate::limits::MAX_FINDINGS;

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

/// A place in a file.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Place {
    /// The file as a whole.
    #[default]
    Whole,
    /// A byte of the file's text. Which line that is, is found out for all findings of a file at once.
    At(usize),
    /// A line and a column, from 1.
    Line(u32, u32),
}

impl Place {
    /// From positions that count from zero.
    pub(crate) fn from_zero(line: u32, column: u32) -> Self {
        Self::Line(line.saturating_add(1), column.saturating_add(1))
    }
}

/// Finds lines and columns in a text, going forward only.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    line_start: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
            line_start: 0,
        }
    }

    /// Of a byte that is not before the last one. One beyond the end, or within a character, counts as the character before.
    fn find(&mut self, byte: usize) -> (u32, u32) {
        let mut end = byte.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        for (offset, _) in self.text[self.at..end.max(self.at)].match_indices('\n') {
            self.line = self.line.saturating_add(1);
            self.line_start = self.at + offset + 1;
        }
        self.at = end.max(self.at);
        let column = self.text[self.line_start..end].encode_utf16().count() + 1;
        (self.line, u32::try_from(column).unwrap_or(u32::MAX))
    }
}

/// The line and column of a byte.
pub(crate) fn line_and_column(text: &str, byte: usize) -> (u32, u32) {
    Lines::new(text).find(byte)
}

/// Findings being gathered.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    found: Vec<(Finding, Place)>,
    errors: bool,
}

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

    /// Beyond the limit nothing is listed, but for the first error.
    fn push(&mut self, severity: Severity, code: &str, file: &str, place: Place, message: String) {
        if self.is_full() && (severity == Severity::Warning || self.errors) {
            return;
        }
        self.errors |= severity == Severity::Error;
        let (line, column) = match place {
            Place::Line(line, column) => (line, column),
            Place::Whole | Place::At(_) => (0, 0),
        };
        let finding = Finding {
            severity,
            code: code.to_owned(),
            message,
            file: file.to_owned(),
            line,
            column,
        };
        self.found.push((finding, place));
    }

    /// Whether nothing more is listed, so that nothing need be looked up for it.
    pub(crate) fn is_full(&self) -> bool {
        self.found.len() >= MAX_FINDINGS
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.errors
    }

    /// Takes findings about a part of a file, whose text begins `lines` further down in it.
    pub(crate) fn take_part(&mut self, found: Findings, text: &str, lines: u32) {
        for (mut finding, place) in found.found {
            if let Place::At(byte) = place {
                (finding.line, finding.column) = line_and_column(text, byte);
            }
            let place = match finding.line {
                0 => Place::Whole,
                line => Place::Line(line.saturating_add(lines), finding.column),
            };
            self.push(
                finding.severity,
                &finding.code,
                &finding.file,
                place,
                finding.message,
            );
        }
    }

    /// Takes findings about what may not matter.
    pub(crate) fn take_as_warnings(&mut self, found: Findings) {
        for (finding, place) in found.found {
            self.push(
                Severity::Warning,
                &finding.code,
                &finding.file,
                place,
                finding.message,
            );
        }
    }

    /// In the order of files and lines, each once. `text` gives the text of a file.
    pub(crate) fn into_sorted<'a>(
        mut self,
        text: impl Fn(&str) -> Option<&'a str>,
    ) -> Vec<Finding> {
        let byte = |place: &Place| match place {
            Place::At(byte) => *byte,
            Place::Whole | Place::Line(..) => 0,
        };
        self.found
            .sort_by(|(a, at), (b, bt)| (&a.file, byte(at)).cmp(&(&b.file, byte(bt))));
        let mut lines: Option<(String, Lines<'a>)> = None;
        for (finding, place) in &mut self.found {
            let Place::At(byte) = *place else { continue };
            if lines.as_ref().is_none_or(|(file, _)| *file != finding.file) {
                let text = text(&finding.file).unwrap_or_default();
                lines = Some((finding.file.clone(), Lines::new(text)));
            }
            if let Some((_, lines)) = &mut lines {
                (finding.line, finding.column) = lines.find(byte);
            }
        }
        let mut findings: Vec<Finding> =
            self.found.into_iter().map(|(finding, _)| finding).collect();
        findings.sort_by(|a, b| {
            (&a.file, a.line, a.column, a.severity, &a.code, &a.message)
                .cmp(&(&b.file, b.line, b.column, b.severity, &b.code, &b.message))
        });
        findings.dedup();
        findings
    }
}
