//! The bank's side of a wallet: payment orders go out as `pain.001`, account statements come in as `camt.053`, the
//! files of ISO 20022.
//!
//! It knows neither people nor wallets, reads no clock and has no threads: time comes as an argument, and calls block
//! until the disk has it.
//!
//! # Promises
//!
//! - **A file is read whole or refused whole.** Every [`FileError`] says what is wrong, in which element, in which
//!   entry, and about at which byte. A file that is cut anywhere is refused as [`Problem::Truncated`].
//! - **The sums of a [`Statement`] are right.** Opening balance and booked entries make the closing balance; numbers
//!   and totals that the bank states are those of its entries; transactions of a batch make the batch; everything is
//!   in one currency; no reference stands there twice. Reading and writing use the same check, so what was read can be
//!   written and read again.
//! - **Orders are handed over once for each message id** ([`Connector::submit`]), also if somebody has carried the
//!   file away and the call is made again after a crash. The bank's own check for doubled messages is the second net.
//! - **Files are there whole or not at all.** They are written under a hidden name, synced, renamed, and the directory
//!   synced. What came is at least once: it is fetched until it is settled.
//! - **The demo bank neither loses nor doubles** an order or a payment, wherever it is stopped. See [`DemoBank`].
//! - **Reading is bounded**: [`MAX_FILE_BYTES`], [`MAX_ENTRIES`], [`MAX_ORDERS`], 64 elements within elements, texts of
//!   2,000 characters. Document types and entities of one's own are refused.
//!
//! # How files are read
//!
//! By the local names of elements in the namespace of the outermost one, whichever prefix it has. Versions differ in
//! little: a status or a date that stands plain or in an element, a party in `Pty` or not, `BIC` or `BICFI`. Elements
//! that are not known are skipped. Amounts are decimals of the currency, never rounded; times without a zone are UTC.
//! Unknown codes of what decides about money (direction, status) are refused; those of what only informs are not.
//!
//! # What is absent
//!
//! - **Transport.** No EBICS, no SWIFT, no bank's own interface: files are carried by the operator's own means.
//! - **`pain.002`** (status reports), `camt.052` and `camt.054` are not read. What was not executed comes back in a
//!   statement, or not at all; a person sees it in the reconciliation.
//! - **Statements in several pages, and in a business message's envelope** (`head.001`) are refused.
//! - **Direct debits, cheques, several debtors in one message, conversion of currencies.**

mod account;
pub mod camt053;
mod connector;
mod demo_bank;
mod directory;
mod file_error;
mod files;
pub mod fuzzing;
mod order;
mod out;
pub mod pain001;
mod signed;
mod statement;
mod text;
mod values;
mod xml;

pub use account::{AccountError, BankAccount, BankCode, MAX_ACCOUNT_NUMBER, MAX_CLEARING_ID};
pub use connector::{Connector, ConnectorError, Fetched, Outcome};
pub use demo_bank::{CLOSED_ACCOUNT, CLOSED_ACCOUNT_ENDING, DemoBank, DemoBankError};
pub use directory::Directory;
pub use file_error::{FileError, MAX_ENTRIES, MAX_FILE_BYTES, Place, Problem};
pub use files::Folders;
pub use order::{Initiator, Instruction, MAX_DIGITS, MAX_ORDERS, OrderError, PaymentOrder};
pub use signed::SignedAmount;
pub use statement::{Entry, Statement};

#[cfg(test)]
mod tests;
