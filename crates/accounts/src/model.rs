//! Rows of accounts.

use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};
use sapa_blobs::BlobId;
use sapa_kernel::{AccountId, InvitationId, SessionId, Timestamp};

use crate::notices::NoticeKind;
use crate::settings::RegistrationMode;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct Account {
    #[n(0)]
    pub(crate) handle: String,
    #[n(1)]
    pub(crate) display_name: String,
    #[n(2)]
    pub(crate) about: String,
    /// Whether this person runs the cell.
    #[n(3)]
    pub(crate) operator: bool,
    #[n(4)]
    pub(crate) avatar: Option<BlobId>,
    /// 0 without an avatar; grows with each change, so that an address of an avatar never changes its content.
    #[n(5)]
    pub(crate) avatar_version: u32,
    #[n(6)]
    pub(crate) created_at: Timestamp,
    /// Set while an operator keeps the account out.
    #[n(7)]
    pub(crate) suspended_at: Option<Timestamp>,
    /// Set while the waiting period of a deletion runs.
    #[n(8)]
    pub(crate) deletion_at: Option<Timestamp>,
    /// Set when nothing is left but the handle, which nobody else may take.
    #[n(9)]
    pub(crate) deleted_at: Option<Timestamp>,
    /// The newest version that an avatar has had; versions are not used twice.
    #[n(10)]
    pub(crate) last_avatar_version: u32,
    /// A resident of a demo town, marked as fictional.
    #[n(11)]
    pub(crate) fictional: bool,
}

impl Account {
    /// Whether the account is gone at this time, even if the job that removes it is late.
    pub(crate) fn is_deleted(&self, now: Timestamp) -> bool {
        self.deleted_at.is_some() || self.deletion_at.is_some_and(|at| at <= now)
    }
}

/// How a password is checked.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct StoredVerifier {
    #[n(0)]
    pub(crate) memory_kib: u32,
    #[n(1)]
    pub(crate) passes: u32,
    #[n(2)]
    pub(crate) lanes: u32,
    #[n(3)]
    pub(crate) salt: ByteArray<16>,
    #[n(4)]
    pub(crate) hash: ByteArray<32>,
}

/// The recovery codes that are left.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct RecoveryCodes {
    #[n(0)]
    pub(crate) salt: ByteArray<16>,
    #[n(1)]
    pub(crate) left: Vec<ByteArray<32>>,
}

/// One signed-in device.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct Session {
    #[n(0)]
    pub(crate) name: String,
    #[n(1)]
    pub(crate) address: String,
    #[n(2)]
    pub(crate) created_at: Timestamp,
    /// Written down at most once an hour.
    #[n(3)]
    pub(crate) last_used_at: Timestamp,
    #[n(4)]
    pub(crate) token_hash: ByteArray<32>,
}

/// Whose device a token belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct TokenOwner {
    #[n(0)]
    pub(crate) account: AccountId,
    #[n(1)]
    pub(crate) session: SessionId,
}

/// An invitation to register.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct InvitationRow {
    #[n(0)]
    pub(crate) inviter: AccountId,
    #[n(1)]
    pub(crate) note: String,
    #[n(2)]
    pub(crate) uses: u32,
    #[n(3)]
    pub(crate) max_uses: u32,
    #[n(4)]
    pub(crate) created_at: Timestamp,
    #[n(5)]
    pub(crate) expires_at: Timestamp,
    #[n(6)]
    pub(crate) revoked: bool,
    #[n(7)]
    pub(crate) code_hash: ByteArray<32>,
}

/// The owner of an invitation's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct InvitationOfCode {
    #[n(0)]
    pub(crate) invitation: InvitationId,
}

/// A one-time link that sets a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct RecoveryLink {
    #[n(0)]
    pub(crate) account: AccountId,
    #[n(1)]
    pub(crate) expires_at: Timestamp,
}

/// Something that a person has to be told about their account.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct NoticeRow {
    #[n(0)]
    pub(crate) kind: NoticeKind,
    #[n(1)]
    pub(crate) at: Timestamp,
    /// Names and values that the text of the notice needs.
    #[n(2)]
    pub(crate) params: Vec<(String, String)>,
}

/// Attempts counted for one subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub(crate) struct Attempts {
    /// Attempts since `since` that were not given back.
    #[n(0)]
    pub(crate) count: u32,
    #[n(1)]
    pub(crate) since: Timestamp,
    /// No attempt is allowed before this time.
    #[n(2)]
    pub(crate) blocked_until: Timestamp,
    /// How many cool-downs came one after the other: each is twice as long as the one before.
    #[n(3)]
    pub(crate) cool_downs: u32,
    /// When the row says nothing any more and is swept.
    #[n(4)]
    pub(crate) forget_at: Timestamp,
}

/// What accounts know of the cell: a single row.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct CellRow {
    #[n(0)]
    pub(crate) name: String,
    #[n(1)]
    pub(crate) registration: RegistrationMode,
    /// People who run the cell.
    #[n(2)]
    pub(crate) operators: u32,
    /// The hash of the link that makes the first of them.
    #[n(3)]
    pub(crate) setup_hash: Option<ByteArray<32>>,
    /// Accounts made in bulk so far: numbers their handles.
    #[n(4)]
    pub(crate) bulk_count: u64,
}

impl Default for CellRow {
    fn default() -> Self {
        Self {
            name: "Sapa".to_owned(),
            registration: RegistrationMode::Invitation,
            operators: 0,
            setup_hash: None,
            bulk_count: 0,
        }
    }
}

/// What a demo town says of a resident.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct ResidentRow {
    #[n(0)]
    pub(crate) language: String,
}
