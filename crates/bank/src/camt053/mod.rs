//! `camt.053`: statements of the bank.

mod entry;
mod read;
mod write;

pub use read::read;
pub use write::write;
