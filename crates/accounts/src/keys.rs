//! The tables of accounts.

use minicbor::bytes::ByteArray;
use sapa_kernel::{AccountId, InvitationId, LinkId, SessionId};
use sapa_store::{Read, StoreError, Table, Tx, prefixes};

use crate::model::{
    Account, Attempts, CellRow, InvitationOfCode, InvitationRow, NoticeRow, RecoveryCodes,
    RecoveryLink, ResidentRow, Session, StoredVerifier, TokenOwner,
};

/// A SHA-256 as a key.
pub(crate) type Hash = [u8; 32];

pub(crate) const ACCOUNTS: Table<(AccountId,), Account> = Table::new(prefixes::ACCOUNTS_ACCOUNTS);
/// By skeleton: see [`crate::Handle::skeleton`].
pub(crate) const HANDLES: Table<(String,), AccountId> = Table::new(prefixes::ACCOUNTS_HANDLES);
pub(crate) const CREDENTIALS: Table<(AccountId,), StoredVerifier> =
    Table::new(prefixes::ACCOUNTS_CREDENTIALS);
pub(crate) const RECOVERY_CODES: Table<(AccountId,), RecoveryCodes> =
    Table::new(prefixes::ACCOUNTS_RECOVERY_CODES);
pub(crate) const SESSIONS: Table<(AccountId, SessionId), Session> =
    Table::new(prefixes::ACCOUNTS_SESSIONS);
pub(crate) const TOKENS: Table<(Hash,), TokenOwner> = Table::new(prefixes::ACCOUNTS_TOKENS);
pub(crate) const INVITATIONS: Table<(InvitationId,), InvitationRow> =
    Table::new(prefixes::ACCOUNTS_INVITATIONS);
pub(crate) const INVITATIONS_OF: Table<(AccountId, InvitationId), ()> =
    Table::new(prefixes::ACCOUNTS_INVITATIONS_OF);
pub(crate) const INVITATION_CODES: Table<(Hash,), InvitationOfCode> =
    Table::new(prefixes::ACCOUNTS_INVITATION_CODES);
pub(crate) const RECOVERY_LINKS: Table<(Hash,), RecoveryLink> =
    Table::new(prefixes::ACCOUNTS_RECOVERY_LINKS);
pub(crate) const NOTICES: Table<(AccountId, LinkId), NoticeRow> =
    Table::new(prefixes::ACCOUNTS_NOTICES);
/// By what is limited and for whom.
pub(crate) const ATTEMPTS: Table<(u8, Vec<u8>), Attempts> = Table::new(prefixes::ACCOUNTS_ATTEMPTS);
pub(crate) const RESIDENTS: Table<(AccountId,), ResidentRow> =
    Table::new(prefixes::ACCOUNTS_RESIDENTS);

const CELL: Table<(u8,), CellRow> = Table::new(prefixes::ACCOUNTS_CELL);

/// The cell's row, or what it is before anything was written.
pub(crate) fn cell_row(read: &dyn Read) -> Result<CellRow, StoreError> {
    Ok(CELL.get(read, &(0,))?.unwrap_or_default())
}

/// Writes the cell's row.
pub(crate) fn put_cell_row(tx: &mut Tx<'_>, row: &CellRow) -> Result<(), StoreError> {
    CELL.put(tx, &(0,), row)
}

/// A hash as a field of a row.
pub(crate) fn stored(hash: Hash) -> ByteArray<32> {
    ByteArray::from(hash)
}
