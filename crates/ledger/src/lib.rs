//! Double entry: accounts, transfers, holds. It knows no people.
//!
//! The rules are those that TigerBeetle publishes (docs.tigerbeetle.com, as of 0.17): ids made by the caller, two-phase
//! transfers, linked chains, one numbered list of results with a fixed precedence. Everything is called inside a
//! transaction, synchronously. That an account or a transfer is refused is a result, not an error: the
//! transaction goes on, and its caller decides what that means.
//!
//! # Promises
//! - The same call again answers `exists`; the same id with another content, `exists_with_different_…`.
//! - A transfer or a chain happens whole or not at all; a batch is one transaction.
//! - An amount may be nothing. Posting [`Amount::MAX`](sapa_kernel::Amount::MAX) posts all that is held, less posts that
//!   much and releases the rest, nothing posts nothing. Voiding takes 0 or exactly what is held.
//! - From its deadline on a pending transfer counts as expired, whether or not its job has run; only the job or
//!   [`expire`] gives back what it holds. Deadlines are reckoned in the cell's milliseconds (TigerBeetle: nanoseconds).
//! - A transfer without flags reads four rows and writes four. A pending one has a row more and two for its job, an account with
//!   a history a row more for each transfer, and a batch writes each account once.
//!
//! # Invariants
//! - Per currency, the debits of all accounts equal their credits, the posted and the pending ones apart.
//! - No balance overflows, also not pending and posted together: so what is held can always be posted.
//! - An account with `debits_must_not_exceed_credits` never has more debits, pending ones included, than posted credits;
//!   the other flag is its mirror image.
//! - Transfers are never changed or deleted. A pending one is posted, voided or expired, once.
//! - Timestamps are nanoseconds, given out once each, and grow from event to event.
//!
//! # What is absent
//! - `id_already_failed`. Whoever is refused mostly rolls its transaction back, and a row that remembers the refusal would go with
//!   it. So an id that failed for a passing reason may succeed later; callers that tell people "refused" use a new id.
//! - Imported events with timestamps of their own, and user data of 64 and 32 bits.
//! - A ledger number: the currency takes its place. It is always given, also in transfers that post or void.
//! - Transfers by account. Who needs a list of somebody's payments keeps one; `history` has the balances.
//! - Closing a balance to another currency, interest, fees: callers build them of chains.

mod audit;
mod batch;
mod clock;
mod create_accounts;
mod create_transfers;
mod error;
mod expire;
mod history;
mod id;
mod keys;
mod lookup;
mod model;
mod results;
mod retry;
mod rows;
mod rules;

pub use audit::{
    Totals, stored_pending, totals, visit_accounts, visit_history, visit_pending, visit_transfers,
};
pub use create_accounts::create_accounts;
pub use create_transfers::{create_transfer, create_transfers};
pub use error::Error;
pub use expire::{EXPIRE, expire, jobs};
pub use history::{HistoryFilter, account_history};
pub use id::LedgerId;
pub use lookup::{account, lookup_accounts, lookup_transfers, pending_state, transfer};
pub use model::{
    Account, AccountFlags, HistoryEntry, NewAccount, NewTransfer, Pending, PendingState, Transfer,
    TransferFlags,
};
pub use results::{CreateAccountResult, CreateTransferResult};

/// Accounts or transfers of one batch. As many of the dearest kind still fit into one entry of the log, if the
/// transaction does nothing else.
pub const MAX_BATCH: usize = 8_190;

#[cfg(test)]
mod tests;
