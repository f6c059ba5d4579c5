//! The balances of an account after each of its transfers, for accounts with the flag `history`.

use sapa_store::{Read, Scan, StoreError, Tx};

use crate::keys::HISTORY;
use crate::model::{Account, HistoryEntry, Transfer};
use crate::rows::HistoryRow;
use crate::{LedgerId, MAX_BATCH};

/// Which part of a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HistoryFilter {
    /// Whose.
    pub account: LedgerId,
    /// Only what comes after this timestamp in the order of reading: later ones, or earlier ones if `reversed`. The last
    /// timestamp of one page is the `after` of the next.
    pub after: Option<u64>,
    /// The newest first.
    pub reversed: bool,
    /// Entries at most; never more than [`MAX_BATCH`].
    pub limit: usize,
}

/// The balances of an account after each of its transfers; nothing for an account without the flag `history`.
pub fn account_history(
    read: &dyn Read,
    filter: HistoryFilter,
) -> Result<Vec<HistoryEntry>, StoreError> {
    let mut scan = Scan::under(&(filter.account,)).limit(filter.limit.min(MAX_BATCH));
    if filter.reversed {
        scan = scan.reverse();
    }
    if let Some(after) = filter.after {
        let key = (filter.account, after);
        scan = if filter.reversed {
            scan.before(&key)
        } else {
            scan.after(&key)
        };
    }
    let rows = HISTORY.scan(read, scan)?;
    let entry = |((_, timestamp), row): (_, HistoryRow)| row.at(timestamp);
    Ok(rows.into_iter().map(entry).collect())
}

/// The account as this transfer left it.
pub(crate) fn after(account: &Account, transfer: &Transfer) -> HistoryEntry {
    HistoryEntry {
        timestamp: transfer.timestamp,
        transfer: transfer.id,
        debits_pending: account.debits_pending,
        debits_posted: account.debits_posted,
        credits_pending: account.credits_pending,
        credits_posted: account.credits_posted,
    }
}

pub(crate) fn put(
    tx: &mut Tx<'_>,
    account: LedgerId,
    entry: &HistoryEntry,
) -> Result<(), StoreError> {
    HISTORY.put(tx, &(account, entry.timestamp), &HistoryRow::of(entry))
}
