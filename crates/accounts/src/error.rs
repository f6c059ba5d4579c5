//! What can go wrong with accounts.

use std::time::Duration;

use sapa_kernel::{Coded, FaultKind};
use sapa_store::StoreError;
use serde_json::json;

use crate::handle::HandleProblem;
use crate::invitations::InvitationProblem;
use crate::text::NameProblem;

/// Errors of `accounts`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The device was signed out, or was not used for too long.
    #[error("This session has ended.")]
    SessionExpired,
    /// The handle or the password is wrong; which one is not said.
    #[error("The handle or the password is wrong.")]
    WrongCredentials,
    /// Too many failures, or too many registrations.
    #[error("Too many attempts.")]
    TooManyAttempts {
        /// How long to wait.
        retry_after: Duration,
    },
    /// The handle is not one.
    #[error("That cannot be a handle: {0}.")]
    HandleInvalid(HandleProblem),
    /// Somebody has, or had, this handle.
    #[error("This handle is taken.")]
    HandleTaken,
    /// Somebody has a handle that looks the same.
    #[error("This handle looks like one that is taken.")]
    HandleLookAlike,
    /// A name cannot be shown safely, or is too long.
    #[error("That cannot be a name: {0}.")]
    NameInvalid(NameProblem),
    /// The password is too short, too long or too well known.
    #[error("This password is {0}.")]
    PasswordWeak(&'static str),
    /// Nobody can register at present.
    #[error("Registration is closed.")]
    RegistrationClosed,
    /// An invitation is needed, and this is none that holds.
    #[error("The invitation does not hold: {}.", .0.as_str())]
    InvitationInvalid(InvitationProblem),
    /// A setup or recovery link that was used, replaced or has expired.
    #[error("This link does not hold (any more).")]
    LinkInvalid,
    /// The recovery code is wrong or used.
    #[error("The handle or the recovery code is wrong.")]
    RecoveryCodeInvalid,
    /// An operator keeps the account out.
    #[error("This account is suspended.")]
    Suspended,
    /// The account is deleted.
    #[error("This account is deleted.")]
    Deleted,
    /// There is no such account, session, invitation or notice for the caller.
    #[error("There is no such {0}.")]
    NotFound(&'static str),
    /// The only person who runs the cell cannot be suspended or deleted.
    #[error("Nobody else runs this cell.")]
    LastOperator,
    /// Only the holder of the token in the data directory may do this, not a person who runs the cell.
    #[error("This needs the operator token of the data directory.")]
    TokenNeeded,
    /// A number is outside of its range.
    #[error("{field} must be from {min} to {max}.")]
    OutOfRange {
        /// Which field of the input.
        field: &'static str,
        /// The least that is allowed.
        min: u32,
        /// The most that is allowed.
        max: u32,
    },
    /// A cursor that this list did not give.
    #[error("This cursor is none of this list.")]
    CursorInvalid,
    /// Too many invitations hold at once.
    #[error("At most {max} invitations can be open.")]
    TooManyInvitations {
        /// The limit.
        max: usize,
    },
    /// The upload for an avatar is not there.
    #[error(transparent)]
    Upload(#[from] sapa_blobs::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Coded for Error {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[
        (
            "accounts.session_expired",
            FaultKind::Unauthenticated,
            "The session was ended from another device, or was not used for 90 days. Sign in again.",
        ),
        (
            "accounts.wrong_credentials",
            FaultKind::Forbidden,
            "The handle or the password is wrong. Which one is not said.",
        ),
        (
            "accounts.too_many_attempts",
            FaultKind::TooMany,
            "Too many failures, or registrations from one address. `details.retry_after_seconds` says how long to wait.",
        ),
        (
            "accounts.handle_invalid",
            FaultKind::Malformed,
            "A handle has 3 to 32 of a-z 0-9 . _ -, begins with a letter, ends with a letter or digit, has no two marks in a row and is not reserved. `details.problem` says which.",
        ),
        (
            "accounts.handle_taken",
            FaultKind::Conflict,
            "Somebody has this handle, or had it before deleting their account.",
        ),
        (
            "accounts.handle_look_alike",
            FaultKind::Conflict,
            "Somebody has a handle that can be mistaken for this one.",
        ),
        (
            "accounts.name_invalid",
            FaultKind::Malformed,
            "A name, or a text about somebody, is empty, too long, or has characters that are invisible or change the direction of what follows. `details.problem` says which.",
        ),
        (
            "accounts.password_weak",
            FaultKind::Malformed,
            "A password has 10 to 256 characters, is not the handle and none of those that everybody tries first. `details.problem` says which.",
        ),
        (
            "accounts.registration_closed",
            FaultKind::Forbidden,
            "Nobody can register on this cell at present.",
        ),
        (
            "accounts.invitation_invalid",
            FaultKind::Forbidden,
            "Registration needs an invitation that holds. `details.problem`: missing, unknown, expired, used_up or revoked.",
        ),
        (
            "accounts.link_invalid",
            FaultKind::Forbidden,
            "The setup or recovery link was used, was replaced by a newer one, or has expired.",
        ),
        (
            "accounts.recovery_code_invalid",
            FaultKind::Forbidden,
            "The handle or the recovery code is wrong, or the code has been used.",
        ),
        (
            "accounts.suspended",
            FaultKind::Forbidden,
            "An operator of this cell has suspended the account.",
        ),
        (
            "accounts.deleted",
            FaultKind::Unauthenticated,
            "The account has been deleted.",
        ),
        (
            "accounts.not_found",
            FaultKind::NotFound,
            "There is no such account, session, invitation or notice for this caller.",
        ),
        (
            "accounts.last_operator",
            FaultKind::Conflict,
            "Nobody else runs this cell, so this account cannot be suspended or deleted.",
        ),
        (
            "accounts.token_needed",
            FaultKind::Forbidden,
            "Bulk operations need the operator token of the data directory; being signed in as an operator is not enough.",
        ),
        (
            "accounts.out_of_range",
            FaultKind::Malformed,
            "A number is outside of its range: `details` has field, min and max.",
        ),
        (
            "accounts.cursor_invalid",
            FaultKind::Malformed,
            "The cursor was not given by this list. Start without one.",
        ),
        (
            "accounts.too_many_invitations",
            FaultKind::Conflict,
            "Too many invitations of this account can still be used. Revoke some.",
        ),
    ];

    fn code(&self) -> &'static str {
        match self {
            Self::SessionExpired => "accounts.session_expired",
            Self::WrongCredentials => "accounts.wrong_credentials",
            Self::TooManyAttempts { .. } => "accounts.too_many_attempts",
            Self::HandleInvalid(_) => "accounts.handle_invalid",
            Self::HandleTaken => "accounts.handle_taken",
            Self::HandleLookAlike => "accounts.handle_look_alike",
            Self::NameInvalid(_) => "accounts.name_invalid",
            Self::PasswordWeak(_) => "accounts.password_weak",
            Self::RegistrationClosed => "accounts.registration_closed",
            Self::InvitationInvalid(_) => "accounts.invitation_invalid",
            Self::LinkInvalid => "accounts.link_invalid",
            Self::RecoveryCodeInvalid => "accounts.recovery_code_invalid",
            Self::Suspended => "accounts.suspended",
            Self::Deleted => "accounts.deleted",
            Self::NotFound(_) => "accounts.not_found",
            Self::LastOperator => "accounts.last_operator",
            Self::TokenNeeded => "accounts.token_needed",
            Self::OutOfRange { .. } => "accounts.out_of_range",
            Self::CursorInvalid => "accounts.cursor_invalid",
            Self::TooManyInvitations { .. } => "accounts.too_many_invitations",
            Self::Upload(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }

    fn details(&self) -> Option<serde_json::Value> {
        match self {
            Self::TooManyAttempts { retry_after } => {
                let seconds = retry_after.as_millis().div_ceil(1000);
                Some(json!({ "retry_after_seconds": u64::try_from(seconds).unwrap_or(u64::MAX) }))
            }
            Self::HandleInvalid(problem) => Some(json!({ "problem": problem })),
            Self::NameInvalid(problem) => Some(json!({ "problem": problem })),
            Self::PasswordWeak(problem) => Some(json!({ "problem": problem })),
            Self::InvitationInvalid(problem) => Some(json!({ "problem": problem.as_str() })),
            Self::OutOfRange { field, min, max } => {
                Some(json!({ "field": field, "min": min, "max": max }))
            }
            Self::TooManyInvitations { max } => Some(json!({ "max": max })),
            Self::Upload(error) => error.details(),
            Self::Store(error) => error.details(),
            _ => None,
        }
    }

    /// Errors of the layers below keep their own kind: they stand in their own catalogues.
    fn fault(&self) -> sapa_kernel::Fault {
        match self {
            Self::Upload(error) => error.fault(),
            Self::Store(error) => error.fault(),
            _ => sapa_kernel::Fault {
                kind: Self::CATALOGUE
                    .iter()
                    .find(|(code, ..)| *code == self.code())
                    .map_or(FaultKind::Internal, |(_, kind, _)| *kind),
                code: self.code(),
                message: self.to_string(),
                details: self.details(),
            },
        }
    }
}
