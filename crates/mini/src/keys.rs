//! The tables of mini programs.

use sapa_kernel::{AccountId, Timestamp};
use sapa_store::{Table, prefixes};

use crate::AppId;
use crate::model::{
    CodeRow, FileRow, GrantsRow, Hash, MemberRow, ProgramRow, ReportRow, SessionRow, ShelfRow,
    TokenRow, TokensRow, VersionRow,
};

pub(crate) const PROGRAMS: Table<(AppId,), ProgramRow> = Table::new(prefixes::MINI_PROGRAMS);
/// By the name in lower case.
pub(crate) const NAMES: Table<(String,), AppId> = Table::new(prefixes::MINI_NAMES);
pub(crate) const MEMBERS: Table<(AppId, AccountId), MemberRow> = Table::new(prefixes::MINI_MEMBERS);
pub(crate) const MEMBER_OF: Table<(AccountId, AppId), ()> = Table::new(prefixes::MINI_MEMBER_OF);
pub(crate) const VERSIONS: Table<(AppId, u32), VersionRow> = Table::new(prefixes::MINI_VERSIONS);
/// By program, version and the file's SHA-256.
pub(crate) const FILES: Table<(AppId, u32, Hash), FileRow> = Table::new(prefixes::MINI_FILES);
/// By the time of submission.
pub(crate) const REVIEWS: Table<(Timestamp, AppId, u32), ()> = Table::new(prefixes::MINI_REVIEWS);
pub(crate) const CODES: Table<(Hash,), CodeRow> = Table::new(prefixes::MINI_CODES);
pub(crate) const CODES_DUE: Table<(Timestamp, Hash), ()> = Table::new(prefixes::MINI_CODES_DUE);
pub(crate) const SESSIONS: Table<(AccountId, AppId), SessionRow> =
    Table::new(prefixes::MINI_SESSIONS);
pub(crate) const OPENIDS: Table<(AppId, String), AccountId> = Table::new(prefixes::MINI_OPENIDS);
pub(crate) const TOKENS: Table<(Hash,), TokenRow> = Table::new(prefixes::MINI_TOKENS);
pub(crate) const TOKENS_DUE: Table<(Timestamp, Hash), ()> = Table::new(prefixes::MINI_TOKENS_DUE);
pub(crate) const TOKENS_OF: Table<(AppId,), TokensRow> = Table::new(prefixes::MINI_TOKENS_OF);
pub(crate) const GRANTS: Table<(AccountId, AppId), GrantsRow> = Table::new(prefixes::MINI_GRANTS);
pub(crate) const SHELVES: Table<(AccountId,), ShelfRow> = Table::new(prefixes::MINI_SHELVES);
pub(crate) const REPORTS: Table<(AppId, AccountId), ReportRow> = Table::new(prefixes::MINI_REPORTS);
pub(crate) const REPORTS_OF: Table<(AccountId, AppId), ()> = Table::new(prefixes::MINI_REPORTS_OF);
