//! The tables of the ledger.

use sapa_store::{Table, prefixes};

use crate::LedgerId;
use crate::rows::{AccountRow, HistoryRow, PendingRow, TransferRow};

pub(crate) const ACCOUNTS: Table<(LedgerId,), AccountRow> = Table::new(prefixes::LEDGER_ACCOUNTS);
pub(crate) const TRANSFERS: Table<(LedgerId,), TransferRow> =
    Table::new(prefixes::LEDGER_TRANSFERS);
pub(crate) const PENDING: Table<(LedgerId,), PendingRow> = Table::new(prefixes::LEDGER_PENDING);
/// By account and time of the transfer.
pub(crate) const HISTORY: Table<(LedgerId, u64), HistoryRow> = Table::new(prefixes::LEDGER_HISTORY);
/// One row: the newest timestamp that was given out.
pub(crate) const CLOCK: Table<(), u64> = Table::new(prefixes::LEDGER_CLOCK);
