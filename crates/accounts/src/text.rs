//! Names and short texts that others see: what may stand in them so that they can be shown safely.

use std::fmt;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Combining marks on one character, at most: Vietnamese, Thai and Arabic need up to four.
const MAX_MARKS: usize = 6;

/// Why a text cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NameProblem {
    /// Nothing that can be seen is in it.
    Empty,
    /// Too many characters.
    TooLong,
    /// Control characters, or code points that mean nothing.
    Control,
    /// Characters that change the direction of what follows: a name could turn the text after it around.
    Direction,
    /// Characters without a shape, where they have no use: two names could look the same.
    Invisible,
    /// More marks on one character than any script has: they would be painted over the lines around.
    Marks,
}

impl fmt::Display for NameProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "nothing can be seen of it",
            Self::TooLong => "it is too long",
            Self::Control => "it has control characters",
            Self::Direction => "it has characters that change the direction of text",
            Self::Invisible => "it has invisible characters",
            Self::Marks => "it has too many marks on one character",
        })
    }
}

/// A name as it is stored and shown: one line, in NFC, without space around it, every run of white space one space.
///
/// # Errors
/// Why it cannot be shown, or [`NameProblem::Empty`].
pub fn clean_name(text: &str, max_chars: usize) -> Result<String, NameProblem> {
    refuse_unsafe(text, false)?;
    let words: Vec<&str> = text.split_whitespace().collect();
    let name: String = words.join(" ").nfc().collect();
    if !name.chars().any(is_visible) {
        return Err(NameProblem::Empty);
    }
    limited(name, max_chars)
}

/// A short text as it is stored and shown: as [`clean_name`], but with lines, and it may be empty.
///
/// # Errors
/// Why it cannot be shown.
pub fn clean_text(text: &str, max_chars: usize) -> Result<String, NameProblem> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    refuse_unsafe(&text, true)?;
    limited(text.trim().nfc().collect(), max_chars)
}

fn limited(text: String, max_chars: usize) -> Result<String, NameProblem> {
    if text.chars().count() > max_chars {
        return Err(NameProblem::TooLong);
    }
    Ok(text)
}

fn refuse_unsafe(text: &str, lines: bool) -> Result<(), NameProblem> {
    let mut before: Option<char> = None;
    let mut marks = 0;
    let mut in_flag = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        in_flag = c == BLACK_FLAG || (in_flag && is_tag(c));
        let after = rest.peek().copied();
        match c {
            '\n' if lines => {}
            // White space becomes one space in a name; a tab is no danger in a text.
            '\t' | '\n' => {}
            _ if is_control(c) => return Err(NameProblem::Control),
            _ if is_direction(c) => return Err(NameProblem::Direction),
            // Joiners shape emoji and several scripts, between two characters and alone.
            '\u{200c}' | '\u{200d}' if joins(before, after) => {}
            _ if is_tag(c) && in_flag => {}
            _ if is_invisible(c) => return Err(NameProblem::Invisible),
            _ => {}
        }
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if marks > MAX_MARKS {
            return Err(NameProblem::Marks);
        }
        before = Some(c);
    }
    Ok(())
}

const BLACK_FLAG: char = '\u{1f3f4}';

/// Tag characters spell the flags of regions after a black flag, and nothing else.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

fn joins(before: Option<char>, after: Option<char>) -> bool {
    let shaped = |c: char| !c.is_whitespace() && !is_invisible(c);
    // U+FE0F asks for the emoji form; it stands between an emoji and its joiner.
    before.is_some_and(|c| shaped(c) || c == '\u{fe0f}') && after.is_some_and(shaped)
}

fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffd}' | '\u{e000}'..='\u{f8ff}'
            | '\u{f0000}'..='\u{10ffff}')
        || u32::from(c) & 0xfffe == 0xfffe
        || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Code points that are drawn as nothing (Unicode's Default_Ignorable_Code_Point without variation selectors, and
/// the blanks that are letters).
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{2800}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

fn is_visible(c: char) -> bool {
    let is_variation = matches!(c, '\u{fe00}'..='\u{fe0f}');
    !(c.is_whitespace() || is_invisible(c) || is_variation || is_combining_mark(c))
}
