//! Rows of mini programs.

use minicbor::{Decode, Encode};
use sapa_blobs::BlobId;
use sapa_kernel::{AccountId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::AppId;
use crate::lists::{Category, ReportReason, ReviewItem, Role, Scope};

/// 256 bits: the SHA-256 of a secret or of a file.
pub(crate) type Hash = [u8; 32];

/// With which hosts a program may talk, and whose pages it may show: origins, as WeChat lists them.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Default,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
    Encode,
    Decode,
)]
#[cbor(map)]
#[serde(default)]
#[schemars(rename = "MiniDomains")]
pub struct Domains {
    /// For `wx.request`: `https://…`.
    #[n(0)]
    pub request: Vec<String>,
    /// For `wx.connectSocket`: `wss://…`.
    #[n(1)]
    pub socket: Vec<String>,
    /// For `wx.uploadFile`: `https://…`.
    #[n(2)]
    pub upload: Vec<String>,
    /// For `wx.downloadFile`, and pictures: `https://…`.
    #[n(3)]
    pub download: Vec<String>,
    /// For `web-view`: `https://…`.
    #[n(4)]
    pub web_view: Vec<String>,
}

/// A program.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct ProgramRow {
    #[n(0)]
    pub(crate) name: String,
    #[n(1)]
    pub(crate) icon: Option<BlobId>,
    /// Grows with each icon; 0 while there is none.
    #[n(2)]
    pub(crate) icon_version: u32,
    #[n(3)]
    pub(crate) category: Category,
    #[n(4)]
    pub(crate) description: String,
    #[n(5)]
    pub(crate) domains: Domains,
    #[n(6)]
    pub(crate) wanted: Vec<Scope>,
    /// An admin who cannot be removed.
    #[n(7)]
    pub(crate) owner: AccountId,
    /// Who registered it: its people are one unionid in all programs of this account.
    #[n(8)]
    pub(crate) developer: AccountId,
    #[n(9)]
    pub(crate) created_at: Timestamp,
    /// The number of the newest version that was uploaded.
    #[n(10)]
    pub(crate) last_version: u32,
    #[n(11)]
    pub(crate) trial: Option<u32>,
    #[n(12)]
    pub(crate) released: Option<u32>,
    /// Versions that were released, the newest first: those that can be gone back to, and the one that is released.
    #[n(13)]
    pub(crate) releases: Vec<u32>,
    /// The version that is in review, or approved and not yet released.
    #[n(14)]
    pub(crate) in_review: Option<u32>,
    #[n(15)]
    pub(crate) suspension: Option<Suspension>,
    /// Of the AppSecret.
    #[n(16)]
    #[cbor(with = "minicbor::bytes")]
    pub(crate) secret: Option<Hash>,
    #[n(17)]
    pub(crate) secret_made_at: Option<Timestamp>,
}

/// Why a program cannot be opened.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema, Encode, Decode,
)]
#[cbor(map)]
#[schemars(rename = "MiniSuspension")]
pub struct Suspension {
    /// What the operator says to the members.
    #[n(0)]
    pub reason: String,
    /// Since when.
    #[n(1)]
    pub at: Timestamp,
}

/// Somebody who works on a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct MemberRow {
    #[n(0)]
    pub(crate) role: Role,
    #[n(1)]
    pub(crate) since: Timestamp,
    /// Their development version.
    #[n(2)]
    pub(crate) development: Option<u32>,
}

/// How far a version has come.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema, Encode, Decode,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
#[schemars(rename = "MiniVersionState")]
pub enum VersionState {
    /// Uploaded.
    #[n(0)]
    Uploaded,
    /// Waits for an operator.
    #[n(1)]
    InReview,
    /// An operator said no; `review` says why.
    #[n(2)]
    Rejected,
    /// May be released.
    #[n(3)]
    Approved,
    /// Is or was released.
    #[n(4)]
    Released,
}

/// An uploaded version.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct VersionRow {
    /// What the developer calls it: `1.2.0`.
    #[n(0)]
    pub(crate) name: String,
    #[n(1)]
    pub(crate) description: String,
    #[n(2)]
    pub(crate) uploader: AccountId,
    #[n(3)]
    pub(crate) uploaded_at: Timestamp,
    #[n(4)]
    pub(crate) state: VersionState,
    #[n(5)]
    #[cbor(with = "minicbor::bytes")]
    pub(crate) manifest: Hash,
    #[n(6)]
    pub(crate) manifest_bytes: u64,
    /// Ed25519, over what `sign.rs` says.
    #[n(7)]
    #[cbor(with = "minicbor::bytes")]
    pub(crate) signature: Vec<u8>,
    /// All files, one after the other.
    #[n(8)]
    pub(crate) pack: BlobId,
    /// Bytes of the source that are used.
    #[n(9)]
    pub(crate) size: u64,
    #[n(10)]
    pub(crate) review: Option<ReviewRow>,
    #[n(11)]
    pub(crate) released_at: Option<Timestamp>,
    #[n(12)]
    pub(crate) pages: u32,
}

/// A review of a version.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct ReviewRow {
    #[n(0)]
    pub(crate) submitted_at: Timestamp,
    /// What the developer tells the reviewer.
    #[n(1)]
    pub(crate) note: String,
    #[n(2)]
    pub(crate) decided_at: Option<Timestamp>,
    /// Items that did not hold.
    #[n(3)]
    pub(crate) failed: Vec<ReviewItem>,
    #[n(4)]
    pub(crate) reason: String,
    /// The operator; none if it was the machine's owner.
    #[n(5)]
    pub(crate) decided_by: Option<AccountId>,
}

/// Where a file lies in its version's package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct FileRow {
    #[n(0)]
    pub(crate) offset: u64,
    #[n(1)]
    pub(crate) bytes: u64,
}

/// A login code.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct CodeRow {
    #[n(0)]
    pub(crate) app: AppId,
    #[n(1)]
    pub(crate) account: AccountId,
    #[n(2)]
    pub(crate) expires_at: Timestamp,
    #[n(3)]
    pub(crate) used: bool,
}

/// A person's session with a program.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub(crate) struct SessionRow {
    /// From which, with the cell's key, the session key is made.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub(crate) nonce: Option<[u8; 16]>,
    #[n(1)]
    pub(crate) expires_at: Timestamp,
    /// Codes that were asked for since `minute_began`.
    #[n(2)]
    pub(crate) codes: u32,
    #[n(3)]
    pub(crate) minute_began: Timestamp,
    /// How the program knows the person, since they first logged in.
    #[n(4)]
    pub(crate) openid: Option<String>,
}

/// An access token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct TokenRow {
    #[n(0)]
    pub(crate) app: AppId,
    #[n(1)]
    pub(crate) expires_at: Timestamp,
    /// The generation of the program's tokens that it belongs to.
    #[n(2)]
    pub(crate) generation: u32,
}

/// A current token: from its nonce and the cell's key it can be made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct CurrentToken {
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub(crate) nonce: [u8; 16],
    #[n(1)]
    pub(crate) expires_at: Timestamp,
}

/// The tokens of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub(crate) struct TokensRow {
    #[n(0)]
    pub(crate) plain: Option<CurrentToken>,
    #[n(1)]
    pub(crate) stable: Option<CurrentToken>,
    #[n(2)]
    pub(crate) day_began: Timestamp,
    #[n(3)]
    pub(crate) plain_today: u32,
    #[n(4)]
    pub(crate) forced_today: u32,
    #[n(5)]
    pub(crate) forced_at: Option<Timestamp>,
    /// Grows when all tokens are revoked: those of an earlier one hold no more.
    #[n(6)]
    pub(crate) generation: u32,
}

/// What somebody let a program do, or not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub(crate) struct GrantsRow {
    #[n(0)]
    pub(crate) scopes: Vec<GrantRow>,
}

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct GrantRow {
    #[n(0)]
    pub(crate) scope: Scope,
    #[n(1)]
    pub(crate) granted: bool,
    #[n(2)]
    pub(crate) at: Timestamp,
}

/// The programs that somebody used last, and keeps.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub(crate) struct ShelfRow {
    /// The newest first.
    #[n(0)]
    pub(crate) recent: Vec<RecentRow>,
    /// In the person's order.
    #[n(1)]
    pub(crate) favourites: Vec<AppId>,
}

/// A use of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct RecentRow {
    #[n(0)]
    pub(crate) app: AppId,
    #[n(1)]
    pub(crate) at: Timestamp,
}

/// What somebody reported.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct ReportRow {
    #[n(0)]
    pub(crate) reason: ReportReason,
    #[n(1)]
    pub(crate) text: String,
    #[n(2)]
    pub(crate) at: Timestamp,
}
