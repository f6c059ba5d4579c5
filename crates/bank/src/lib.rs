//! The bank's side of a wallet, as ISO 20022 files.

mod account;
mod connector;
mod file_error;
mod order;
mod signed;
mod statement;
mod text;

pub use account::{AccountError, BankAccount, BankCode, MAX_ACCOUNT_NUMBER, MAX_CLEARING_ID};
pub use connector::{Connector, ConnectorError, Fetched, Outcome};
pub use file_error::{FileError, MAX_ENTRIES, MAX_FILE_BYTES, Place, Problem};
pub use order::{Initiator, Instruction, MAX_DIGITS, MAX_ORDERS, OrderError, PaymentOrder};
pub use signed::SignedAmount;
pub use statement::{Entry, Statement};
