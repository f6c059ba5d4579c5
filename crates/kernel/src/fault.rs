//! The shape of an error, as clients see it.

use std::fmt;

/// What sort of thing went wrong: decides the HTTP status and whether a retry can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// 400: the request is not understood. Sending it again changes nothing.
    Malformed,
    /// 401: nobody is signed in, or no longer.
    Unauthenticated,
    /// 403: this caller may not.
    Forbidden,
    /// 404: there is no such thing for this caller. Also said of what the caller may not know of.
    NotFound,
    /// 409: the state of things forbids it.
    Conflict,
    /// 413: larger than a limit.
    TooLarge,
    /// 429: too often. `details.retry_after_seconds` says when to come back.
    TooMany,
    /// 500: a defect or a failing disk.
    Internal,
    /// 503: not now; the same request with the same key may succeed later.
    Unavailable,
}

impl FaultKind {
    /// The HTTP status that goes with it.
    pub const fn http_status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::TooLarge => 413,
            Self::TooMany => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}

/// An error as it leaves the cell: `{code, message, details?}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// What sort of thing went wrong.
    pub kind: FaultKind,
    /// Stable and documented: `noun.what_happened`.
    pub code: &'static str,
    /// One English sentence for a developer. People see a text by code, in their language.
    pub message: String,
    /// Facts that a client may need: a limit, a time to wait.
    pub details: Option<serde_json::Value>,
}

impl Fault {
    /// A fault without details.
    pub fn new(kind: FaultKind, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            kind,
            code,
            message: message.into(),
            details: None,
        }
    }

    /// The same fault with facts for the client.
    #[must_use]
    pub fn with_details(mut self, details: serde_json::Value) -> Self {
        self.details = Some(details);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for Fault {}

/// A domain's error enum: every variant has a kind and a stable code.
///
/// `CATALOGUE` lists each code once, for the error page and the test that finds undocumented ones.
pub trait Coded: std::error::Error + Send + Sync + 'static {
    /// Every code of this enum with its kind and one sentence on what it means and what to do.
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)];

    /// The code of this value; it stands in `CATALOGUE`.
    fn code(&self) -> &'static str;

    /// Facts for the client, if any.
    fn details(&self) -> Option<serde_json::Value> {
        None
    }

    /// The fault that a client sees.
    fn fault(&self) -> Fault {
        let code = self.code();
        let kind = Self::CATALOGUE
            .iter()
            .find(|(listed, ..)| *listed == code)
            .map_or(FaultKind::Internal, |(_, kind, _)| *kind);
        Fault {
            kind,
            code,
            message: self.to_string(),
            details: self.details(),
        }
    }
}

/// A fault is already what a client sees: what spans several domains returns it as it is.
impl Coded for Fault {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[];

    fn code(&self) -> &'static str {
        self.code
    }

    fn details(&self) -> Option<serde_json::Value> {
        self.details.clone()
    }

    fn fault(&self) -> Fault {
        self.clone()
    }
}
