//! `pain.001`: payment orders to the bank.

mod read;
mod write;

pub use read::read;
pub use write::write;
