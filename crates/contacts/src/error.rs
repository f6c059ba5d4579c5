//! What can go wrong with contacts.

use std::time::Duration;

use sapa_accounts::NameProblem;
use sapa_kernel::{Coded, Fault, FaultKind};
use sapa_store::StoreError;
use serde_json::json;

/// Errors of `contacts`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such person, or no such friend of the caller.
    #[error("There is no such person.")]
    NotFound,
    /// The caller may not see this profile.
    #[error("This profile is shown to friends and members of a common group.")]
    NotVisible,
    /// They are friends already.
    #[error("You are friends already.")]
    AlreadyFriends,
    /// There is no such request.
    #[error("There is no such request.")]
    RequestNotFound,
    /// The caller blocks this person.
    #[error("You have blocked this person.")]
    Blocked,
    /// That is the caller.
    #[error("That is you.")]
    Myself,
    /// The same request again within a minute, or too many new ones within a day.
    #[error("Too many requests.")]
    TooOften {
        /// How long to wait.
        retry_after: Duration,
    },
    /// Nobody has this code (any more).
    #[error("This code does not hold (any more).")]
    CodeInvalid,
    /// More than 200 characters.
    #[error("A greeting has at most {} characters.", crate::MAX_GREETING)]
    GreetingTooLong,
    /// Characters that cannot be shown safely.
    #[error("That cannot be a greeting: {0}.")]
    GreetingInvalid(NameProblem),
    /// More than 64 characters, or some that cannot be shown safely.
    #[error("That cannot be a remark: {0}.")]
    RemarkInvalid(NameProblem),
    /// One of the two lists as many friends, or the caller blocks as many people, as is possible.
    #[error("The list is full.")]
    TooMany,
    /// A cursor that this list did not give.
    #[error("This cursor is none of this list.")]
    CursorInvalid,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Coded for Error {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[
        (
            "contacts.not_found",
            FaultKind::NotFound,
            "Nobody has this handle or id, or the account is deleted, or is no friend of the caller.",
        ),
        (
            "contacts.not_visible",
            FaultKind::Forbidden,
            "Profiles are shown to friends, to the two sides of a request, and to members of a common group.",
        ),
        (
            "contacts.already_friends",
            FaultKind::Conflict,
            "The two are friends already.",
        ),
        (
            "contacts.request_not_found",
            FaultKind::NotFound,
            "This person has not asked, or the request is gone.",
        ),
        (
            "contacts.blocked",
            FaultKind::Conflict,
            "The caller blocks this person. Unblock first.",
        ),
        ("contacts.self", FaultKind::Conflict, "The caller is meant."),
        (
            "contacts.too_often",
            FaultKind::TooMany,
            "A request can be repeated after a minute, and 100 new ones can be sent within a day. `details.retry_after_seconds` says how long to wait.",
        ),
        (
            "contacts.code_invalid",
            FaultKind::NotFound,
            "The personal code was renewed, or never was one.",
        ),
        (
            "contacts.greeting_too_long",
            FaultKind::Malformed,
            "A greeting has at most 200 characters.",
        ),
        (
            "contacts.greeting_invalid",
            FaultKind::Malformed,
            "A greeting has characters that are invisible or change the direction of what follows. `details.problem` says which.",
        ),
        (
            "contacts.remark_invalid",
            FaultKind::Malformed,
            "A remark has at most 64 characters, none of them invisible or changing the direction of what follows. `details.problem` says which.",
        ),
        (
            "contacts.too_many",
            FaultKind::Conflict,
            "One of the two lists 10,000 friends, or the caller blocks 5,000 people, and that is as many as is possible.",
        ),
        (
            "contacts.cursor_invalid",
            FaultKind::Malformed,
            "The cursor was not given by this list. Start without one.",
        ),
    ];

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "contacts.not_found",
            Self::NotVisible => "contacts.not_visible",
            Self::AlreadyFriends => "contacts.already_friends",
            Self::RequestNotFound => "contacts.request_not_found",
            Self::Blocked => "contacts.blocked",
            Self::Myself => "contacts.self",
            Self::TooOften { .. } => "contacts.too_often",
            Self::CodeInvalid => "contacts.code_invalid",
            Self::GreetingTooLong => "contacts.greeting_too_long",
            Self::GreetingInvalid(_) => "contacts.greeting_invalid",
            Self::RemarkInvalid(_) => "contacts.remark_invalid",
            Self::TooMany => "contacts.too_many",
            Self::CursorInvalid => "contacts.cursor_invalid",
            Self::Store(error) => error.code(),
        }
    }

    fn details(&self) -> Option<serde_json::Value> {
        match self {
            Self::TooOften { retry_after } => {
                let seconds = retry_after.as_millis().div_ceil(1000);
                Some(json!({ "retry_after_seconds": u64::try_from(seconds).unwrap_or(u64::MAX) }))
            }
            Self::GreetingInvalid(problem) | Self::RemarkInvalid(problem) => {
                Some(json!({ "problem": problem }))
            }
            Self::Store(error) => error.details(),
            _ => None,
        }
    }

    /// An error of the store keeps its own kind: it stands in the store's catalogue.
    fn fault(&self) -> Fault {
        if let Self::Store(error) = self {
            return error.fault();
        }
        let kind = Self::CATALOGUE
            .iter()
            .find(|(code, ..)| *code == self.code())
            .map_or(FaultKind::Internal, |(_, kind, _)| *kind);
        Fault {
            details: self.details(),
            ..Fault::new(kind, self.code(), self.to_string())
        }
    }
}
