//! What can go wrong with mini programs.

use sapa_accounts::NameProblem;
use sapa_kernel::{Coded, Fault, FaultKind};
use sapa_mini_compiler::Finding;
use sapa_store::StoreError;
use serde_json::json;

use crate::model::VersionState;

/// Findings that a refused upload names; all others are seen once these are mended.
pub const MAX_LISTED_FINDINGS: usize = 200;

/// Errors of `mini`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is none, or not for this caller.
    #[error("There is no such {0}.")]
    NotFound(&'static str),
    /// The caller's role does not do.
    #[error("Your role in this program does not allow that.")]
    Role,
    /// Cannot be shown.
    #[error("That cannot be a name: {0}.")]
    NameInvalid(NameProblem),
    /// Another program has it.
    #[error("Another program has this name.")]
    NameTaken,
    /// A description, note or reason that cannot be shown.
    #[error("That cannot be shown as a text: {0}.")]
    TextInvalid(NameProblem),
    /// A reason is needed.
    #[error("Say why.")]
    ReasonMissing,
    /// Not an origin of the kind that the list takes.
    #[error("{domain:?} cannot be a domain of the list {list}.")]
    DomainInvalid {
        /// Which list.
        list: &'static str,
        /// The text.
        domain: String,
    },
    /// A list is too long, or has something twice.
    #[error(
        "A list of domains has at most {} entries, each once.",
        crate::MAX_DOMAINS
    )]
    TooManyDomains,
    /// As many programs as one account may have.
    #[error("You have as many programs as is possible.")]
    TooManyPrograms,
    /// As many members as a program may have, or programs as a member may have.
    #[error("There are as many members, or programs of this member, as is possible.")]
    TooManyMembers,
    /// The owner stays an admin.
    #[error("The owner of a program stays its admin.")]
    Owner,
    /// An operator has suspended it.
    #[error("This program is suspended.")]
    Suspended {
        /// Why; only members hear it.
        reason: Option<String>,
    },
    /// The name of a version.
    #[error("A version is called by digits, letters, dots, plus and minus signs.")]
    VersionInvalid,
    /// The archive is no source.
    #[error("{0}")]
    PackageInvalid(String),
    /// The compiler found errors.
    #[error("The source does not compile.")]
    CompileFailed(Vec<Finding>),
    /// Another upload of this account is being compiled.
    #[error("Another upload of yours is being compiled.")]
    UploadUnderWay,
    /// The version is not where it has to be for that.
    #[error("The version has come to another point.")]
    WrongState(VersionState),
    /// Another version is in review or waits to be released.
    #[error("Another version is in review, or waits to be released.")]
    InReview,
    /// The checklist does not go with the decision.
    #[error(
        "All items must hold for a version to be approved, and one must not for it to be rejected."
    )]
    Checklist,
    /// There is no version of this stage, or not for this caller.
    #[error("There is nothing to open at this stage.")]
    NotAvailable,
    /// Too long, or no path.
    #[error("That is no path of a page.")]
    PathInvalid,
    /// The program has not declared it.
    #[error("The program has not declared this permission.")]
    ScopeNotWanted,
    /// As many favourites as is possible.
    #[error("The list is full.")]
    TooManyFavourites,
    /// As many reports as an account may have open.
    #[error("You have reported as many programs as is possible.")]
    TooManyReports,
    /// Too many login codes.
    #[error("Too many logins.")]
    TooOften {
        /// Until when.
        retry_after_seconds: u64,
    },
    /// A cursor that this list did not give.
    #[error("This cursor is none of this list.")]
    CursorInvalid,
    /// The icon, or the upload of a package.
    #[error(transparent)]
    Blobs(#[from] sapa_blobs::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sapa_accounts::Error> for Error {
    /// Only its paging is used here.
    fn from(error: sapa_accounts::Error) -> Self {
        match error {
            sapa_accounts::Error::Store(error) => Self::Store(error),
            _ => Self::CursorInvalid,
        }
    }
}

impl Coded for Error {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[
        (
            "mini.not_found",
            FaultKind::NotFound,
            "There is no such program, version, member or report, or not for this caller. `details.what` says which.",
        ),
        (
            "mini.role",
            FaultKind::Forbidden,
            "A tester opens the trial version, a developer also uploads and chooses it, an admin does everything.",
        ),
        (
            "mini.name_invalid",
            FaultKind::Malformed,
            "A program's name has 1 to 30 characters that can be seen. `details.problem` says what is wrong.",
        ),
        (
            "mini.name_taken",
            FaultKind::Conflict,
            "Another program has this name; upper and lower case do not tell names apart.",
        ),
        (
            "mini.text_invalid",
            FaultKind::Malformed,
            "A description, note or reason has at most 500 characters, none of them invisible. `details.problem` says what is wrong.",
        ),
        (
            "mini.reason_missing",
            FaultKind::Malformed,
            "A rejection or suspension needs a reason, which the members read.",
        ),
        (
            "mini.domain_invalid",
            FaultKind::Malformed,
            "A domain is https:// (for sockets wss://), a host name in lower case, and perhaps a port; no address, path or user. `details` names the list and the entry.",
        ),
        (
            "mini.too_many_domains",
            FaultKind::Malformed,
            "Each list of domains has at most 50 entries, each once.",
        ),
        (
            "mini.too_many_programs",
            FaultKind::Conflict,
            "An account owns at most 50 programs.",
        ),
        (
            "mini.too_many_members",
            FaultKind::Conflict,
            "A program has at most 30 members, and nobody is a member of more than 200 programs.",
        ),
        (
            "mini.owner",
            FaultKind::Conflict,
            "The owner of a program stays its admin and cannot leave it.",
        ),
        (
            "mini.suspended",
            FaultKind::Conflict,
            "An operator has suspended the program. `details.reason` says why, to its members.",
        ),
        (
            "mini.version_invalid",
            FaultKind::Malformed,
            "A version is called by 1 to 32 digits, letters, dots, plus and minus signs.",
        ),
        (
            "mini.package_invalid",
            FaultKind::Malformed,
            "The upload is no ZIP archive that is taken. The message says why.",
        ),
        (
            "mini.compile_failed",
            FaultKind::Malformed,
            "The source has errors. `details.findings` has each with file, line and column, the first 200.",
        ),
        (
            "mini.upload_under_way",
            FaultKind::Conflict,
            "Another upload of this account is being compiled. Wait for its answer.",
        ),
        (
            "mini.wrong_state",
            FaultKind::Conflict,
            "The version cannot do that from where it is. `details.state` says where.",
        ),
        (
            "mini.in_review",
            FaultKind::Conflict,
            "A program has one version at a time in review or approved. Release or withdraw it first.",
        ),
        (
            "mini.checklist",
            FaultKind::Malformed,
            "A version is approved when every item holds, and rejected for at least one that does not.",
        ),
        (
            "mini.not_available",
            FaultKind::NotFound,
            "The program has no version of this stage, or the caller is no member who may open it.",
        ),
        (
            "mini.path_invalid",
            FaultKind::Malformed,
            "A path has at most 1,024 bytes and a query at most 8,192, without control characters.",
        ),
        (
            "mini.scope_not_wanted",
            FaultKind::Conflict,
            "The program has not declared that it wants this permission.",
        ),
        (
            "mini.too_many_favourites",
            FaultKind::Conflict,
            "Nobody keeps more than 100 favourite programs.",
        ),
        (
            "mini.too_many_reports",
            FaultKind::TooMany,
            "Nobody has more than 50 reports that operators have not looked at.",
        ),
        (
            "mini.too_often",
            FaultKind::TooMany,
            "A program asks for at most 100 login codes of one person a minute. `details.retry_after_seconds` says how long to wait.",
        ),
        (
            "mini.cursor_invalid",
            FaultKind::Malformed,
            "The cursor was not given by this list. Start without one.",
        ),
    ];

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "mini.not_found",
            Self::Role => "mini.role",
            Self::NameInvalid(_) => "mini.name_invalid",
            Self::NameTaken => "mini.name_taken",
            Self::TextInvalid(_) => "mini.text_invalid",
            Self::ReasonMissing => "mini.reason_missing",
            Self::DomainInvalid { .. } => "mini.domain_invalid",
            Self::TooManyDomains => "mini.too_many_domains",
            Self::TooManyPrograms => "mini.too_many_programs",
            Self::TooManyMembers => "mini.too_many_members",
            Self::Owner => "mini.owner",
            Self::Suspended { .. } => "mini.suspended",
            Self::VersionInvalid => "mini.version_invalid",
            Self::PackageInvalid(_) => "mini.package_invalid",
            Self::CompileFailed(_) => "mini.compile_failed",
            Self::UploadUnderWay => "mini.upload_under_way",
            Self::WrongState(_) => "mini.wrong_state",
            Self::InReview => "mini.in_review",
            Self::Checklist => "mini.checklist",
            Self::NotAvailable => "mini.not_available",
            Self::PathInvalid => "mini.path_invalid",
            Self::ScopeNotWanted => "mini.scope_not_wanted",
            Self::TooManyFavourites => "mini.too_many_favourites",
            Self::TooManyReports => "mini.too_many_reports",
            Self::TooOften { .. } => "mini.too_often",
            Self::CursorInvalid => "mini.cursor_invalid",
            Self::Blobs(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }

    fn details(&self) -> Option<serde_json::Value> {
        match self {
            Self::NotFound(what) => Some(json!({ "what": what })),
            Self::NameInvalid(problem) | Self::TextInvalid(problem) => {
                Some(json!({ "problem": problem }))
            }
            Self::DomainInvalid { list, domain } => Some(json!({ "list": list, "domain": domain })),
            Self::Suspended {
                reason: Some(reason),
            } => Some(json!({ "reason": reason })),
            Self::CompileFailed(findings) => {
                let listed = &findings[..findings.len().min(MAX_LISTED_FINDINGS)];
                Some(json!({ "findings": listed }))
            }
            Self::WrongState(state) => Some(json!({ "state": state })),
            Self::TooOften {
                retry_after_seconds,
            } => Some(json!({ "retry_after_seconds": retry_after_seconds })),
            Self::Blobs(error) => error.details(),
            Self::Store(error) => error.details(),
            _ => None,
        }
    }

    /// Errors of the store and of uploads keep their own kind: they stand in other catalogues.
    fn fault(&self) -> Fault {
        match self {
            Self::Store(error) => return error.fault(),
            Self::Blobs(error) => return error.fault(),
            _ => {}
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
