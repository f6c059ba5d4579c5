//! The bank's side of a wallet, as ISO 20022 files.

mod account;
pub mod camt053;
mod connector;
mod demo_bank;
mod directory;
mod file_error;
mod files;
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
