//! Handles: the names by which people are found, in a form that cannot be mistaken for another.

use std::fmt;

use serde::Serialize;
use unicode_security::confusable_detection::skeleton;

use crate::Error;

/// Characters of a handle, at least.
pub(crate) const MIN_HANDLE: usize = 3;
/// Characters of a handle, at most.
pub(crate) const MAX_HANDLE: usize = 32;

/// Words that would make a person look like the cell itself, or that stand in addresses.
const RESERVED: &[&str] = &[
    "about",
    "account",
    "accounts",
    "add",
    "admin",
    "administrator",
    "all",
    "anonymous",
    "api",
    "bank",
    "bot",
    "cell",
    "channel",
    "chats",
    "contact",
    "contacts",
    "deleted",
    "demo",
    "dev",
    "discover",
    "everyone",
    "group",
    "guest",
    "health",
    "help",
    "helpdesk",
    "here",
    "hostmaster",
    "info",
    "invite",
    "join",
    "login",
    "mail",
    "metrics",
    "moderator",
    "mods",
    "news",
    "nobody",
    "null",
    "official",
    "operator",
    "operators",
    "pay",
    "payment",
    "payments",
    "police",
    "postmaster",
    "privacy",
    "ready",
    "recover",
    "register",
    "root",
    "sapa",
    "security",
    "service",
    "settings",
    "setup",
    "sign-in",
    "sign-out",
    "staff",
    "support",
    "system",
    "team",
    "undefined",
    "user",
    "wallet",
    "webmaster",
    "welcome",
    "www",
];

/// Why a text is not a handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandleProblem {
    /// Fewer than 3 characters.
    TooShort,
    /// More than 32 characters.
    TooLong,
    /// Something else than a-z 0-9 . _ -, no letter in front, a mark at the end, or two marks in a row.
    Characters,
    /// Somebody has it, or had it.
    Taken,
    /// Somebody has one that looks the same.
    LookAlike,
    /// Nobody may have it.
    Reserved,
}

impl fmt::Display for HandleProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooShort => "it is too short",
            Self::TooLong => "it is too long",
            Self::Characters => "only a-z, 0-9 and single . _ - between them, a letter first",
            Self::Taken => "it is taken",
            Self::LookAlike => "it looks like one that is taken",
            Self::Reserved => "it is reserved",
        })
    }
}

/// A handle in its one form: lower case, without the `@` that people like to write.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Handle(String);

impl Handle {
    /// The handle that a person means. Reserved words are handles too: somebody who signs in with one learns
    /// nothing special.
    ///
    /// # Errors
    /// [`Error::HandleInvalid`] if it cannot be one.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let text = text.strip_prefix('@').unwrap_or(text);
        // Only ASCII is folded: other scripts' letters are refused below, not bent into Latin ones.
        let handle = text.to_ascii_lowercase();
        match problem(&handle) {
            Some(problem) => Err(Error::HandleInvalid(problem)),
            None => Ok(Self(handle)),
        }
    }

    /// The handle that a new account may take, by the rules; whether it is free is another question.
    ///
    /// # Errors
    /// [`Error::HandleInvalid`] if it cannot be one, or is reserved.
    pub fn for_new_account(text: &str) -> Result<Self, Error> {
        let handle = Self::parse(text)?;
        if handle.is_reserved() {
            return Err(Error::HandleInvalid(HandleProblem::Reserved));
        }
        Ok(handle)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the handle looks like: handles with the same skeleton can be mistaken for each other, so that only one
    /// of them may exist.
    ///
    /// This is the skeleton of Unicode Technical Standard 39, section 4 (`rn` looks like `m`, `1` like `l`, `0` like
    /// `o`), of the lower-case form, with all marks taken as one.
    pub fn skeleton(&self) -> String {
        let once: String = skeleton(&self.0).collect();
        let again: String = skeleton(&once.to_lowercase()).collect();
        again.to_lowercase().replace(['.', '_', '-'], "-")
    }

    fn is_reserved(&self) -> bool {
        // Digits that stand for letters, and marks, are read as people read them.
        let plain = |text: &str| -> String {
            text.chars()
                .filter(|c| !matches!(c, '.' | '_' | '-'))
                .map(|c| match c {
                    '0' => 'o',
                    '1' => 'i',
                    '3' => 'e',
                    '4' => 'a',
                    '5' => 's',
                    '7' => 't',
                    other => other,
                })
                .collect()
        };
        let (read, seen) = (plain(&self.0), self.skeleton());
        RESERVED
            .iter()
            .any(|word| plain(word) == read || Self((*word).to_owned()).skeleton() == seen)
    }
}

fn problem(handle: &str) -> Option<HandleProblem> {
    if handle.is_empty() {
        return Some(HandleProblem::TooShort);
    }
    let is_mark = |byte: u8| matches!(byte, b'.' | b'_' | b'-');
    let is_letter_or_digit = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = handle.as_bytes();
    let ordered = bytes.first().is_some_and(u8::is_ascii_lowercase)
        && bytes.iter().all(|b| is_letter_or_digit(*b) || is_mark(*b))
        && bytes.last().is_some_and(|b| is_letter_or_digit(*b))
        && !bytes
            .windows(2)
            .any(|pair| is_mark(pair[0]) && is_mark(pair[1]));
    if !ordered {
        Some(HandleProblem::Characters)
    } else if handle.len() < MIN_HANDLE {
        Some(HandleProblem::TooShort)
    } else if handle.len() > MAX_HANDLE {
        Some(HandleProblem::TooLong)
    } else {
        None
    }
}
